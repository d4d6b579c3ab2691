"""The outbox: what was decided and not sent yet, and what was sent today."""
