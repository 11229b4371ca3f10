"""What intake says and what it hears."""
