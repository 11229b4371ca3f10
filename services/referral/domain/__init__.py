"""The rules of handing over. Pure."""
