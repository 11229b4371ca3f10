"""The session of a citizen: opened by a query code or an invitation, for one matter."""

from functools import wraps
from typing import Any

from flask import g, redirect, session, url_for

from gateway.context import gateway
from gateway.security import Cookie
from gateway.sessions import PUBLIC, Session

COOKIE = Cookie("huhang_matter")


def current() -> Session | None:
    """The session of this request, if there is one."""
    if "citizen_session" not in g:
        g.citizen_session = gateway().sessions.find(PUBLIC, COOKIE.get(gateway().settings))
    found: Session | None = g.citizen_session
    return found


def with_matter(view: Any) -> Any:
    """Only for somebody who has shown what opens a matter; others are led to ``/track``."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        found = current()
        if found is None:
            return redirect(url_for("track.form", ended=1), 303)
        g.principal = found.principal
        return view(*args, **kwargs)

    return wrapped


def matter_session() -> Session:
    """The session that ``with_matter`` has found."""
    found: Session = g.citizen_session
    return found


def let_in(token: str, onward: str) -> Any:
    """Go on with a new session; the previous one and its form token are gone."""
    settings = gateway().settings
    gateway().sessions.close(COOKIE.get(settings))
    session.clear()
    response = redirect(onward, 303)
    COOKIE.set(response, settings, token)
    return response


def let_out(onward: str) -> Any:
    """End the session."""
    settings = gateway().settings
    gateway().sessions.close(COOKIE.get(settings))
    session.clear()
    response = redirect(onward, 303)
    COOKIE.delete(response, settings)
    return response
