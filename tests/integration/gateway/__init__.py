"""The gateway on both databases."""
