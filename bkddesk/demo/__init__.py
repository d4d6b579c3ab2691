"""The practice site: a small WordPress look-alike on loopback, with its own SQLite and its own Indonesian content.

It is held to a real WordPress by the same contract tests. It knows nothing of the rest of bkddesk but `paths`.
"""
