"""The only door: accounts and sessions, the API edge, the portal."""
