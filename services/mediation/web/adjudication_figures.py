"""Quality and speed of adjudication, and the standards by which it is handled."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.problems import language
from chassis.transaction import service
from chassis.validation import Query, between
from services.mediation.domain.proceedings.figures import Figures, figures
from services.mediation.domain.proceedings.standards import Standard, standards
from services.mediation.settings import MediationSettings
from services.mediation.web.lookup import looking

adjudication_figures = Blueprint(
    "adjudication_figures", __name__, description="Figures and standards of adjudication"
)


class YearQuery(Query):
    """``year``: in which the adjudications were asked for; without it the present one."""

    year = fields.Integer(load_default=0, validate=between(0, 9999))


@adjudication_figures.route("/api/v1/adjudication-figures")
class OfYear(MethodView):
    """How many, how fast, how well."""

    @permitted("proceeding.choose")
    @adjudication_figures.arguments(YearQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The figures of a year with its target, and the standards."""
        settings: MediationSettings = service().settings
        year = asked["year"] or local_date(service().clock.now()).year
        with looking() as uow:
            found = figures(uow.proceedings.all(), year, settings.adjudication_target)
        return _figures(found) | {"standards": [standard_view(each) for each in standards()]}


def standard_view(each: Standard) -> dict[str, Any]:
    """One standard, as it is looked up and quoted."""
    said = "zh" if language().startswith("zh") else "en"
    return {
        "code": each.code,
        "title": each.title,
        "issued_by": each.issued_by,
        "since": each.since.isoformat() if each.since else None,
        "purpose": each.purpose[said],
        "citation": each.citation,
    }


def _figures(found: Figures) -> dict[str, Any]:
    counted = {name: value for name, value in vars(found).items() if name != "days"}
    return counted | {
        "is_target_met": found.is_target_met,
        "median_days": found.median_days,
        "longest_days": found.longest_days,
    }
