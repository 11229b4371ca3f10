"""What every service stands on; nothing of the domain."""
