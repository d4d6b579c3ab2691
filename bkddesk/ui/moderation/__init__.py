"""The moderation queue: the list, one comment in detail, its context, and every decision by one key."""
