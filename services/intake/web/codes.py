"""The code lists behind forms and answers, with their names in both languages."""

from typing import Any

from flask.views import MethodView

from chassis.access import open_route
from chassis.blueprint import Blueprint
from chassis.catalogue import Catalogue
from chassis.transaction import service
from lawbook.grounds import refusal_grounds, termination_grounds
from lawbook.right_types import right_types
from lawbook.thresholds import figures_of, offences
from services.intake.domain.submission import CLOSINGS, POSSIBLE, ROUTES
from services.intake.web import schemas

codes = Blueprint("codes", __name__, description="Code lists")


@codes.route("/api/v1/codes")
class Codes(MethodView):
    """All code lists."""

    @open_route
    def get(self) -> dict[str, Any]:
        """Codes with ``zh`` and ``en``."""
        catalogue = Catalogue(service().catalogue)

        def named(group: str, values: Any) -> list[dict[str, str]]:
            return [
                {"code": each}
                | {lang: catalogue.text(f"{group}.{each}", lang) for lang in ("zh", "en")}
                for each in values
            ]

        return {
            "right_types": [{"code": t.code, "zh": t.zh, "en": t.en} for t in right_types()],
            "statuses": named("status", POSSIBLE),
            "routes": named("route", ROUTES),
            "closings": named("result", CLOSINGS),
            "channels": named("channel", schemas.CHANNELS),
            "holder_roles": named("holder_role", schemas.HOLDER_ROLES),
            "requests": named("request", schemas.REQUESTS),
            "refusal_grounds": [
                {"code": g.code, "zh": g.zh, "en": g.en, "source": g.source}
                for g in refusal_grounds("complaint")
            ],
            "termination_grounds": [
                {"code": g.code, "zh": g.zh, "en": g.en, "source": g.source}
                for g in termination_grounds("complaint_mediation")
            ],
            "offences": [
                {"code": code, "zh": zh, "en": en, "figures": sorted(figures_of(code))}
                for code, (zh, en) in sorted(offences().items())
                if code != "219-1"
            ],
        }
