"""Words of proceedings that codes stand for: seats of a tribunal, and who gave them."""

from flask_babel import lazy_gettext as _l

SEATS = {
    "sole": _l("独任仲裁员"),
    "chair": _l("首席仲裁员"),
    "complainant": _l("投诉人一方的仲裁员"),
    "respondent": _l("被投诉人一方的仲裁员"),
}
GIVEN_BY = {
    "complainant": _l("投诉人选定"),
    "respondent": _l("被投诉人选定"),
    "both": _l("双方共同选定"),
    "institution": _l("机构负责人指定"),
}


def seat(code: str) -> str:
    """A seat of an arbitral tribunal."""
    return str(SEATS.get(code, code))


def given_by(code: str) -> str:
    """Who gave a seat."""
    return str(GIVEN_BY.get(code, code))
