"""Events that notification publishes."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class NoticeSentV1:
    """A message left for somebody: ``audience`` says who, never the address."""

    TYPE: ClassVar[str] = "huhang.notification.notice.sent.v1"
    receipt_no: str
    notice_id: str
    audience: str
    template: str
    channel: str


@dataclass(frozen=True, kw_only=True)
class NoticeFailedV1:
    """A message could not be sent and will not be tried again by itself."""

    TYPE: ClassVar[str] = "huhang.notification.notice.failed.v1"
    receipt_no: str
    notice_id: str
    audience: str
    template: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class NoticeUncertainV1:
    """A message was handed over and the answer was lost: it is not sent again unless somebody says so."""

    TYPE: ClassVar[str] = "huhang.notification.notice.uncertain.v1"
    receipt_no: str
    notice_id: str
    audience: str
    template: str
    reason: str
