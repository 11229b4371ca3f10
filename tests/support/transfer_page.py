"""A transfer that waits for its report, as a fake referral answers it, and the form that reports."""

from typing import Any

from lawbook.thresholds import figures_of, offences
from tests.support.fake_transport import FakeTransport

PAGE = "/staff/transfers/01TRANSFER"
API = "/api/v1/transfers/01TRANSFER"
OPEN_TRANSFER: dict[str, Any] = {
    "transfer_id": "01TRANSFER",
    "receipt_no": "2026112000017",
    "status": "open",
    "desk_name": "",
    "report": None,
    "documents": [],
    "clocks": [],
    "possible_now": ["report"],
}
REPORT = {
    "offence": "214",
    "officer_1": "zhangwei",
    "officer_2": "lina",
    "summary": "经查，销售假冒扳手，金额达到追诉标准。",
}


def offer_transfer(services: dict[str, FakeTransport], **changes: Any) -> None:
    """Let the services answer what the page of the transfer asks."""
    codes = [
        {"code": code, "zh": zh, "en": en, "figures": sorted(figures_of(code))}
        for code, (zh, en) in offences().items()
    ]
    services["intake"].answer("GET", "/api/v1/codes", {"offences": codes})
    services["referral"].answer("GET", API, OPEN_TRANSFER | changes, headers={"ETag": '"1"'})
    services["referral"].answer("POST", f"{API}/report", {})
