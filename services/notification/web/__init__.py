"""JSON resources of notification."""

from services.notification.web.messages import messages
from services.notification.web.notices import notices
from services.notification.web.preferences import preferences
from services.notification.web.webhooks import webhooks
from services.notification.web.wechat import wechat

BLUEPRINTS = (notices, messages, preferences, webhooks, wechat)
