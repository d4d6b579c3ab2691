"""The door to WordPress: transport, errors, discovery, signing in, against sites that misbehave."""
