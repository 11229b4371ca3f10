"""Access tokens: for staff by account and password, for citizens by query code or invitation."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from flask import g, request
from flask.views import MethodView
from marshmallow import ValidationError, fields, validates_schema

from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.identity import Unauthenticated
from chassis.validation import Answer, Strict, length
from gateway.api import callers
from gateway.api.asking import ask
from gateway.api.limits import limit
from gateway.citizens import COMPLAINANT, RESPONDENT, citizen
from gateway.context import gateway
from gateway.guests import guest, open_session
from gateway.sessions import API

blueprint = Blueprint("access", __name__, description="Access tokens")


class SignInSchema(Strict):
    """Account and password; ``totp`` where the account has a one-time code."""

    account = fields.String(required=True, validate=length(1, 64))
    password = fields.String(required=True, validate=length(1, 200))
    totp = fields.String(load_default="", validate=length(0, 20))


class AccessSchema(Answer):
    """An access token: sent as ``Authorization: Bearer …``, valid until ``expires_at`` or a pause."""

    access_token = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)
    account = fields.String(required=True)
    name = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    organisation = fields.String(required=True)


class ProofSchema(Strict):
    """Either number and query code, or the token of an invitation."""

    receipt_no = fields.String(load_default="", validate=length(0, 40))
    query_code = fields.String(load_default="", validate=length(0, 40))
    invitation_token = fields.String(load_default="", validate=length(0, 200))

    @validates_schema
    def one_proof(self, data: dict[str, Any], **_rest: Any) -> None:
        by_code = bool(data["receipt_no"] and data["query_code"])
        if by_code == bool(data["invitation_token"]):
            missing = [name for name in ("receipt_no", "query_code") if not data[name]]
            raise ValidationError({name: ["required"] for name in missing or ["receipt_no"]})


class CitizenAccessSchema(Answer):
    """A citizen's access token for one matter."""

    access_token = fields.String(required=True)
    receipt_no = fields.String(required=True)
    case_id = fields.String()


class WhoSchema(Answer):
    """Who a token stands for."""

    subject = fields.String(required=True)
    name = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    organisation = fields.String(required=True)
    receipt_no = fields.String(required=True)


@blueprint.route("/api/v1/sign-in")
class SignIn(MethodView):
    """Staff and partners."""

    @blueprint.arguments(SignInSchema)
    @blueprint.response(200, AccessSchema)
    def post(self, asked: dict[str, str]) -> dict[str, Any]:
        """Sign in. 401 ``totp_missing`` asks for the one-time code."""
        limit("sign_in")
        g.tries_as = asked["account"]
        account = gateway().accounts.check(
            asked["account"], asked["password"], asked["totp"], request.remote_addr or ""
        )
        g.signed_in = account
        return {
            "access_token": gateway().sessions.open_for_account(API, account),
            "expires_at": gateway().clock.now()
            + timedelta(seconds=gateway().sessions.staff_seconds),
            "account": account.account,
            "name": account.name,
            "roles": list(account.roles),
            "organisation": account.organisation,
        }


@blueprint.route("/api/v1/sign-out")
class SignOut(MethodView):
    """Ending a session."""

    @blueprint.response(204)
    def post(self) -> None:
        """The access token of this request is worth nothing from now on."""
        with suppress(Unauthenticated):
            callers.session()
        gateway().sessions.close(callers.access_token())


@blueprint.route("/api/v1/me")
class Me(MethodView):
    """The caller."""

    @blueprint.response(200, WhoSchema)
    def get(self) -> dict[str, Any]:
        """Who the access token stands for. 401 without one."""
        session = callers.session()
        if session is None:
            raise Unauthenticated()
        principal = session.principal
        return {
            "subject": principal.subject,
            "name": session.account.name if session.account else "",
            "roles": sorted(principal.roles),
            "organisation": principal.organisation,
            "receipt_no": principal.matter,
        }


@blueprint.route("/api/v1/citizen-sessions")
class CitizenSessions(MethodView):
    """Citizens need no account."""

    @blueprint.arguments(ProofSchema)
    @blueprint.response(200, CitizenAccessSchema)
    def post(self, asked: dict[str, str]) -> dict[str, Any]:
        """Show a query code, or the token of an invitation. 404 when it opens nothing."""
        limit("track")
        if asked["invitation_token"]:
            return _as_respondent(asked["invitation_token"])
        return _as_complainant(asked["receipt_no"], asked["query_code"])


class EntranceSchema(Strict):
    """Link and code of a receiver without an account, and who they are."""

    token = fields.String(required=True, validate=length(1, 120))
    code = fields.String(required=True, validate=length(1, 20))
    name = fields.String(required=True, validate=length(1, 60))


class GuestAccessSchema(Answer):
    """A guest's access token for one hand-over.

    ``kind``: ``referrals``, ``transfers`` or ``confirmations``; ``item_id``: its id there.
    """

    access_token = fields.String(required=True)
    kind = fields.String(required=True)
    item_id = fields.String(required=True)


@blueprint.route("/api/v1/guest-sessions")
class GuestSessions(MethodView):
    """Receivers without an account."""

    @blueprint.arguments(EntranceSchema)
    @blueprint.response(200, GuestAccessSchema)
    def post(self, asked: dict[str, str]) -> dict[str, Any]:
        """Show a link and its code, which works once. 404 for a link that leads nowhere."""
        limit("track")
        found = ask("referral", "/api/v1/guest-links/entrance", asked)
        g.caller = guest(found)
        return {
            "access_token": open_session(API, found),
            "kind": str(found["kind"]),
            "item_id": str(found["item_id"]),
        }


def _as_complainant(receipt_no: str, query_code: str) -> dict[str, Any]:
    body = {"receipt_no": receipt_no, "query_code": query_code}
    found = ask("intake", "/api/v1/submissions/track", body)
    principal = citizen(str(found["receipt_no"]), COMPLAINANT)
    token = gateway().sessions.open_for_citizen(API, principal)
    return {"access_token": token, "receipt_no": principal.matter}


def _as_respondent(invitation: str) -> dict[str, Any]:
    found = ask("mediation", "/api/v1/invitations/open", {"token": invitation})
    if not found.get("receipt_no"):
        raise NotFound()
    principal = citizen(str(found["receipt_no"]), RESPONDENT)
    token = gateway().sessions.open_for_citizen(API, principal, str(found["case_id"]))
    return {
        "access_token": token,
        "receipt_no": principal.matter,
        "case_id": found["case_id"],
    }
