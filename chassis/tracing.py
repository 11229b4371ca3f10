"""W3C trace context, carried through HTTP requests, events and jobs."""

import re
import secrets
from contextvars import ContextVar

_TRACEPARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
_current: ContextVar[str] = ContextVar("traceparent", default="")


def new_traceparent() -> str:
    """A fresh trace, marked as sampled."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


def begin_span(incoming: str | None) -> str:
    """Continue the trace of ``incoming`` with a new span, or start one where there is none."""
    if incoming and _TRACEPARENT.fullmatch(incoming):
        version, trace_id, _parent, flags = incoming.split("-")
        traceparent = f"{version}-{trace_id}-{secrets.token_hex(8)}-{flags}"
    else:
        traceparent = new_traceparent()
    _current.set(traceparent)
    return traceparent


def current_traceparent() -> str:
    """The trace this thread of work belongs to; starts one where there is none."""
    return _current.get() or begin_span(None)


def trace_id() -> str:
    """The 32 hexadecimal digits that all spans of one story share."""
    return current_traceparent().split("-")[1]
