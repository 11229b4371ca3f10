"""Who gets which message. Pure."""
