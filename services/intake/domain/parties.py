"""The people in a submission. Value objects."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Whose right it is (权利人), and what the person who files is to them.

    ``co_filers``: who files with them (共同投诉), for whom the ``representatives`` speak.
    ``mandate``: what an agent may do, and until when; ``agent_id_number``: the agent's identity card.
    """

    name: str
    role: str
    uscc: str = ""
    co_filers: tuple[str, ...] = ()
    representatives: tuple[str, ...] = ()
    mandate: str = ""
    agent_id_number: str = ""


@dataclass(frozen=True, kw_only=True)
class Respondent:
    """Against whom (被投诉人); an unknown respondent has no name."""

    name: str = ""
    is_unknown: bool = False
    address: str = ""
    url: str = ""
    platform: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How to reach the complainant; a telephone or an e-mail address at least."""

    name: str
    phone: str = ""
    email: str = ""
    notify_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A piece of evidence that was attached, with the complainant's words about it.

    ``redacts``: id of the piece of which this is a redacted copy, ``reason``: why; else empty.
    """

    id: str
    name: str
    description: str
    size: int
    media_type: str
    sha256: str
    sm3: str
    redacts: str = ""
    reason: str = ""
