"""What the official account tells us: who of its followers sent the code of a matter."""

from typing import Any

from flask import request
from flask.views import MethodView
from marshmallow import fields

from chassis.access import open_route
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.identity import Unauthenticated
from chassis.transaction import service
from chassis.validation import Choice, Strict, length
from services.notification.application.wechat import bind, unbind_by_code
from services.notification.domain.signing import SIGNED, is_signed
from services.notification.settings import NotificationSettings
from services.notification.storage.unit_of_work import NotificationUnitOfWork

wechat = Blueprint("wechat", __name__, description="Followers of the official account")
BIND, UNBIND = "bind", "unbind"


class Binding(Strict):
    """``code``: what the follower sent to the account; ``openid``: who the account says it was."""

    event = fields.String(required=True, validate=Choice((BIND, UNBIND)))
    code = fields.String(required=True, validate=length(1, 64))
    openid = fields.String(required=True, validate=length(1, 128))


@wechat.route("/api/v1/wechat-bindings")
class Bindings(MethodView):
    """A follower and a side of a matter."""

    @open_route
    @wechat.arguments(Binding)
    @wechat.response(200)
    def post(self, asked: dict[str, Any]) -> dict[str, str]:
        """Bind or unbind; told twice, it changes nothing more. Signed as Standard Webhooks are."""
        _check_signature()
        code = asked["code"].strip()
        with service().uow() as uow:
            assert isinstance(uow, NotificationUnitOfWork)  # noqa: S101 - bootstrap built it
            if asked["event"] == BIND:
                bind(code, asked["openid"], uow.preferences, service().keyring)
            else:
                unbind_by_code(code, uow.preferences, service().keyring)
            uow.commit()
        return {"event": asked["event"]}


def _check_signature() -> None:
    """Raises: NotFound where there is no official account; Unauthenticated."""
    settings = service().settings
    assert isinstance(settings, NotificationSettings)  # noqa: S101 - bootstrap was given them
    if not (settings.wechat_url and settings.wechat_secret):
        raise NotFound()
    body, now = request.get_data(cache=True), service().clock.now()
    headers = {each: request.headers.get(each, "") for each in SIGNED}
    if not is_signed(settings.wechat_secret, headers, body, now):
        raise Unauthenticated()
