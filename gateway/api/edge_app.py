"""The application of ``/api``: own routes, description, and everything else passed on."""

from functools import cache
from pathlib import Path

from flask import Flask, Response
from jinja2 import PackageLoader

from chassis import logs, problems
from chassis.app_factory import StrictJSON
from chassis.catalogue import CHASSIS_MESSAGES, Catalogue
from chassis.openapi import ProblemApi
from chassis.web_application import WebApplication
from gateway import requests_by_id
from gateway.api import asking, docs, edge, limits, sign_in
from gateway.api.description import Descriptions
from gateway.audit import recording
from gateway.context import EXTENSION, Gateway

MESSAGES = Path(__file__).parent.parent / "messages.yaml"
_MAX_BODY = 52 * 1024 * 1024
_API_CSP = "default-src 'none'; frame-ancestors 'none'"


def create_api_app(gateway: Gateway) -> Flask:
    """The API's door."""
    app = WebApplication("gateway.api", static_folder=None, template_folder=None)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False  # Flask would count the edge's any method
    app.url_map.merge_slashes = False  # programs get a problem for a wrong address, not a redirect
    app.extensions[EXTENSION] = gateway
    app.json = StrictJSON(app)
    app.jinja_loader = PackageLoader("gateway", "templates")
    app.config.update(
        MAX_CONTENT_LENGTH=_MAX_BODY,
        API_TITLE="护航 Huhang",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
    )
    gateway.measures.watch(app)
    requests_by_id.install(app)
    logs.log_requests(app)
    limits.install(app)
    _finish(app)
    api = ProblemApi(app, spec_kwargs={"info": {"description": _ABOUT}})
    api.register_blueprint(sign_in.blueprint)
    app.extensions[docs.OWN] = cache(api.describe)
    app.extensions[docs.DESCRIPTIONS] = Descriptions(gateway.clients)
    app.register_blueprint(docs.blueprint)
    problems.install(app, Catalogue(CHASSIS_MESSAGES, MESSAGES))
    asking.install(app)
    edge.install(app)
    recording.watch_api(app)
    return app


_ABOUT = (
    "知识产权维权援助。不带令牌即为来访者；公民用受理号和查询码、工作人员用账号和密码换取令牌，接收单位的系统出示密钥。"
    "Without a token the caller is a visitor. Citizens get a token for a receipt number and its query "
    "code, staff for account and password; a partner's system shows its key. Every POST that changes "
    "something takes an Idempotency-Key; writes on a versioned resource take If-Match."
)


def _finish(app: Flask) -> None:
    @app.after_request
    def finish(response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Content-Security-Policy", _API_CSP)
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
