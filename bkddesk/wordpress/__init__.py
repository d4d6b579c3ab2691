"""The only place with HTTP: WordPress's JSON in, the model out. Knows nothing of storage, screens or the outbox."""
