"""Tables, repositories, queries and migrations."""
