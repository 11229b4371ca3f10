"""Who acts for others: an agent within the mandate, representatives of several with their agreement."""

from datetime import date

from chassis.errors import Conflict
from services.intake.domain.dossier import AGENT, WITHDRAW
from services.intake.domain.submission import Submission


def represented(s: Submission) -> tuple[str, ...]:
    """Who does not act themselves: the holder behind an agent, those who file with others."""
    holder = (s.holder.name,) if s.holder.role == AGENT and s.holder.name else ()
    speak = {*s.holder.representatives, s.contact.name}
    return (*holder, *(each for each in s.holder.co_filers if each not in speak))


def lacking_agreement(s: Submission) -> tuple[str, ...]:
    """Who has to agree before the matter is taken back. Waiving takes more than a mandate to act."""
    return s.dossier.lacking(represented(s), WITHDRAW)


def may_act(s: Submission, act: str, today: date) -> None:
    """Check that whoever acts for others may do this today.

    Raises: Conflict when the mandate does not cover it or is over, or the represented have not agreed.
    """
    mandate = s.dossier.mandate
    if s.holder.role == AGENT and mandate is not None:
        if mandate.until is not None and today > mandate.until:
            raise Conflict("mandate_over")
        if act not in mandate.scope:
            raise Conflict("mandate_lacks_act")
    if act == WITHDRAW and lacking_agreement(s):
        raise Conflict("agreement_missing")
