"""Which body is competent, as people read it."""

from typing import Any

from chassis.catalogue import Catalogue
from chassis.problems import language
from chassis.transaction import service
from services.intake.domain.jurisdiction import Competence, competence
from services.intake.domain.submission import Submission
from services.intake.settings import settings_of


def competence_view(found: Competence) -> dict[str, Any]:
    """Which body is competent, by which rule and place."""
    words = Catalogue(service().catalogue)
    return {
        "unit": found.unit.name if found.unit else "",
        "unit_code": found.unit.code if found.unit else "",
        "is_ours": found.is_ours,
        "place": found.place,
        "why": words.text(f"basis.{found.basis}", language(), {}),
    }


def competent_body(submission: Submission) -> dict[str, Any]:
    """The competent body as citizens read it."""
    return competence_view(competence(submission, settings_of(service()).city))
