"""Ties between people of the pool and parties, in words."""

from typing import Any

from chassis.catalogue import Catalogue
from chassis.problems import language
from chassis.transaction import service
from lawbook.presentation import instant
from services.mediation.domain.case import Case
from services.mediation.domain.conflict import Conflict
from services.mediation.storage.unit_of_work import MediationUnitOfWork


def way_in_words(conflict: Conflict, catalogue: Catalogue) -> str:
    """How an expert is tied to a party, step by step."""
    said = language()
    if not any(step.kind for step in conflict.way):
        return catalogue.text("conflict.party", said, {"name": conflict.name})
    steps = [
        catalogue.text(f"relation.{step.kind}", said, {"one": step.one, "other": step.other})
        if step.one
        else catalogue.text(f"conflict.{step.kind}", said, {"name": step.other})
        for step in conflict.way
    ]
    return ("；" if said.startswith("zh") else "; ").join(steps)


def checks_view(case: Case, uow: MediationUnitOfWork) -> list[dict[str, Any]]:
    """What the newest look at the ties of everybody who sits in a case has found, in words."""
    newest = {each.expert_id: each for each in case.checks}
    catalogue = Catalogue(service().catalogue)
    return [
        {
            "name": each.name,
            "at": instant(newest[each.id].at),
            "found": [way_in_words(found, catalogue) for found in newest[each.id].found],
        }
        for each in uow.experts.of_ids(case.sitting)
        if each.id in newest
    ]
