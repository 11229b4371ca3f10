"""The gateway's three applications, built once for all portals with the usual settings."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import Flask

from gateway.api import docs
from gateway.api.description import Descriptions
from gateway.api.edge_app import create_api_app
from gateway.app import Wsgi, create_public_app, create_staff_app, join_doors
from gateway.context import EXTENSION, Gateway

_kept: list[tuple[Gateway, tuple[Flask, ...], Wsgi]] = []


def kept_doors(gateway: Gateway) -> tuple[Gateway, Wsgi]:
    """Applications that answer for this gateway now and for others at other requests.

    To bind their hundreds of routes takes several times as long as the rest of a portal, and new
    ones read every template again. They count requests in one place, so the gateway given back
    has the first one's measures.
    """
    if not _kept:
        apps = create_public_app(gateway), create_staff_app(gateway), create_api_app(gateway)
        _kept.append((gateway, apps, join_doors(*apps)))
    [(first, apps, doors)] = _kept
    seated = replace(gateway, measures=first.measures)
    descriptions = Descriptions(gateway.clients)

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        for app in apps:
            app.extensions[EXTENSION] = seated
        apps[-1].extensions[docs.DESCRIPTIONS] = descriptions
        return doors(environ, start_response)

    return seated, answer
