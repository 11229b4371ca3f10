"""Confirmations and transfers as their readers see them."""

from datetime import datetime
from typing import Any

from lawbook.checklists import checklist
from lawbook.courts import level_name, levels_of, source_of_levels
from lawbook.presentation import clock_view, instant
from lawbook.thresholds import assess
from services.referral.domain.chasing import WORDS
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.paper import Paper
from services.referral.domain.transfer import Transfer
from services.referral.domain.transfer_states import WITH_POLICE


def confirmation_row(item: Confirmation, language: str, now: datetime) -> dict[str, Any]:
    """One line of a list."""
    clock = item.docket.next_due()
    return {
        "confirmation_id": item.id,
        "receipt_no": item.receipt_no,
        "status": item.status,
        "desk": item.desk,
        "next_clock": clock_view(clock, language, now) if clock else None,
    }


def confirmation_view(
    item: Confirmation, desk_name: str, language: str, now: datetime
) -> dict[str, Any]:
    """One application with its papers."""
    return confirmation_row(item, language, now) | {
        "desk_name": desk_name,
        "effective_at": instant(item.effective_at),
        "agreement_sha256": item.text_sha256,
        "jurisdiction": {
            "level": level_name(levels_of(item.right_type)[0], language),
            "source": source_of_levels(language),
        },
        "documents": _documents("to_court_judicial_confirmation", item.papers, language),
        "ruling_no": item.ruling_no,
        "reasons": item.reasons,
        "receipted_at": instant(item.receipted_at) if item.receipted_at else None,
        "decided_at": instant(item.decided_at) if item.decided_at else None,
        "reminders": _reminders(item, language),
        "clocks": [clock_view(each, language, now) for each in item.docket.clocks],
        "possible_now": list(item.possible_now),
    }


def transfer_row(item: Transfer, language: str, now: datetime) -> dict[str, Any]:
    """One line of a list."""
    clock = item.docket.next_due()
    return {
        "transfer_id": item.id,
        "receipt_no": item.receipt_no,
        "status": item.status,
        "desk": item.desk,
        "next_clock": clock_view(clock, language, now) if clock else None,
    }


def transfer_view(item: Transfer, desk_name: str, language: str, now: datetime) -> dict[str, Any]:
    """One transfer with its report and papers."""
    return transfer_row(item, language, now) | {
        "desk_name": desk_name,
        "opened_at": instant(item.opened_at),
        "report": _report(item, language),
        "approval_reason": item.approval_reason,
        "approved_by": item.approved_by,
        "documents": _documents("to_police", item.papers, language),
        "sent_at": instant(item.sent_at) if item.sent_at else None,
        "receipted_at": instant(item.receipted_at) if item.receipted_at else None,
        "receipted_by": item.receipted_by,
        "case_no": item.case_no,
        "refusals": [{"reasons": r.reasons, "at": instant(r.at)} for r in item.refusals],
        "supplements": [
            {
                "wanted": each.wanted,
                "asked_at": instant(each.asked_at),
                "sent_at": instant(each.sent_at) if each.sent_at else None,
            }
            for each in item.supplements
        ],
        "reconsideration_reasons": item.reconsideration_reasons,
        "procuratorate_reasons": item.procuratorate_reasons,
        "handed_over_at": instant(item.handed_over_at) if item.handed_over_at else None,
        "goods": [vars(each) for each in item.goods],
        "penalties": [
            {
                "kind": each.kind,
                "number": each.number,
                "decided_on": each.decided_on.isoformat(),
            }
            for each in item.penalties
        ],
        "copied_at": instant(item.copied_at) if item.copied_at else None,
        "windows": [clock_view(each, language, now) for each in item.windows()],
        "reminders": _reminders(item, language),
        "chases": item.chases,
        "lies_with_police": item.status in WITH_POLICE,
        "can_chase": item.owed() is not None,
        "clocks": [clock_view(each, language, now) for each in item.docket.clocks],
        "possible_now": list(item.possible(now)),
    }


def _reminders(item: Confirmation | Transfer, language: str) -> list[dict[str, str]]:
    return [
        {"act": each.act, "name": WORDS[each.act].of(language), "at": instant(each.at)}
        for each in item.reminders
    ]


def _report(item: Transfer, language: str) -> dict[str, Any] | None:
    report = item.report
    if report is None:
        return None
    assessment = assess(
        report.offence, report.figures, repeat=report.repeat, two_or_more=report.two_or_more
    )
    zh = language.startswith("zh")
    return {
        "officers": list(report.officers),
        "reported_by": report.reported_by,
        "cosigned_by": list(item.cosigned_by),
        "offence": report.offence,
        "offence_name": assessment.name_zh if zh else assessment.name_en,
        "summary": report.summary,
        "reasonable_suspicion": report.reasonable_suspicion,
        "line_reached": assessment.reached,
        "line_near": assessment.near,
        "lines": [
            {
                "figure": each.figure,
                "value": each.value,
                "line": each.line,
                "reached": each.is_reached,
            }
            for each in assessment.lines
        ],
        "source": assessment.cited(language),
    }


def _documents(name: str, papers: list[Paper], language: str) -> list[dict[str, Any]]:
    present = {paper.code: paper for paper in papers}
    return [
        {
            "code": item.code,
            "name": item.zh if language.startswith("zh") else item.en,
            "required": item.required,
            "present": item.code in present,
            "title": present[item.code].title if item.code in present else "",
            "file": _file(present.get(item.code)),
        }
        for item in checklist(name).items
    ]


def _file(paper: Paper | None) -> dict[str, Any] | None:
    return vars(paper.file) if paper is not None and paper.file is not None else None
