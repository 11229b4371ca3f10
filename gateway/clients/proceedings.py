"""Asking mediation about proceedings beside it, and about orders to experts."""

from chassis.service_client import Answer
from gateway.clients.calling import Act, Json, Versioned, act, fetch_file, read, read_versioned

SERVICE = "mediation"
CASES, MATTERS = "/api/v1/mediation-cases", "/api/v1/matters"
"""Of what a proceeding is: a case, or a matter that nobody mediated."""
_PROCEEDINGS = "/api/v1/proceedings"
_ORDERS = "/api/v1/opinion-orders"


def running() -> list[Json]:
    """Those that run; of a party, those of its own matter: steps and clocks, no notes."""
    return list(read(SERVICE, _PROCEEDINGS)["items"])


def offered(place: str, its_id: str) -> Json:
    """``{receipt_no, case_id, offered, items}``: what can be opened in a ``place``, and what was."""
    found: Json = read(SERVICE, f"{place}/{its_id}/proceedings")
    return found


def open_one(place: str, its_id: str, act_: Act) -> Json:
    """Open one: body ``{kind, question, ticked}``. Raises: Refused."""
    return _done(f"{place}/{its_id}/proceedings", act_)


def one(proceeding_id: str) -> Versioned:
    """One: state, record, clocks, possible_now; as much as the caller may see."""
    return read_versioned(SERVICE, f"{_PROCEEDINGS}/{proceeding_id}")


def step(proceeding_id: str, act_: Act) -> Json:
    """Take a step: body ``{act, note, day, ground, …}``. Raises: Refused."""
    return _done(f"{_PROCEEDINGS}/{proceeding_id}/steps", act_)


def file(proceeding_id: str, evidence_id: str) -> Answer:
    """A file of the request or of a step. Raises: NotFound."""
    return fetch_file(SERVICE, f"{_PROCEEDINGS}/{proceeding_id}/files/{evidence_id}")


def link(proceeding_id: str) -> str:
    """The link for a respondent without a mail address. Raises: Refused before it was served."""
    return str(read(SERVICE, f"{_PROCEEDINGS}/{proceeding_id}/link")["link"])


def state(proceeding_id: str, act_: Act) -> Json:
    """What a party does itself: body ``{act, text, ground, files, …}``. Raises: Refused."""
    return _done(f"{_PROCEEDINGS}/{proceeding_id}/statements", act_)


def adjudication_of(receipt_no: str) -> Json:
    """``{hindrance, standings}`` for a complainant who wants an adjudication."""
    found: Json = read(SERVICE, f"{MATTERS}/{receipt_no}/adjudication-requests")
    return found


def request_adjudication(receipt_no: str, act_: Act) -> Json:
    """Ask for one. Raises: Refused."""
    return _done(f"{MATTERS}/{receipt_no}/adjudication-requests", act_)


def figures(year: str) -> Json:
    """Figures of adjudication of a year, of the present one without; ``standards`` beside them."""
    found: Json = read(SERVICE, "/api/v1/adjudication-figures", {"year": year} if year else None)
    return found


def orders() -> list[Json]:
    """The orders of the expert who asks."""
    return list(read(SERVICE, _ORDERS)["items"])


def order(order_id: str) -> Json:
    """One order: question, files, the own answer. Raises: NotFound."""
    found: Json = read(SERVICE, f"{_ORDERS}/{order_id}")
    return found


def order_file(order_id: str, evidence_id: str) -> Answer:
    """A file of an order. Raises: NotFound."""
    return fetch_file(SERVICE, f"{_ORDERS}/{order_id}/files/{evidence_id}")


def answer_order(order_id: str, act_: Act) -> Json:
    """Give the opinion: body ``{text, declaration, files}``. Raises: Refused."""
    return _done(f"{_ORDERS}/{order_id}/answers", act_)


def return_order(order_id: str, act_: Act) -> Json:
    """Give the order back: body ``{reason}``. Raises: Refused."""
    return _done(f"{_ORDERS}/{order_id}/returns", act_)


def _done(path: str, act_: Act) -> Json:
    found: Json = act(SERVICE, path, act_).json()
    return found
