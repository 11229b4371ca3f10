"""What the pages and the API of the gateway stand on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app

from chassis.clock import Clock
from chassis.identity import Keyring
from chassis.ids import Ids
from chassis.metrics import RequestMeasures
from chassis.service_client import ServiceClient
from gateway.accounts import Accounts
from gateway.api_keys import ApiKeys
from gateway.audit.log import AuditLog
from gateway.built_assets import BuiltAssets
from gateway.drafts import Drafts
from gateway.kept import Kept
from gateway.kept_forms import KeptForms
from gateway.rate_limits import RateLimits
from gateway.resume_links import ResumeLinks
from gateway.sessions import Sessions
from gateway.settings import GatewaySettings
from gateway.staff_register import StaffRegister
from gateway.streams import Streams

EXTENSION = "huhang_gateway"


@dataclass(frozen=True, kw_only=True)
class Gateway:
    """Everything that the three applications share. ``is_ready`` looks at the own database."""

    settings: GatewaySettings
    clients: Mapping[str, ServiceClient]
    keyring: Keyring
    clock: Clock
    ids: Ids
    accounts: Accounts
    register: StaffRegister
    audit: AuditLog
    sessions: Sessions
    keys: ApiKeys
    drafts: Drafts
    kept_forms: KeptForms
    resume_links: ResumeLinks
    limits: RateLimits
    assets: BuiltAssets
    code_lists: Kept[dict[str, Any]]
    is_ready: Callable[[], bool]
    measures: RequestMeasures
    streams: Streams


def gateway() -> Gateway:
    """The gateway that answers this request."""
    found: Gateway = current_app.extensions[EXTENSION]
    return found
