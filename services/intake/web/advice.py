"""What the rules suggest for a matter, with reasons: lane, next step, competent body, duplicates."""

from typing import Any

from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.catalogue import Catalogue
from chassis.clock import local_date
from chassis.problems import language
from chassis.transaction import reading_connection, service
from lawbook.grounds import grounds_of_all_times
from lawbook.presentation import instant
from services.intake.domain.advice import Reason, Suggestion, lane_of, suggestions
from services.intake.domain.jurisdiction import competence, unit_of
from services.intake.settings import settings_of
from services.intake.storage.duplicates import Likely, duplicates_of, repeats_of_respondent
from services.intake.web.articles import article
from services.intake.web.competent import competence_view
from services.intake.web.submissions import visible

advice = Blueprint("advice", __name__, description="What the rules suggest; people decide")
SURE_MARKS = frozenset({"respondent", "contact"})


@advice.route("/api/v1/submissions/<receipt_no>/advice")
class Advice(MethodView):
    """Suggestions for one matter."""

    @permitted("submission.advice")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """Lane, next step, competent body and possible duplicates, each with its reason."""
        submission = visible(receipt_no)
        now = service().clock.now()
        with reading_connection() as connection:
            likely = duplicates_of(connection, submission)
            repeats = repeats_of_respondent(connection, submission, now)
        competent = competence(submission, settings_of(service()).city)
        lane = lane_of(submission, repeats=repeats)
        by_same = any(set(each.marks) >= SURE_MARKS for each in likely)
        found = suggestions(submission, competent, repeated_by_same=by_same, today=local_date(now))
        return {
            "lane": {
                "code": lane.code,
                "is_urgent": lane.is_urgent,
                "reasons": [_reason(each) for each in lane.reasons],
            },
            "suggestions": [_suggestion(each) for each in found],
            "competent": competence_view(competent),
            "duplicates": [_likely(each) for each in likely],
            "repeats": repeats,
        }


def _reason(reason: Reason) -> dict[str, str]:
    words = Catalogue(service().catalogue)
    return {
        "code": reason.code,
        "text": words.text(f"reason.{reason.code}", language(), {}),
        "rule": reason.rule,
        "article": article(reason.rule, language()),
    }


def _suggestion(each: Suggestion) -> dict[str, Any]:
    words = Catalogue(service().catalogue)
    return {
        "act": each.act,
        "act_text": words.text(f"suggest.{each.act}", language(), {}),
        "detail": each.detail,
        "detail_text": _detail(each, words),
        "reason": _reason(each.reason),
    }


def _detail(each: Suggestion, words: Catalogue) -> str:
    if each.act == "refuse":
        known = {
            code: ground
            for kind in ("complaint", "report", "aid")
            for code, ground in grounds_of_all_times(kind).items()
        }
        return known[each.detail].zh if language() == "zh" else known[each.detail].en
    if each.act == "hand_over":
        unit = unit_of(each.detail)
        return unit.name if unit else each.detail
    if each.act == "notify_platform":
        return each.detail
    if each.act == "split":
        return words.text(f"kind.{each.detail}", language(), {})
    return words.text(f"route.{each.detail}", language(), {}) if each.detail else ""


def _likely(each: Likely) -> dict[str, Any]:
    words = Catalogue(service().catalogue)
    return {
        "receipt_no": each.receipt_no,
        "kind": each.kind,
        "status": each.status,
        "filed_at": instant(each.filed_at),
        "marks": [
            {"code": mark, "text": words.text(f"mark.{mark}", language(), {})}
            for mark in each.marks
        ],
    }
