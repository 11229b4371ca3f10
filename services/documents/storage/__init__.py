"""Tables and repositories of documents."""
