"""The code lists behind forms and answers, with their names in both languages."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import open_route
from chassis.blueprint import Blueprint
from chassis.catalogue import Catalogue
from chassis.transaction import service
from chassis.validation import Query
from lawbook.grounds import Ground, refusal_grounds, termination_grounds
from lawbook.returns import ReturnGround, return_grounds
from lawbook.right_types import right_types
from lawbook.rules import RuleNotInForce
from lawbook.supplements import purposes
from lawbook.thresholds import figures_of, offences
from services.intake.domain.advice import FILER_FLAGS, FLAGS, LANES
from services.intake.domain.call import HANDLINGS, WRAP_UPS
from services.intake.domain.dossier import ACTS, LINKS, METHODS
from services.intake.domain.jurisdiction import divisions_of_city, units_of_city
from services.intake.domain.kind import IDENTITIES, KINDS, ROUTES, STATES
from services.intake.domain.search_words import initials_of
from services.intake.domain.shift import SEAT_STATES
from services.intake.domain.submission import CLOSINGS
from services.intake.settings import settings_of
from services.intake.web import schemas
from services.intake.web.articles import ground_article, source_article
from services.intake.web.call_scripts import call_scripts
from services.intake.web.desk_form import CALL_KINDS, FIELDS

codes = Blueprint("codes", __name__, description="Code lists")


class CodesQuery(Query):
    """``on``: the day whose law counts for the grounds; without it they are the newest."""

    on = fields.Date(load_default=None)


@codes.route("/api/v1/codes")
class Codes(MethodView):
    """All code lists."""

    @open_route
    @codes.arguments(CodesQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Codes with ``zh`` and ``en``. ``on`` is the day on which a matter was filed or a case opened."""
        catalogue = Catalogue(service().catalogue)

        def named(group: str, values: Any) -> list[dict[str, str]]:
            return [
                {"code": each}
                | {lang: catalogue.text(f"{group}.{each}", lang) for lang in ("zh", "en")}
                for each in values
            ]

        return {
            "right_types": [{"code": t.code, "zh": t.zh, "en": t.en} for t in right_types()],
            "statuses": named("status", STATES),
            "routes": named("route", ROUTES),
            "closings": named("result", CLOSINGS),
            "channels": named("channel", schemas.CHANNELS),
            "holder_roles": named("holder_role", schemas.HOLDER_ROLES),
            "requests": named("request", schemas.REQUESTS),
            "refusal_grounds": _refusals("complaint", asked["on"]),
            "refusal_grounds_report": _refusals("report", asked["on"]),
            "refusal_grounds_aid": _refusals("aid", asked["on"]),
            "kinds": named("kind", KINDS),
            "identities": named("identity", IDENTITIES),
            "lanes": named("lane", LANES),
            "flags": named("flag", FLAGS),
            "filer_flags": named("flag", FILER_FLAGS),
            "links": named("link", LINKS),
            "captures": named("capture", METHODS),
            "mandate_acts": named("mandate_act", ACTS),
            "return_grounds": [_return_ground(each) for each in return_grounds().values()],
            "purposes": [{"code": p.code, "zh": p.zh, "en": p.en} for p in purposes().values()],
            "receivers": [
                {"code": each.code, "zh": each.name, "en": each.name}
                for each in units_of_city(settings_of(service()).city)
            ],
            "termination_grounds": [
                _ground(each)
                for each in _in_force(termination_grounds, "complaint_mediation", asked["on"])
            ],
            **_of_the_desk(named),
            "offences": [
                {"code": code, "zh": zh, "en": en, "figures": sorted(figures_of(code))}
                for code, (zh, en) in sorted(offences().items())
                if code != "219-1"
            ],
        }


def _of_the_desk(named: Callable[[str, Any], list[dict[str, str]]]) -> dict[str, Any]:
    """What the hotline's desk chooses from."""
    return {
        "call_kinds": named("kind", CALL_KINDS),
        "handlings": named("handling", HANDLINGS),
        "wrap_ups": named("wrap_up", WRAP_UPS),
        "desk_fields": named("desk_field", FIELDS),
        "call_scripts": call_scripts(),
        "seat_states": named("seat", SEAT_STATES),
        "divisions": [
            {
                "code": each.code,
                "zh": each.county,
                "en": each.county,
                "initials": initials_of(each.county),
            }
            for each in divisions_of_city(settings_of(service()).city)
        ],
    }


def _in_force(
    grounds: Callable[[str, date | None], tuple[Ground, ...]], kind: str, on: date | None
) -> tuple[Ground, ...]:
    """The grounds of a day; none before the oldest list that the law book has."""
    try:
        return grounds(kind, on)
    except RuleNotInForce:
        return ()


def _ground(ground: Ground) -> dict[str, str]:
    return {"code": ground.code, "zh": ground.zh, "en": ground.en, "source": ground.source}


def _return_ground(ground: ReturnGround) -> dict[str, Any]:
    said = {"code": ground.code, "zh": ground.zh, "en": ground.en}
    return said | {"article": {lang: source_article(ground.source, lang) for lang in ("zh", "en")}}


def _refusals(kind: str, on: date | None) -> list[dict[str, Any]]:
    """The grounds on which one refuses, each with the article as people cite it."""
    return [
        _ground(each)
        | {"article": {lang: ground_article(kind, each, lang) for lang in ("zh", "en")}}
        for each in _in_force(refusal_grounds, kind, on)
    ]
