"""The rules of submissions. Pure."""
