"""Asking mediation about proceedings beside it."""

from gateway.clients.calling import Act, Json, Versioned, act, read, read_versioned

SERVICE = "mediation"
_PROCEEDINGS = "/api/v1/proceedings"
_MATTERS = "/api/v1/matters"
_CASES = "/api/v1/mediation-cases"


def running() -> list[Json]:
    """Those that run."""
    return list(read(SERVICE, _PROCEEDINGS)["items"])


def of_case(case_id: str) -> Json:
    """``{receipt_no, case_id, offered, items}``: what can be opened for a case, and what was."""
    found: Json = read(SERVICE, f"{_CASES}/{case_id}/proceedings")
    return found


def open_one(case_id: str, act_: Act) -> Json:
    """Open one: body ``{kind, question}``. Raises: Refused."""
    found: Json = act(SERVICE, f"{_CASES}/{case_id}/proceedings", act_).json()
    return found


def of_matter(receipt_no: str) -> Json:
    """``{receipt_no, case_id, offered, items}`` of a matter, mediated before or not."""
    found: Json = read(SERVICE, f"{_MATTERS}/{receipt_no}/proceedings")
    return found


def open_for(receipt_no: str, act_: Act) -> Json:
    """Open one for a matter: body ``{kind, question}``. Raises: Refused."""
    found: Json = act(SERVICE, f"{_MATTERS}/{receipt_no}/proceedings", act_).json()
    return found


def own() -> list[Json]:
    """Those of a party's own matter: steps and clocks, no notes."""
    return list(read(SERVICE, _PROCEEDINGS)["items"])


def one(proceeding_id: str) -> Versioned:
    """One: state, record, clocks, possible_now; as much as the caller may see."""
    return read_versioned(SERVICE, f"{_PROCEEDINGS}/{proceeding_id}")


def step(proceeding_id: str, act_: Act) -> Json:
    """Take a step: body ``{act, note, day, ground}``. Raises: Refused."""
    found: Json = act(SERVICE, f"{_PROCEEDINGS}/{proceeding_id}/steps", act_).json()
    return found


def link(proceeding_id: str) -> str:
    """The link for a respondent without a mail address. Raises: Refused before it was served."""
    return str(read(SERVICE, f"{_PROCEEDINGS}/{proceeding_id}/link")["link"])


def state(proceeding_id: str, act_: Act) -> Json:
    """What a party does itself: body ``{act, text, ground}``. Raises: Refused."""
    found: Json = act(SERVICE, f"{_PROCEEDINGS}/{proceeding_id}/statements", act_).json()
    return found


def adjudication_of(receipt_no: str) -> Json:
    """``{hindrance, standings}`` for a complainant who wants an adjudication."""
    found: Json = read(SERVICE, f"{_MATTERS}/{receipt_no}/adjudication-requests")
    return found


def request_adjudication(receipt_no: str, act_: Act) -> Json:
    """Ask for one. Raises: Refused."""
    found: Json = act(SERVICE, f"{_MATTERS}/{receipt_no}/adjudication-requests", act_).json()
    return found
