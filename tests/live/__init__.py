"""Real WordPress sites for the tests."""
