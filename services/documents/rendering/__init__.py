"""Words onto pages: templates, Word files, PDF."""
