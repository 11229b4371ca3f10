"""Asking intake who handles a matter, and telling it about officers."""

from gateway.clients.calling import Act, Json, Versioned, act, read, read_versioned

SERVICE = "intake"
_SUBMISSIONS = "/api/v1/submissions"
_OFFICERS = "/api/v1/officers"


def considered(receipt_no: str) -> list[Json]:
    """Every officer for a matter, the one to choose first: ``{account, reason, open_matters}``."""
    return list(read(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/assignment")["items"])


def assign(receipt_no: str, act_: Act) -> None:
    """Give it to somebody: body ``{assignee}``, None for the rules' choice. Raises: Refused."""
    act(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/assignment", act_)


def recuse(receipt_no: str, act_: Act) -> None:
    """Withdraw oneself: body ``{reason}``. Raises: Refused."""
    act(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/recusal", act_)


def give_back(receipt_no: str, act_: Act) -> None:
    """Give back what one has: body ``{ground, reason, proposed}``. Raises: Refused."""
    act(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/return", act_)


def rule(receipt_no: str, act_: Act) -> None:
    """Rule who handles what was given back twice: body ``{assignee, reason}``. Raises: Refused."""
    act(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/ruling", act_)


def rulings() -> list[Json]:
    """What waits for a ruling: ``{receipt_no, kind, due_at, returns}``."""
    return list(read(SERVICE, "/api/v1/rulings")["items"])


def officers() -> list[Json]:
    """Officers of whom something is known, with ``in_hand``."""
    return list(read(SERVICE, _OFFICERS)["items"])


def officer(account: str) -> Versioned:
    """What is known of one."""
    return read_versioned(SERVICE, f"{_OFFICERS}/{account}")


def describe(account: str, act_: Act) -> None:
    """Say what is to be known of one. Raises: Refused."""
    act(SERVICE, f"{_OFFICERS}/{account}", act_)
