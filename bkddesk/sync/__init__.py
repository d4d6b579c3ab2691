"""The only place that joins store and wordpress: push what a person decided, then pull what the site has."""
