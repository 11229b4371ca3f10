"""What comes with a step, from the body of a request to what the domain takes."""

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from chassis.validation import length
from services.mediation.application.run_proceeding import named_for
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.domain.proceedings.said import Said
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web.evidence import MOST_FILES, taken_in

MOST_FEN = 100_000_000_000
MOST_TICKS = 20


def ticks() -> fields.List[str]:
    """Codes of what was checked."""
    one = fields.String(validate=length(1, 40))
    return fields.List(one, load_default=list, validate=length(0, MOST_TICKS))


def files() -> fields.List[str]:
    """Files that were uploaded before, see ``POST /api/v1/evidence``."""
    one = fields.String(validate=length(1, 26))
    return fields.List(one, load_default=list, validate=length(0, MOST_FILES))


def said_of(
    asked: Mapping[str, Any],
    found: Proceeding,
    act: str,
    uow: MediationUnitOfWork,
    *,
    side: str = "",
) -> Said:
    """What is given with an act, with the member of the pool and the files that it names.

    Raises: InvalidInput; Conflict for somebody who cannot be named.
    """
    given = dict(asked)
    expert_id, named = given.pop("expert_id", ""), given.pop("files", ())
    takes = found.its_kind.acts[act].takes if act in found.possible(side) else {}
    is_named = bool(expert_id) and "expert" in takes
    return Said(
        **given | {"ticked": tuple(given.get("ticked", ()))},
        side=side,
        expert=named_for(found, act, expert_id, uow) if is_named else None,
        files=taken_in(found.receipt_no, named) if "files" in takes else (),
    )
