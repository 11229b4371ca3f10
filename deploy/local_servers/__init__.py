"""Private RabbitMQ nodes and PostgreSQL clusters, for tests and for production without Docker."""
