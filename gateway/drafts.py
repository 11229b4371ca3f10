"""Drafts: what somebody has typed so far, kept for 30 days, readable only with the cookie of its owner."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from chassis.clock import Clock
from chassis.errors import Stale
from chassis.ids import Ids
from gateway.sealing import Unsealable, key_from_token, seal, token_hash, unseal
from gateway.storage.session_rows import DraftRows, SealedDraft

_PURPOSE = "draft"


@dataclass
class Draft:
    """One filing in the making.

    ``answers``: fields as intake takes them. ``done``: pages whose answers intake found right.
    ``sent``: the body as it was first sent; it is sent again unchanged until the outcome is known.
    ``confirmation``: intake's answer once the complaint is filed; the answers are gone then.
    ``earlier``: numbers that this browser filed before; ``is_new``: it is not one of them.
    """

    idempotency_key: str
    answers: dict[str, Any] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    sent: dict[str, Any] | None = None
    confirmation: dict[str, Any] | None = None
    earlier: list[str] = field(default_factory=list)
    is_new: bool = False
    version: int = 0
    token: str = ""
    expires_at: datetime | None = None

    @property
    def kind(self) -> str:
        """What it becomes, or has become."""
        return str((self.confirmation or self.answers).get("kind", "complaint"))

    @property
    def is_begun(self) -> bool:
        """Something was typed that is not filed yet."""
        return self.confirmation is None and bool(self.answers.keys() - {"kind", "channel"})


class Drafts:
    """Keeps drafts."""

    def __init__(self, rows: DraftRows, clock: Clock, ids: Ids, *, days: int) -> None:
        self._rows = rows
        self._clock = clock
        self._ids = ids
        self._lifetime = timedelta(days=days)

    def begin(self, kind: str = "complaint") -> Draft:
        """A new draft of a kind of matter; ``token`` goes into its owner's cookie."""
        now = self._clock.now()
        draft = Draft(self._ids.new(), answers={"kind": kind}, token=self._ids.token(), version=1)
        draft.expires_at = now + self._lifetime
        self._rows.add(token_hash(draft.token), _sealed(draft), now=now)
        return draft

    def find(self, token: str) -> Draft | None:
        """The draft of a cookie; None when it has expired or was never there."""
        stored = self._rows.find(token_hash(token)) if token else None
        if stored is None or stored.expires_at < self._clock.now():
            return None
        try:
            content = json.loads(unseal(key_from_token(token, _PURPOSE), stored.sealed))
        except Unsealable:
            return None
        return Draft(**content, token=token, version=stored.version, expires_at=stored.expires_at)

    def save(self, draft: Draft) -> None:
        """Keep the draft. Raises: Stale when another tab saved it first."""
        draft.version += 1
        if not self._rows.replace(token_hash(draft.token), _sealed(draft)):
            raise Stale()

    def discard(self, token: str) -> None:
        """Forget a draft at once."""
        if token:
            self._rows.delete(token_hash(token))


def _sealed(draft: Draft) -> SealedDraft:
    content = asdict(draft)
    for name in ("token", "version", "expires_at"):
        del content[name]
    text = json.dumps(content, ensure_ascii=False).encode()
    assert draft.expires_at is not None  # noqa: S101 - begin and find set it
    return SealedDraft(
        seal(key_from_token(draft.token, _PURPOSE), text), draft.version, draft.expires_at
    )
