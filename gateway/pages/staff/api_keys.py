"""Keys of partner systems: making one for a desk, seeing when it was used, ending it."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from chassis.errors import NotFound
from contracts.permissions import reaches
from gateway.api_keys import LONGEST_DAYS, SCOPES, USUAL_DAYS, NewKey
from gateway.clients import referral
from gateway.context import gateway
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room
from gateway.storage.key_rows import ApiKey

_LONGEST_NAME = 60
SCOPE_WORDS = {
    "read": _l("查看收件和进展"),
    "files": _l("下载材料、文书和压缩包"),
    "answer": _l("签收、退回和答复"),
    "open": _l("发起协查等请求"),
}


@room.get("/api-keys")
def api_keys() -> str:
    """All keys, and a form for another."""
    _only_administrators()
    return _list([])


@room.post("/api-keys")
def make_api_key() -> Any:
    """Make one, and show its secret this one time."""
    _only_administrators()
    desks = {each["code"]: each for each in referral.desks()}
    name, desk = request.form.get("name", "").strip(), desks.get(request.form.get("desk", ""))
    scopes = tuple(each for each in request.form.getlist("scopes") if each in SCOPES)
    days = acting.pieces("days") or 0
    errors = _wrong(name, bool(desk), scopes, days)
    if errors or desk is None or g.get("only_shows"):
        return _list(errors), 422 if errors else 200
    wanted = NewKey(
        name=name,
        organisation=desk["code"],
        kind=desk["kind"],
        scopes=scopes,
        days=days,
        by=g.principal.subject.removeprefix("staff:"),
    )
    _key, secret = gateway().keys.make(wanted)
    return _list([], secret)


@room.post("/api-keys/<key_id>/revocation")
def revoke_api_key(key_id: str) -> Any:
    """End a key; whoever uses it is refused from now on."""
    _only_administrators()
    if not gateway().keys.revoke(key_id, g.principal.subject.removeprefix("staff:")):
        raise NotFound()
    flash(_("密钥已停用"))
    return redirect(url_for("staff.api_keys"), 303)


def _only_administrators() -> None:
    if not reaches("key.manage", g.principal.roles):
        raise NotFound()


def _wrong(name: str, has_desk: bool, scopes: tuple[str, ...], days: int) -> Errors:
    days_text = _("有效天数请填 1 到 %(most)d", most=LONGEST_DAYS)
    checks = [
        (0 < len(name) <= _LONGEST_NAME, _("请填写系统名称，最多 60 个字"), "#name"),
        (has_desk, _("请选择单位"), "#desk"),
        (bool(scopes), _("请至少选择一项用途"), "#scopes"),
        (0 < days <= LONGEST_DAYS, days_text, "#days"),
    ]
    return [{"text": text, "href": href} for good, text, href in checks if not good]


def _list(errors: Errors, secret: str = "") -> str:
    desks = referral.desks()
    return render_template(
        "staff/api_keys.html",
        found=[_row(each) for each in gateway().keys.all()],
        desks=desks,
        names={each["code"]: each["name"] for each in desks},
        scopes=SCOPE_WORDS,
        usual_days=USUAL_DAYS,
        secret=secret,
        errors=errors,
        has_errors=bool(errors),
        # What was made is not made twice.
        typed=MultiDict() if secret else request.form,
    )


def _row(key: ApiKey) -> dict[str, Any]:
    is_valid = gateway().keys.is_valid(key)
    state = "live" if is_valid else "revoked" if key.revoked_at else "expired"
    return {"key": key, "state": state}
