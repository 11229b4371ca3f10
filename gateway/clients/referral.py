"""Asking referral: judicial confirmations at the court, transfers to the police, referrals."""

from collections.abc import Mapping
from typing import Any

from chassis.service_client import Answer
from gateway.clients.calling import (
    Act,
    Json,
    Page,
    Versioned,
    act,
    fetch_file,
    read,
    read_versioned,
)

SERVICE = "referral"
_CONFIRMATIONS = "/api/v1/confirmations"
_TRANSFERS = "/api/v1/transfers"
_REFERRALS = "/api/v1/referrals"


def confirmations(query: Mapping[str, Any] | None = None) -> Page:
    """Applications that the caller may see. ``query``: status, receipt_no, limit, cursor."""
    found: Page = read(SERVICE, _CONFIRMATIONS, query)
    return found


def confirmation(confirmation_id: str) -> Versioned:
    """One application with documents, clocks and what is possible now."""
    return read_versioned(SERVICE, f"{_CONFIRMATIONS}/{confirmation_id}")


def receipt_confirmation(confirmation_id: str, act_: Act) -> Json:
    """签收: the clerk signs for it."""
    return _acted(f"{_CONFIRMATIONS}/{confirmation_id}/receipt", act_)


def decide_confirmation(confirmation_id: str, act_: Act) -> Json:
    """The court decides: body ``{decision: confirmed|rejected, ruling_no, reasons}``."""
    return _acted(f"{_CONFIRMATIONS}/{confirmation_id}/decision", act_)


def transfers(query: Mapping[str, Any] | None = None) -> Page:
    """Transfers that the caller may see. ``query``: status, receipt_no, limit, cursor."""
    found: Page = read(SERVICE, _TRANSFERS, query)
    return found


def transfer(transfer_id: str) -> Versioned:
    """One transfer with papers, clocks and what is possible now."""
    return read_versioned(SERVICE, f"{_TRANSFERS}/{transfer_id}")


def report_transfer(transfer_id: str, act_: Act) -> Json:
    """Two officers report: body ``{officers, offence, figures, …, summary}``."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/report", act_)


def cosign_transfer(transfer_id: str, act_: Act) -> Json:
    """联名签署: another one of the team signs."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/cosignature", act_)


def approve_transfer(transfer_id: str, act_: Act) -> Json:
    """The head decides: body ``{approves, reason}``."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/approval", act_)


def add_paper(transfer_id: str, act_: Act) -> Json:
    """Add one paper: body ``{code, title, evidence_id?, text?}``."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/documents", act_)


def dispatch_transfer(transfer_id: str, act_: Act) -> Json:
    """Send it to the police. Raises: Refused (409 documents_missing, ``extra['missing']``)."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/dispatch", act_)


def receipt_transfer(transfer_id: str, act_: Act) -> Json:
    """签收回执: the liaison signs for it."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/receipt", act_)


def decide_transfer(transfer_id: str, act_: Act) -> Json:
    """The police decide: body ``{decision: filed|not_filed, case_no, reasons}``."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/decision", act_)


def reconsider_transfer(transfer_id: str, act_: Act) -> Json:
    """提请复议: body ``{reasons}``."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/reconsideration", act_)


def desks() -> list[Json]:
    """The receiving desks: ``{code, kind, name}``."""
    return list(read(SERVICE, "/api/v1/desks")["items"])


def desk(code: str) -> Versioned:
    """One body of the directory with what stood there before."""
    return read_versioned(SERVICE, f"/api/v1/desks/{code}")


def add_desk(act_: Act) -> Json:
    """Add a body: body ``{code, kind, name, email, phone, …}``, see ``revise_desk``."""
    return _acted("/api/v1/desks", act_)


def revise_desk(code: str, act_: Act) -> Json:
    """Change a body: body ``{name, email, phone, address, competence, forms, chases, …}``."""
    return _acted(f"/api/v1/desks/{code}/revisions", act_)


def confirm_desk(code: str, act_: Act) -> Json:
    """Say that the entry is still right."""
    return _acted(f"/api/v1/desks/{code}/confirmation", act_)


def forward(transfer_id: str, act_: Act) -> Json:
    """转送: body ``{desk}``; afterwards the file is no longer on the caller's desk."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/forwarding", act_)


def ask_supplement(transfer_id: str, act_: Act) -> Json:
    """通知补正: body ``{wanted}``."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/supplement-request", act_)


def supply(transfer_id: str, act_: Act) -> Json:
    """补正. Raises: Refused (409 nothing_added)."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/supplement", act_)


def chase_police(transfer_id: str, act_: Act) -> Json:
    """催办. Raises: Refused (409 nobody_waited_for, chased_today)."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/reminders", act_)


def check_transfer(transfer_id: str) -> Json:
    """What the police would send back: ``{desk_name, forms, most_mb, fits, findings}``."""
    return dict(read(SERVICE, f"{_TRANSFERS}/{transfer_id}/check"))


