"""By which ways somebody wants to be told. What the law wants told is told all the same."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.transaction import current_uow, service, transactional
from chassis.validation import Choice, Strict, length
from services.notification.application.wechat import SEALED_OPENID, binding_code, unbind
from services.notification.domain.rules import EMAIL, SMS, WECHAT, notice_rules
from services.notification.storage.unit_of_work import NotificationUnitOfWork
from services.notification.web.reader import is_staff, own_name

preferences = Blueprint("preferences", __name__, description="How the caller wants to be told")
MAY_SEE_ALL = ("officer", "supervisor")
DIGEST, ADDRESS, LANGUAGE = "digest", "address", "language"
LANGUAGES = ("zh", "en")


class Choices(Strict):
    """What somebody chooses. ``address``, ``language``: where and how an officer takes the digest."""

    email = fields.Boolean(load_default=None)
    sms = fields.Boolean(load_default=None)
    wechat = fields.Boolean(load_default=None)
    wechat_unbind = fields.Boolean(load_default=False)
    digest = fields.Boolean(load_default=None)
    address = fields.Email(load_default=None, allow_none=True, validate=length(3, 254))
    language = fields.String(load_default=None, validate=Choice(LANGUAGES))


@preferences.route("/api/v1/message-preferences")
class Preferences(MethodView):
    """The caller's own choices."""

    @permitted("message.choose")
    def get(self) -> dict[str, Any]:
        """What is chosen, and what can be."""
        with service().uow().reading() as uow:
            assert isinstance(uow, NotificationUnitOfWork)  # noqa: S101 - bootstrap built it
            return _view(uow)

    @transactional
    @permitted("message.choose")
    @preferences.arguments(Choices)
    def post(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Choose; what is not named stays, what is not offered is passed over."""
        uow = current_uow()
        if asked["wechat_unbind"]:
            unbind(own_name(), uow.preferences)
        named = {name: asked[name] for name in _offered(uow) if asked[name] is not None}
        uow.preferences.choose(own_name(), {**uow.preferences.of(own_name()), **named})
        return _view(uow)


def _offered(uow: NotificationUnitOfWork) -> list[str]:
    if is_staff():
        # What is due in all matters is told to those who may see all matters.
        sees_all = any(principal().has(role) for role in MAY_SEE_ALL)
        return [DIGEST, ADDRESS, LANGUAGE] if sees_all else []
    ways = [each for each in (EMAIL, SMS) if each not in uow.switched_off]
    return [*ways, WECHAT] if _wechat(uow).get("is_bound") else ways


def _wechat(uow: NotificationUnitOfWork) -> dict[str, Any]:
    """Whether the caller is bound at the official account, and the code that binds them."""
    if is_staff() or WECHAT in uow.switched_off:
        return {}
    is_bound = SEALED_OPENID in uow.preferences.of(own_name())
    return {"is_bound": is_bound, "code": binding_code(own_name(), service().keyring)}


def _view(uow: NotificationUnitOfWork) -> dict[str, Any]:
    offered, chosen = _offered(uow), uow.preferences.of(own_name())
    unchosen: dict[str, Any] = {EMAIL: True, ADDRESS: "", LANGUAGE: LANGUAGES[0]}
    return {
        "choices": {each: chosen.get(each, unchosen.get(each, False)) for each in offered},
        "wechat": _wechat(uow),
        "always": [] if is_staff() else _always(own_name().partition(":")[0]),
    }


def _always(side: str) -> list[str]:
    """Templates that this side gets by mail whatever it chooses."""
    rules = (rule for rules in notice_rules().values() for rule in rules)
    mine = {
        r.template for r in rules if r.statutory and r.audience.removesuffix("_signing") == side
    }
    return sorted(mine)
