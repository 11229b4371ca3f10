"""Who is asking at the API: somebody with an access token, or a partner's system with its key."""

from flask import g, request

from chassis.identity import Unauthenticated
from gateway import api_keys
from gateway.api.limits import limit
from gateway.context import gateway
from gateway.sessions import API, Session

_SCHEME = "bearer "


class ScopeMissing(Exception):
    """The key is good, but was not made for this (403)."""


def access_token() -> str:
    """The access token of the request; empty without one. Raises: Unauthenticated."""
    header = request.headers.get("Authorization", "")
    if not header:
        return ""
    if header[: len(_SCHEME)].lower() != _SCHEME:
        raise Unauthenticated()
    return header[len(_SCHEME) :].strip()


def session() -> Session | None:
    """The session of the request's token; None without a token.

    Raises: Unauthenticated; for keys Throttled and ScopeMissing.
    """
    token = access_token()
    if not token:
        return None
    if token.startswith(api_keys.PREFIX):
        return _of_key(token)
    found = gateway().sessions.find(API, token)
    if found is None:
        raise Unauthenticated()
    g.caller = found.principal
    return found


def _of_key(secret: str) -> Session:
    key = gateway().keys.find(secret)
    if key is None:
        raise Unauthenticated()
    g.caller = api_keys.principal_of(key)
    limit("api_key", key.id)
    if not api_keys.covers(key.scopes, request.method, request.path):
        raise ScopeMissing()
    return Session(g.caller, None)
