"""Work is given back (退单) with an article and a reason; the second time somebody rules who has it.

Whatever goes on between those who could handle a matter, the clocks of the citizen run.
"""

from chassis.errors import Conflict, WrongState
from services.intake.domain import events
from services.intake.domain.kind import RECEIVED
from services.intake.domain.records import Return, Ruling
from services.intake.domain.submission import RULING, Submission

WITHOUT_RULING = 1
"""How often a matter is given back before somebody has to rule."""
BODY = "body:"
"""Before the code of a body that gave back what was handed over to it."""


def may_be_returned(s: Submission) -> bool:
    """Whether whoever has it may give it back: nothing was decided, and nobody has ruled."""
    return s.status == RECEIVED and bool(s.assignee) and not s.rulings


def give_back(s: Submission, returned: Return) -> None:
    """The officer who has it gives it back.

    Raises: WrongState once it was decided; Conflict for whoever does not have it, and after a ruling.
    Law: SAMR121 art. 41 (a unit without authority returns it to those who distribute, and passes
        nothing on by itself)
    """
    if s.status != RECEIVED:
        raise WrongState(s.status, s.possible_now)
    if s.assignee != returned.by:
        raise Conflict("not_in_your_hands")
    if s.rulings:
        raise Conflict("ruled_already")
    note_return(s, returned)


def note_return(s: Submission, returned: Return) -> None:
    """It is here again; the second time a ruling falls due.

    Law: SAMR121 art. 33 (a dispute is settled within seven working days)
    """
    s.returns.append(returned)
    needs_ruling = len(s.returns) > WITHOUT_RULING
    if needs_ruling:
        s.docket.start(RULING, returned.at, bearer="centre")
    s.events.append(events.Returned(returned.ground, needs_ruling, returned.at))


def note_ruling(s: Submission, ruling: Ruling) -> None:
    """The head has ruled who handles it. Raises: Conflict when nothing waits for a ruling."""
    if not s.awaits_ruling:
        raise Conflict("nothing_to_rule")
    s.rulings.append(ruling)
    s.docket.meet(RULING, ruling.at)
