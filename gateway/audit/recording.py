"""What of a request goes into the audit log, at each of the three doors.

Written after the act, when its outcome is known. What staff asked is answered only once it stands in
the log: without an entry nothing is shown, and whoever acted is asked to send the same form again,
which acts once (its key is known) and is then written down. Citizens get their answer in any case.
"""

import logging
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request

from chassis.errors import Unavailable
from chassis.logs import method_label
from chassis.principal import VISITOR, Principal
from gateway.audit.entries import SIGN_IN, SIGN_OUT, Deed
from gateway.context import gateway
from gateway.pages.staff_session import COOKIE
from gateway.sessions import STAFF

Describe = Callable[[Response], Deed | None]
_log = logging.getLogger("huhang.audit")
_LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
_REFUSALS = frozenset({401, 403, 404})
_TOO_OFTEN = 429
# A draft every two seconds says nothing that the saved call does not say.
_NOT_WORTH_IT = frozenset({"door.choose_language", "staff.desk_draft"})
_ALWAYS = frozenset({"staff.audit"})
_OBJECTS = (
    "receipt_no",
    "case_id",
    "transfer_id",
    "referral_id",
    "confirmation_id",
    "sign_in_id",
    "service",
    "document_id",
    "template_id",
    "call_id",
)
_PARTS = ("evidence_id", "file_id", "code")
_PROOF = "/staff/proof"

_WITH_OBJECTS = frozenset(
    {
        "submissions",
        "mediation-cases",
        "sessions",
        "transfers",
        "referrals",
        "guest-links",
        "confirmations",
        "documents",
        "document-templates",
        "calls",
    }
)
_SECOND_WORDS = frozenset({"track", "check", "entrance"})
_WORD = re.compile(r"[a-z]{1,30}(-[a-z]{1,30}){0,3}")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NUMBER = re.compile(r"[0-9]{1,40}")
_RECEIPT_NO = re.compile(rb'"receipt_no": ?"([0-9]{1,40})"')


def watch_staff(app: Flask) -> None:
    """Record what staff and partners do on their pages."""
    _watch(app, _on_staff_pages)


def watch_api(app: Flask) -> None:
    """Record what people with an access token do."""
    _watch(app, _at_api)


def watch_citizens(app: Flask) -> None:
    """Record what citizens do to their matter."""
    _watch(app, _on_public_pages)


def _watch(app: Flask, describe: Describe) -> None:
    @app.after_request
    def record(response: Response) -> Response:
        deed = describe(response)
        if deed is None:
            return response
        try:
            gateway().audit.append(deed)
        except Exception as problem:
            said = {"route": deed.act, "status": deed.outcome, "request_id": deed.request_id}
            _log.error("audit_entry_missing", exc_info=problem, extra=said)
            if deed.is_of_staff:
                refusal = current_app.handle_user_exception(Unavailable())
                return current_app.make_response(refusal)
        return response


def _on_staff_pages(response: Response) -> Deed | None:
    endpoint, outcome = request.endpoint or "", response.status_code
    if endpoint == "door.sign_in" and request.method == "POST":
        return _try_to_sign_in(request.form.get("account", ""), outcome)
    if "signed_in" in g and "principal" not in g:
        return _try_to_sign_in("", outcome)
    principal = _of_staff_page(outcome)
    if principal is None or endpoint in _NOT_WORTH_IT:
        return None
    found = request.view_args or {}
    number = _number(found.get("receipt_no") or request.args.get("receipt_no", ""))
    thing = _first(found, _OBJECTS) or number or _asked_account()
    if not (_writes() or thing or endpoint in _ALWAYS or outcome in _REFUSALS):
        return None
    rule = request.url_rule.rule if request.url_rule else "unknown"
    return _deed(
        principal,
        SIGN_OUT if endpoint == "door.sign_out" else f"{method_label(request.method)} {rule}",
        401 if _has_to_prove(response) else outcome,
        thing=thing,
        part=_first(found, _PARTS),
        matter=number or g.get("matter", ""),
    )


def _of_staff_page(outcome: int) -> Principal | None:
    """Who it was; also when they were turned away before anybody asked."""
    if "principal" not in g and outcome in _REFUSALS:
        found = gateway().sessions.find(STAFF, COOKIE.get(gateway().settings))
        return found.principal if found else None
    principal: Principal | None = g.get("principal")
    return principal


