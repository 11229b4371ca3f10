"""The draft of this browser: found by a cookie, changed by one hand at a time."""

from collections.abc import Callable
from typing import Any

from flask import g, request

from chassis.errors import Stale
from gateway.context import gateway
from gateway.drafts import Draft
from gateway.security import Cookie

_TRIES = 5
_MOST_EARLIER = 5
_FORGOTTEN = frozenset({"report"})


def cookie() -> Cookie:
    """The cookie that opens the draft for as long as it is kept."""
    return Cookie("huhang_draft", seconds=gateway().settings.draft_days * 24 * 3600)


def current() -> Draft | None:
    """The draft of this request; None when there is none or it has expired."""
    if "draft" not in g:
        g.draft = gateway().drafts.find(cookie().get(gateway().settings))
    found: Draft | None = g.draft
    return found


def change(draft: Draft, alter: Callable[[Draft], None]) -> Draft:
    """Alter and keep the draft; done again on the newer one when another tab was faster.

    Raises: Stale when the draft is gone or never comes to rest.
    """
    for _try in range(_TRIES):
        alter(draft)
        try:
            gateway().drafts.save(draft)
        except Stale:
            newer = gateway().drafts.find(draft.token)
            if newer is None:
                raise
            draft = newer
            continue
        g.draft, g.is_saved = draft, True
        return draft
    raise Stale()


def begin(kind: str, response_for: Callable[[], Any]) -> Any:
    """Start a new draft of a kind in place of the present one, and give its cookie to the answer."""
    settings = gateway().settings
    before = current()
    gateway().drafts.discard(request.cookies.get(cookie().name(settings), ""))
    draft = gateway().drafts.begin(kind)
    draft.earlier = _filed_here(before)
    if draft.earlier:
        gateway().drafts.save(draft)
    response = response_for()
    cookie().set(response, settings, draft.token)
    return response


def _filed_here(before: Draft | None) -> list[str]:
    """The newest numbers that this browser filed; of a report nothing is remembered."""
    if before is None:
        return []
    filed = before.confirmation or {}
    own = [filed["receipt_no"]] if filed and before.kind not in _FORGOTTEN else []
    return [*before.earlier, *own][-_MOST_EARLIER:]


def forget(response: Any) -> Any:
    """Remove the draft from here and from the browser."""
    settings = gateway().settings
    gateway().drafts.discard(cookie().get(settings))
    cookie().delete(response, settings)
    return response
