"""The API's edge: who is asking, how often, and which service answers."""
