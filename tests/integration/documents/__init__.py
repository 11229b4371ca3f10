"""Papers from events to files, on both databases."""
