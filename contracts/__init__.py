"""The published language: events between services, who may do what. Standard library only."""
