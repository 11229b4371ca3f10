"""The term of the mediation (调解期限) stands still while something is appraised, and goes on afterwards."""

from datetime import datetime

from services.intake.domain.events import TermSet
from services.intake.domain.submission import MEDIATION_PERIOD, Submission


def stop_term(submission: Submission, at: datetime) -> bool:
    """An appraisal began; False when there is no term that runs.

    Law: cmp.mediation_period (SAMR121 art. 22: the time of appraisal and testing is not counted)
    """
    clock = submission.docket.newest(MEDIATION_PERIOD)
    if submission.is_appraised or clock is None or not clock.is_open:
        return False
    submission.is_appraised = True
    submission.docket.pause((MEDIATION_PERIOD,), at)
    return True


def go_on_with_term(submission: Submission, at: datetime) -> bool:
    """The appraisal is there; False when none was under way."""
    if not submission.is_appraised:
        return False
    submission.is_appraised = False
    submission.go_on(at)
    clock = submission.docket.newest(MEDIATION_PERIOD)
    if clock is not None and clock.state == "running":
        submission.events.append(TermSet(at, clock.due_on))
    return True
