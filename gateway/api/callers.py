"""Who is asking at the API."""

from flask import g, request

from chassis.identity import Unauthenticated
from gateway.context import gateway
from gateway.sessions import API, Session

_SCHEME = "bearer "


def access_token() -> str:
    """The access token of the request; empty without one. Raises: Unauthenticated."""
    header = request.headers.get("Authorization", "")
    if not header:
        return ""
    if header[: len(_SCHEME)].lower() != _SCHEME:
        raise Unauthenticated()
    return header[len(_SCHEME) :].strip()


def session() -> Session | None:
    """The session of the request's token; None without a token. Raises: Unauthenticated."""
    token = access_token()
    if not token:
        return None
    found = gateway().sessions.find(API, token)
    if found is None:
        raise Unauthenticated()
    g.caller = found.principal
    return found