def _has_to_prove(response: Response) -> bool:
    """Whether somebody was sent to prove who they are, instead of the act being done."""
    return response.status_code == 303 and urlsplit(response.location or "").path == _PROOF


def _asked_account() -> str:
    asked = request.args.get("account", "").strip().lower()
    return f"staff:{asked}" if _ID.fullmatch(asked) else ""


def _at_api(response: Response) -> Deed | None:
    if request.endpoint == "access.SignIn":
        return _try_to_sign_in(g.tries_as, response.status_code) if "tries_as" in g else None
    principal: Principal | None = g.get("caller")
    if principal is None:
        return None
    if request.endpoint == "access.SignOut":
        return _deed(principal, SIGN_OUT, response.status_code)
    act, thing, part = _operation(request.path)
    thing = thing or _number(request.args.get("receipt_no", ""))
    is_of_staff = principal.subject.startswith(("staff:", "guest:", "key:"))
    if not (_writes() or (is_of_staff and (thing or response.status_code in _REFUSALS))):
        return None
    return _deed(
        principal,
        f"{method_label(request.method)} {act}",
        response.status_code,
        thing=thing,
        part=part,
        matter=_matter_of(response, act, thing),
    )


def _operation(path: str) -> tuple[str, str, str]:
    """Route, object and part of a request to the API; what strangers made up does not get in."""
    words = path.removeprefix("/api/v1/").split("/")
    thing = part = ""
    if len(words) > 1 and words[0] in _WITH_OBJECTS and words[1] not in _SECOND_WORDS:
        thing = words[1] if _ID.fullmatch(words[1]) else ""
        words[1] = "{id}"
    if len(words) > 3 and _ID.fullmatch(words[3]) and not _WORD.fullmatch(words[3]):
        part, words[3] = words[3], "{part}"
    is_ours = all(_WORD.fullmatch(word) or word in {"{id}", "{part}"} for word in words)
    return f"/api/v1/{'/'.join(words)}"[:160] if is_ours else "unknown", thing, part


def _matter_of(response: Response, act: str, thing: str) -> str:
    """The receipt number of an object, where its own page says it."""
    if act.startswith("/api/v1/submissions/"):
        return _number(thing)
    if not act.endswith("/{id}") or response.is_streamed:
        return ""
    found = _RECEIPT_NO.search(response.get_data())
    return found[1].decode() if found else ""


def _on_public_pages(response: Response) -> Deed | None:
    """What citizens do to their matter; of a guest, who is no citizen, also what they look at."""
    principal: Principal = g.get("principal", VISITOR)
    is_guest = principal.has("guest")
    if not (is_guest or (principal.matter and _writes())):
        return None
    rule = request.url_rule.rule if request.url_rule else "unknown"
    return _deed(
        principal,
        f"{method_label(request.method)} {rule}",
        response.status_code,
        thing=g.get("item_id", ""),
        part=_first(request.view_args or {}, _PARTS),
        matter=g.get("matter", ""),
    )


def _writes() -> bool:
    return request.method not in _LOOKING


def _try_to_sign_in(name: str, outcome: int) -> Deed | None:
    """Who signed in, or tried to. Tries that were not looked at are left out: they could fill the log.

    An account that there is not is left out too: now and then somebody types their password there.
    """
    if account := g.get("signed_in"):
        principal = Principal(subject=f"staff:{account.account}", roles=frozenset(account.roles))
        return _deed(principal, SIGN_IN, outcome, thing=principal.subject)
    if outcome == _TOO_OFTEN:
        return None
    known = gateway().accounts.find(name.strip().lower()[:64])
    thing = f"staff:{known.account}" if known else ""
    return _deed(VISITOR, SIGN_IN, outcome, thing=thing)


def _deed(
    who: Principal, act: str, outcome: int, *, thing: str = "", part: str = "", matter: str = ""
) -> Deed:
    return Deed(
        subject=who.subject,
        roles=",".join(sorted(who.roles))[:200],
        act=act[:160],
        object=thing[:80],
        part=part[:80],
        matter=who.matter or matter[:40],
        outcome=outcome,
        request_id=g.get("request_id", ""),
    )


def _first(found: dict[str, str], names: tuple[str, ...]) -> str:
    given = next((found[name] for name in names if name in found), "")
    return given if _ID.fullmatch(given) else ""


def _number(text: str) -> str:
    bare = "".join(text.split())
    return bare if _NUMBER.fullmatch(bare) else ""
