"""Proceedings beside mediation: one engine, each kind a state machine as data."""
