"""A tiny service, complete from route to table: what the chassis promises is tried on it."""
