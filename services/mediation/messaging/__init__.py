"""What mediation says and what it hears."""
