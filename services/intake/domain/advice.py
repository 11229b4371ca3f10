"""What the centre's rules suggest for a matter, each with its reason. An officer decides.

Law: 个人信息保护法 art. 24 (reasons are shown, a person decides); SAMR121 arts 9, 13, 15-18, 35(2)
"""

from dataclasses import dataclass
from datetime import date

from lawbook.supplements import purpose_of
from services.intake.domain.jurisdiction import Competence
from services.intake.domain.kind import AID, COMPLAINT, CONSULTATION, RECEIVED, REPORT
from services.intake.domain.submission import Submission

FAST, NORMAL, COMPLEX = "fast", "normal", "complex"
LANES = (FAST, NORMAL, COMPLEX)
FLAGS = (
    "green_talent",
    "green_sme",
    "foreign",
    "expo",
    "platform",
    "mass",
    "repeat",
    "malicious",
    "cross_region",
    "livelihood",
)
FILER_FLAGS = ("green_talent", "green_sme", "foreign")
"""Flags that whoever files may claim; the others are the officer's."""
_COMPLEX_RIGHTS = frozenset(
    {"patent_invention", "trade_secret", "software", "plant_variety", "layout_design"}
)
_COMPLEX_FLAGS = ("foreign", "mass", "repeat", "malicious", "cross_region")
_URGENT_FLAGS = ("green_talent", "green_sme", "expo", "livelihood", "mass", "malicious")
_NEEDS_REPORT = frozenset({"patent_utility_model", "patent_design"})
REPEATS = 2
"""Earlier matters about one respondent within a year that make the next one a repetition."""
_LIMIT_YEARS = 3


@dataclass(frozen=True)
class Reason:
    """Why: a code with a sentence in both languages, and the rule behind it."""

    code: str
    rule: str = "triage.draft_policy"


@dataclass(frozen=True)
class Lane:
    """The suggested lane, and whether the matter goes before others."""

    code: str
    is_urgent: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Suggestion:
    """The suggested act; ``detail``: the ground, the route, the track or the receiver."""

    act: str
    detail: str
    reason: Reason


def lane_of(s: Submission, *, repeats: int) -> Lane:
    """Which lane the rulebook's criteria suggest. ``repeats``: earlier matters about the respondent."""
    flags = set(s.flags) | ({"expo"} if s.channel == "expo" else set())
    hard = [Reason(f"flag_{each}") for each in _COMPLEX_FLAGS if each in flags]
    if s.right_type in _COMPLEX_RIGHTS:
        hard.append(Reason("complex_right"))
    if repeats >= REPEATS:
        hard.append(Reason("repeat_respondent"))
    urgent = tuple(Reason(f"flag_{each}") for each in _URGENT_FLAGS if each in flags)
    if hard:
        return Lane(COMPLEX, is_urgent=True, reasons=tuple(dict.fromkeys((*hard, *urgent))))
    missing = tuple(_missing_for_fast(s))
    if missing:
        return Lane(NORMAL, bool(urgent), (*missing, *urgent))
    return Lane(
        FAST, bool(urgent), (Reason("all_clear", "《民事诉讼法》(2023), art. 160"), *urgent)
    )


def suggestions(
    s: Submission, competent: Competence, *, repeated_by_same: bool, today: date
) -> list[Suggestion]:
    """What to do next, the most important first; empty when the matter is not undecided."""
    if s.status != RECEIVED:
        return []
    if s.open_supplement is not None:
        return [Suggestion("wait", "", Reason("waits_for_citizen", "gen.supplement"))]
    if s.kind == CONSULTATION:
        return [Suggestion("answer", "", Reason("question", "SAMR121 art. 44"))]
    usual = _of_report(repeated_by_same) if s.kind == REPORT else _of_request(s, today)
    return [*_silence(s), *_elsewhere(competent), *_tracks(s), *_platforms(s), *usual]


def _of_report(repeated_by_same: bool) -> list[Suggestion]:
    repeated = Suggestion("refuse", "N5", Reason("repeated_report", "SAMR121 art. 35(2)"))
    verify = Suggestion("accept", "", Reason("verify_report", "rpt.verify"))
    return [repeated, verify] if repeated_by_same else [verify]


def _of_request(s: Submission, today: date) -> list[Suggestion]:
    if s.kind == AID:
        return [Suggestion("accept", "", Reason("aid_in_scope", "gen.aid_accept"))]
    late = Suggestion("refuse", "C4", Reason("three_years", "cmp.limitation"))
    talks = Suggestion("accept", "mediation", Reason("wants_mediation", "SAMR121 art. 18"))
    plain = Suggestion("accept", "", Reason("no_ground_seen", "cmp.accept"))
    wants_talks = s.agrees_to_mediation or "compensation" in s.requests
    return [*([late] if _is_old(s.happened_on, today) else []), talks if wants_talks else plain]


def _missing_for_fast(s: Submission) -> list[Reason]:
    checks = (
        (bool(s.right_number), "no_right_number"),
        (bool(s.evidence), "no_evidence"),
        (bool(s.respondent.name and s.respondent.address), "respondent_unclear"),
        (s.right_type not in _NEEDS_REPORT, "needs_evaluation_report"),
    )
    return [Reason(code) for is_met, code in checks if not is_met]


def _silence(s: Submission) -> list[Suggestion]:
    if not s.supplements or s.supplements[-1].lapsed_at is None:
        return []
    ground = purpose_of(s.supplements[-1].purpose).on_silence.get(s.kind, "")
    if not ground:
        return []
    return [Suggestion("refuse", ground, Reason("no_answer", "SAMR121 art. 16(5)"))]


def _elsewhere(competent: Competence) -> list[Suggestion]:
    if competent.unit is None or competent.is_ours:
        return []
    return [
        Suggestion(
            "hand_over",
            competent.unit.code,
            Reason("competent_elsewhere", "SAMR121 arts 13, 29, 34"),
        )
    ]


def _tracks(s: Submission) -> list[Suggestion]:
    """The law keeps a complaint and a report apart, also when somebody writes both in one."""
    taken = {s.kind, *(each.kind for each in s.tracks)}
    found = []
    if s.kind == COMPLAINT and "investigation" in s.requests and REPORT not in taken:
        found.append(
            Suggestion("split", REPORT, Reason("asks_for_investigation", "SAMR121 art. 9"))
        )
    if s.kind == COMPLAINT and set(s.flags) & {"green_talent", "green_sme"} and AID not in taken:
        found.append(Suggestion("split", AID, Reason("green_channel")))
    return found


def _platforms(s: Submission) -> list[Suggestion]:
    """Each platform with a captured offer can be told of it. Law: 《电子商务法》 art. 42"""
    named = dict.fromkeys(each.platform for each in s.dossier.shop_items)
    return [Suggestion("notify_platform", each, Reason("shop_items", "ecm.act")) for each in named]


def _is_old(happened_on: str, today: date) -> bool:
    """Only when even the last day that the text can mean is more than three years ago."""
    if not happened_on:
        return False
    parts = [int(each) for each in happened_on.split("-")]
    last = (*parts, 12, 31)[:3] if len(parts) == 1 else (*parts, 31)[:3]
    return last < (today.year - _LIMIT_YEARS, today.month, today.day)
