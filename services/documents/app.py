"""Documents' web application."""

from flask import Flask

from chassis.app_factory import create_service_app
from chassis.service import Service


def create_app(service: Service) -> Flask:
    """All routes of documents."""
    return create_service_app(service)
