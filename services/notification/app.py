"""Notification's web application."""

from flask import Flask

from chassis.app_factory import create_service_app
from chassis.service import Service
from services.notification.web.measures import NewestNotices


def create_app(service: Service) -> Flask:
    """All routes of notification."""
    app = create_service_app(service)
    app.extensions["huhang_metrics"].registry.register(NewestNotices(service))
    return app
