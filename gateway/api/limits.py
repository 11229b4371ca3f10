"""Refusing what comes too often, and saying how much is left."""

from datetime import timedelta

from flask import Flask, Response, g, request

from chassis.errors import Throttled
from gateway.context import gateway


def limit(name: str, source: str = "") -> None:
    """Count this request against its class; ``source``: the address, unless told. Raises: Throttled."""
    verdict = gateway().limits.take(name, source or request.remote_addr or "")
    if verdict.limit:
        # draft-ietf-httpapi-ratelimit-headers
        g.rate_limit = f'"{name}";r={verdict.remaining}'
    if not verdict.passes:
        raise Throttled(gateway().clock.now() + timedelta(seconds=verdict.retry_after))


def install(app: Flask) -> None:
    """Name the limit on the answers that were counted."""

    @app.after_request
    def name_it(response: Response) -> Response:
        if "rate_limit" in g:
            response.headers["RateLimit"] = g.rate_limit
        return response
