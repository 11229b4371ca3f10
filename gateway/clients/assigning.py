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


def officers() -> list[Json]:
    """Officers of whom something is known, with ``in_hand``."""
    return list(read(SERVICE, _OFFICERS)["items"])


def officer(account: str) -> Versioned:
    """What is known of one."""
    return read_versioned(SERVICE, f"{_OFFICERS}/{account}")


def describe(account: str, act_: Act) -> None:
    """Say what is to be known of one. Raises: Refused."""
    act(SERVICE, f"{_OFFICERS}/{account}", act_)
