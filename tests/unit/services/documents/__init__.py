"""Rules of documents."""
