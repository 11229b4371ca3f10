"""One package for each service; all have the same rooms."""
