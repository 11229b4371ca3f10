"""The rules of mediation. Pure."""
