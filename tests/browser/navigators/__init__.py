"""People at the pages, with verbs."""
