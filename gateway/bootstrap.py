"""Joins the gateway's rooms."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.engine import Engine

from chassis.clock import Clock, SystemClock
from chassis.identity import Keyring
from chassis.ids import Ids, RandomIds
from chassis.metrics import RequestMeasures
from chassis.service_client import ServiceClient
from gateway.accounts import Accounts
from gateway.api_keys import ApiKeys
from gateway.app import create_gateway
from gateway.audit.heads import Head
from gateway.audit.log import AuditLog
from gateway.built_assets import BuiltAssets
from gateway.context import Gateway
from gateway.drafts import Drafts
from gateway.kept import Kept
from gateway.kept_forms import KeptForms
from gateway.passwords import Passwords
from gateway.rate_limits import RateLimits
from gateway.resume_links import ResumeLinks
from gateway.sessions import Sessions
from gateway.settings import GatewaySettings
from gateway.staff_register import StaffRegister
from gateway.storage.account_rows import AccountRows
from gateway.storage.audit_rows import AuditRows
from gateway.storage.key_rows import KeyRows
from gateway.storage.readiness import has_current_schema
from gateway.storage.session_rows import DraftRows, SessionRows
from gateway.streams import Streams

Wsgi = Callable[..., Any]
CODE_LISTS_SECONDS = 300.0


def assemble(
    settings: GatewaySettings,
    clients: Mapping[str, ServiceClient],
    *,
    engine: Engine,
    clock: Clock | None = None,
    ids: Ids | None = None,
    carry_head: Callable[[Head], None] = lambda _head: None,
) -> Gateway:
    """The gateway's parts, not yet answering anything. ``carry_head``: see ``AuditLog``."""
    clock, ids = clock or SystemClock(), ids or RandomIds()
    keyring, passwords = Keyring.load(settings.keys_folder), Passwords()
    return Gateway(
        settings=settings,
        clients=clients,
        keyring=keyring,
        clock=clock,
        ids=ids,
        accounts=Accounts(
            AccountRows(engine), keyring, clock, passwords, require_totp=settings.require_totp
        ),
        register=StaffRegister(AccountRows(engine), SessionRows(engine), clock, passwords),
        audit=AuditLog(AuditRows(engine), keyring, clock, carry_head),
        sessions=Sessions(SessionRows(engine), settings, clock, ids),
        keys=ApiKeys(KeyRows(engine), clock, ids),
        drafts=Drafts(DraftRows(engine), clock, ids, days=settings.draft_days),
        kept_forms=KeptForms(DraftRows(engine), clock, ids),
        resume_links=ResumeLinks(DraftRows(engine), clock, ids),
        limits=RateLimits(
            {
                "sign_in": settings.rate_sign_in,
                "track": settings.rate_track,
                "filing": settings.rate_filing,
                "unproven": settings.rate_unproven,
                "unproven_target": settings.rate_unproven_target,
                "upload": settings.rate_upload,
                "check": settings.rate_check,
                "api_key": settings.rate_api_key,
            }
        ),
        assets=BuiltAssets(),
        code_lists=Kept(CODE_LISTS_SECONDS),
        is_ready=lambda: has_current_schema(engine),
        measures=RequestMeasures("gateway"),
        streams=Streams(settings.desk_streams),
    )


def build(
    settings: GatewaySettings,
    clients: Mapping[str, ServiceClient],
    *,
    engine: Engine,
    clock: Clock | None = None,
    ids: Ids | None = None,
    carry_head: Callable[[Head], None] = lambda _head: None,
) -> Wsgi:
    """The gateway as one WSGI application: public door, staff door and API."""
    parts = assemble(settings, clients, engine=engine, clock=clock, ids=ids, carry_head=carry_head)
    return create_gateway(parts)
