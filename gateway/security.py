"""What every page carries: content security policy, same-site checks, safe cookies."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request
from flask_wtf.csrf import CSRFProtect

from chassis.ids import RandomIds
from gateway.settings import GatewaySettings

_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Frame-Options": "DENY",
}
_ONE_YEAR = 365 * 24 * 3600
_ids = RandomIds()


def csp_nonce() -> str:
    """The nonce of this answer's scripts."""
    if "csp_nonce" not in g:
        g.csp_nonce = _ids.token()
    return str(g.csp_nonce)


def content_security_policy(nonce: str | None) -> str:
    """Nothing from elsewhere, nothing inline but what carries the nonce."""
    scripts = "'self'" if nonce is None else f"'self' 'nonce-{nonce}'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def install(app: Flask, settings: GatewaySettings) -> None:
    """Protect the pages of an application."""
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.is_https,
        # Its token lives as long as the session cookie; a form that stood open for hours still works.
        WTF_CSRF_TIME_LIMIT=None,
        # Our pages send no Referer; the origin is checked below instead.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.before_request(_refuse_foreign_sites)
    app.after_request(_finish(settings))
    CSRFProtect(app)


def _refuse_foreign_sites() -> None:
    if request.method not in _CHANGING:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            abort(403)
        return
    origin = request.headers.get("Origin")
    if origin not in {None, "null"} and urlsplit(origin).netloc != request.host:
        abort(403)


def _finish(settings: GatewaySettings) -> Callable[[Response], Response]:
    def finish(response: Response) -> Response:
        response.headers.setdefault(
            "Content-Security-Policy", content_security_policy(g.get("csp_nonce"))
        )
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        if settings.is_https:
            response.headers.setdefault(
                "Strict-Transport-Security", f"max-age={_ONE_YEAR}; includeSubDomains"
            )
        return response

    return finish


class Cookie:
    """One cookie that scripts cannot read. ``strict``: not sent when coming from another site."""

    def __init__(
        self, name: str, *, path: str = "/", seconds: int | None = None, strict: bool = False
    ) -> None:
        self._name = name
        self._path = path
        self._seconds = seconds
        self._strict = strict

    def name(self, settings: GatewaySettings) -> str:
        """Over TLS the name itself promises where the cookie came from."""
        if not settings.is_https:
            return self._name
        return f"__Host-{self._name}" if self._path == "/" else f"__Secure-{self._name}"

    def get(self, settings: GatewaySettings) -> str:
        return request.cookies.get(self.name(settings), "")

    def set(self, response: Any, settings: GatewaySettings, value: str) -> None:
        response.set_cookie(
            self.name(settings),
            value,
            max_age=self._seconds,
            path=self._path,
            secure=settings.is_https,
            httponly=True,
            samesite="Strict" if self._strict else "Lax",
        )

    def delete(self, response: Any, settings: GatewaySettings) -> None:
        response.delete_cookie(
            self.name(settings),
            path=self._path,
            secure=settings.is_https,
            httponly=True,
            samesite="Strict" if self._strict else "Lax",
        )
