"""Documents: "put it on paper"."""
