"""How events travel: over RabbitMQ, or along the producers' feeds."""
