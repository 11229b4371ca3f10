"""Mediation: "help us settle it". Cases, the expert pool, sessions, agreements."""
