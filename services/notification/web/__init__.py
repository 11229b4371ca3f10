"""JSON resources of notification."""

from services.notification.web.notices import notices

BLUEPRINTS = (notices,)
