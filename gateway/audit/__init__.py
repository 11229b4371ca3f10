"""Who did or looked at what: an append-only log whose changes show."""
