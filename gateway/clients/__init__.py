"""What the pages ask of the services: one module for each service, thin typed functions."""
