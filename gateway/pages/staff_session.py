"""The session cookie of the staff door."""

from typing import Any

from flask import g, redirect, session, url_for

from gateway.context import gateway
from gateway.security import Cookie
from gateway.sessions import STAFF
from gateway.storage.account_rows import Account

COOKIE = Cookie("huhang_staff", path="/staff", strict=True)


def signed_in(account: Account, onward: str) -> Any:
    """Open a session and go on; nothing that was set before signing in is believed afterwards."""
    notes = session.get("_flashes")
    session.clear()
    if notes:
        session["_flashes"] = notes
    token = gateway().sessions.open_for_account(STAFF, account)
    g.signed_in = account
    response = redirect(onward or url_for("door.home"), 303)
    COOKIE.set(response, gateway().settings, token)
    return response


def signed_out(onward: str) -> Any:
    """End the session here and in the database."""
    gateway().sessions.close(COOKIE.get(gateway().settings))
    session.clear()
    response = redirect(onward, 303)
    COOKIE.delete(response, gateway().settings)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
