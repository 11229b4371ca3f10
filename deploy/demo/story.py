"""The main job from end to end: two matters, and a third that competes for a mediator's time."""

from deploy.demo import filing, matters, mediation, referral
from deploy.demo.stage import Stage


def play(stage: Stage) -> list[str]:
    """Play all steps; returns the receipt numbers of the two matters.

    Raises: DemoFailure at the first thing that is not as it should be.
    """
    first = filing.files(stage, matters.complaint, "1 投诉")
    filing.sees_first_in_list(stage, first)
    filing.accepts(stage, first, "2 受理")
    case, mediator = mediation.goes_to_mediation(stage, first)
    mediation.schedules(stage, case)
    mediation.settles(stage, case, mediator, first)
    referral.court_confirms(stage, first)
    second = filing.files(stage, matters.counterfeit_goods, "5 第二件")
    filing.accepts(stage, second, "5 受理")
    referral.goes_to_police(stage, second)
    filing.reads_timeline(stage, first)
    filing.reads_timeline(stage, second)
    return [first.receipt_no, second.receipt_no]
