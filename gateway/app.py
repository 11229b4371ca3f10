"""Three applications behind one door: the public portal, the staff door, the API."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemBytecodeCache, PackageLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from chassis import logs
from chassis.web_application import WebApplication
from gateway import (
    clock_words,
    i18n,
    layout,
    notice_words,
    pool_words,
    presentation,
    requests_by_id,
    schedule_words,
    security,
    state_words,
    talk_words,
    time_zones,
)
from gateway.api.edge_app import create_api_app
from gateway.audit import recording
from gateway.built_assets import STATIC
from gateway.context import EXTENSION, Gateway
from gateway.pages import errors, health
from gateway.settings import GatewaySettings

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
_MAX_UPLOAD = 52 * 1024 * 1024
_MACROS = "govuk_frontend_jinja"


def create_public_app(gateway: Gateway) -> Flask:
    """The portal of citizens."""
    from gateway.pages.public import BLUEPRINTS, WITHOUT_TOKEN, mailbox

    app = _pages_app("public", gateway)
    name = "__Host-huhang_form" if gateway.settings.is_https else "huhang_form"
    app.config.update(SESSION_COOKIE_NAME=name, SESSION_COOKIE_SAMESITE="Lax")
    app.register_blueprint(health.blueprint)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if gateway.settings.mailbox_folder is not None:
        app.register_blueprint(mailbox.blueprint)
    for blueprint in WITHOUT_TOKEN:
        app.extensions["csrf"].exempt(blueprint)
    layout.install_public(app)
    recording.watch_citizens(app)
    return app


def create_staff_app(gateway: Gateway) -> Flask:
    """The door of staff and partners, under ``/staff``."""
    from gateway.pages import kept_form, one_time_codes, own_password, proof, sign_ins, staff_door
    from gateway.pages.staff import BLUEPRINTS

    app = _pages_app("staff", gateway)
    app.config.update(
        SESSION_COOKIE_NAME="__Secure-huhang_staff_form"
        if gateway.settings.is_https
        else "huhang_staff_form",
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_PATH="/staff",
    )
    app.register_blueprint(staff_door.blueprint)
    app.register_blueprint(one_time_codes.blueprint)
    app.register_blueprint(kept_form.blueprint)
    app.register_blueprint(proof.blueprint)
    app.register_blueprint(sign_ins.blueprint)
    app.register_blueprint(own_password.blueprint)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    staff_door.guard(app)
    layout.install_staff(app)
    recording.watch_staff(app)
    return app


def _pages_app(name: str, gateway: Gateway) -> Flask:
    app = WebApplication(f"gateway.{name}", static_folder=None, template_folder=None)
    # The redirect would name whatever host the request claimed to come to.
    app.url_map.merge_slashes = False
    app.extensions[EXTENSION] = gateway
    secrets = [each.hmac_hex("flask-session", name) for each in gateway.keyring.generations]
    app.config.update(
        SECRET_KEY=secrets[0],
        SECRET_KEY_FALLBACKS=secrets[1:],
        # The last one signs; a form of before a change of the pepper is taken as well.
        WTF_CSRF_SECRET_KEY=secrets[::-1],
        MAX_CONTENT_LENGTH=_MAX_UPLOAD,
        MAX_FORM_MEMORY_SIZE=256 * 1024,
        MAX_FORM_PARTS=200,
    )
    app.jinja_options = {"autoescape": True, "bytecode_cache": _template_cache(gateway.settings)}
    app.jinja_env.globals["new_key"] = gateway.ids.new
    app.jinja_loader = ChoiceLoader(
        [
            PackageLoader("gateway", "templates"),
            PrefixLoader({_MACROS: PackageLoader(_MACROS)}),
        ]
    )
    gateway.measures.watch(app)
    requests_by_id.install(app)
    logs.log_requests(app)
    i18n.install(app)
    presentation.install(app)
    schedule_words.install(app)
    time_zones.install(app)
    talk_words.install(app)
    pool_words.install(app)
    clock_words.install(app)
    notice_words.install(app)
    state_words.install(app)
    errors.install(app)
    security.install(app, gateway.settings)
    return app


def _template_cache(settings: GatewaySettings) -> FileSystemBytecodeCache:
    # Compiling a page and its macros takes up to half a second, which its first reader would wait.
    folder = settings.template_cache_folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return FileSystemBytecodeCache(str(folder))


def create_gateway(gateway: Gateway) -> Wsgi:
    """All three as one WSGI application, with the built style sheets and scripts beside them."""
    apps = create_public_app(gateway), create_staff_app(gateway), create_api_app(gateway)
    return join_doors(*apps, proxies=gateway.settings.proxies)


def join_doors(public_app: Flask, staff: Flask, api: Flask, *, proxies: int = 0) -> Wsgi:
    """Send each request to its door; ``proxies`` in front are believed about who asks."""
    public = i18n.EnglishPrefix(public_app)
    doors = {"staff": staff, "api": api}

    def dispatch(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        first = environ.get("PATH_INFO", "").split("/", 2)[1:2]
        app = doors.get(first[0], public) if first else public
        return app(environ, start_response)

    app: Wsgi = WhiteNoise(
        dispatch,
        root=str(STATIC),
        prefix="/static/",
        max_age=3600,
        allow_all_origins=False,
        add_headers_function=_protect_file,
        immutable_file_test=_has_hash_in_name,
    )
    if proxies:
        app = ProxyFix(app, x_for=proxies, x_proto=proxies, x_host=proxies)
    return app


def _protect_file(headers: Any, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _has_hash_in_name(_path: str, url: str) -> bool:
    return url.startswith("/static/built/") and not url.endswith("manifest.json")
