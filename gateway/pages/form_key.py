"""The key of a form, so that pressing twice or sending again acts once."""

from flask import request

from gateway.context import gateway

LONGEST = 64


def form_key() -> str:
    """The idempotency key that the form carries; a new one where it carries none."""
    return request.form.get("form_key", "")[:LONGEST] or gateway().ids.new()