def check_referral(referral_id: str) -> Json:
    """What the receiver would send back; see ``check_transfer``."""
    return dict(read(SERVICE, f"{_REFERRALS}/{referral_id}/check"))


def ask_procuratorate(transfer_id: str, act_: Act) -> Json:
    """建议立案监督: body ``{reasons}``."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/supervision", act_)


def hand_over(transfer_id: str, act_: Act) -> Json:
    """移交涉案物品和材料: body ``{goods: [{name, unit, listed, handed, perishable, disposal}]}``."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/handover", act_)


def note_penalty(transfer_id: str, act_: Act) -> Json:
    """已作出的行政处罚: body ``{kind, number, decided_on}``."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/penalties", act_)


def copy_to_procuratorate(transfer_id: str, act_: Act) -> Json:
    """抄送检察院."""
    return _acted(f"{_TRANSFERS}/{transfer_id}/procuratorate-copy", act_)


def inbox(query: Mapping[str, Any]) -> Page:
    """One box of the caller's desk. ``query``: box, limit, cursor. Also ``counts`` of all boxes."""
    found: Page = read(SERVICE, "/api/v1/inbox", query)
    return found


def overdue(query: Mapping[str, Any]) -> Page:
    """What other bodies owe an answer to; also ``by_desk``. ``query``: limit, cursor."""
    found: Page = read(SERVICE, "/api/v1/overdue", query)
    return found


def crime_checks(query: Mapping[str, Any]) -> Page:
    """Whether matters should go to the police. ``query``: receipt_no, alarms, limit, cursor."""
    found: Page = read(SERVICE, "/api/v1/crime-checks", query)
    return found


def check_crime(act_: Act) -> Json:
    """Conclude: body ``{receipt_no, offence, figures, …, answer, reason}``."""
    return _acted("/api/v1/crime-checks", act_)


def flows() -> list[Json]:
    """The flows: ``{flow, name, about, desk_kinds, is_inbound, states, acts, documents, …}``."""
    return list(read(SERVICE, "/api/v1/referral-flows")["items"])


def referrals(query: Mapping[str, Any] | None = None) -> Page:
    """Referrals that the caller may see. ``query``: flow, status, receipt_no, limit, cursor."""
    found: Page = read(SERVICE, _REFERRALS, query)
    return found


def referral(referral_id: str) -> Versioned:
    """One referral with papers, items, steps, clocks and what is possible now."""
    return read_versioned(SERVICE, f"{_REFERRALS}/{referral_id}")


def document(kind: str, item_id: str, code: str) -> Answer:
    """One paper of a file, to be shown or downloaded.

    ``kind``: ``referrals``, ``transfers`` or ``confirmations``.
    """
    return fetch_file(SERVICE, f"/api/v1/{kind}/{item_id}/documents/{code}")


def answer_file(referral_id: str, file_id: str) -> Answer:
    """A file of the receiver's answer, as a download."""
    return fetch_file(SERVICE, f"{_REFERRALS}/{referral_id}/files/{file_id}")


def add_answer_file(referral_id: str, act_: Act) -> Json:
    """Add an uploaded file to the answer: body ``{evidence_id}``."""
    return _acted(f"{_REFERRALS}/{referral_id}/files", act_)


def item_states(item: Versioned) -> dict[str, str]:
    """What may become of one item of a referral, by its code."""
    flow = next(each for each in flows() if each["flow"] == item["flow"])
    return dict(flow["item_states"])


def open_referral(act_: Act) -> Json:
    """Open one: body ``{flow, desk, purpose, receipt_no, …}``."""
    return _acted(_REFERRALS, act_)


def add_referral_paper(referral_id: str, act_: Act) -> Json:
    """Add one paper: body ``{code, title, evidence_id?, text?}``."""
    return _acted(f"{_REFERRALS}/{referral_id}/documents", act_)


def add_items(referral_id: str, act_: Act) -> Json:
    """Add what is followed one by one: body ``{values, note?}``."""
    return _acted(f"{_REFERRALS}/{referral_id}/items", act_)


def judge_item(referral_id: str, act_: Act) -> Json:
    """Say what became of one: body ``{nth, state}``."""
    return _acted(f"{_REFERRALS}/{referral_id}/judgements", act_)


def chase(referral_id: str, act_: Act) -> Json:
    """催办. Raises: Refused (409 nobody_waited_for, chased_today)."""
    return _acted(f"{_REFERRALS}/{referral_id}/reminders", act_)


def take_step(referral_id: str, act_: Act) -> Json:
    """Take a step of the flow: body ``{act, reasons?, number?}``."""
    return _acted(f"{_REFERRALS}/{referral_id}/acts", act_)


def _acted(path: str, act_: Act) -> Json:
    found: Json = act(SERVICE, path, act_).json()
    return found
