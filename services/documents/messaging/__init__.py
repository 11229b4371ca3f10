"""What documents hears, says and does later."""
