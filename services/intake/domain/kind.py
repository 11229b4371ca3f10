"""Kinds of matters: which clocks run, what an officer may do, on which grounds one is turned down."""

from collections.abc import Mapping
from dataclasses import dataclass

RECEIVED, ACCEPTED, REFUSED = "received", "accepted", "refused"
IN_PROGRESS, CLOSED = "in_progress", "closed"
MERGED, HANDED_OVER = "merged", "handed_over"
STATES = (RECEIVED, ACCEPTED, REFUSED, IN_PROGRESS, CLOSED, MERGED, HANDED_OVER)

COMPLAINT, REPORT, CONSULTATION, AID = "complaint", "report", "consultation", "aid"
NAMED, CONFIDENTIAL, ANONYMOUS = "named", "confidential", "anonymous"
IDENTITIES = (NAMED, CONFIDENTIAL, ANONYMOUS)
ROUTES = MEDIATION, POLICE = ("mediation", "police")

_AT_FIRST = ("ask", "hand_over", "split", "correct")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One legal track.

    ``answer_rule``: the clock from filing to the decision; ``extension_rule``: the one that goes on
    from its end when the head of the office agrees. ``may_sue``: whether inaction can be
    taken to court. ``on_acceptance``: (rule, bearer) of the clocks that acceptance starts.
    ``grounds``: the list of the law book on which the matter is turned down; empty: never.
    ``possible``: what an officer may do in each state.
    """

    code: str
    answer_rule: str
    extension_rule: str = ""
    may_sue: bool = False
    on_acceptance: tuple[tuple[str, str], ...] = ()
    routes: tuple[str, ...] = ()
    grounds: str = ""
    can_withdraw: bool = True
    may_hide_identity: bool = False
    possible: Mapping[str, tuple[str, ...]]


def _acts(
    *first: str, later: tuple[str, ...] = ("close", "ask", "split", "correct")
) -> dict[str, tuple[str, ...]]:
    return {RECEIVED: (*first, *_AT_FIRST), ACCEPTED: later, IN_PROGRESS: later}


KINDS: Mapping[str, Kind] = {
    each.code: each
    for each in (
        # SAMR121 arts 15, 16, 18, 23; 行政诉讼法 art. 47
        Kind(
            code=COMPLAINT,
            answer_rule="cmp.accept",
            may_sue=True,
            on_acceptance=(
                ("cmp.mediation_period", "complainant"),
                ("cmp.mediation_period", "respondent"),
            ),
            routes=(MEDIATION, POLICE),
            grounds="complaint",
            possible=_acts("accept", "refuse", later=("route", "close", "ask", "split", "correct")),
        ),
        # SAMR121 arts 28, 34-37; a report goes on when its author loses interest.
        Kind(
            code=REPORT,
            answer_rule="rpt.verify",
            extension_rule="rpt.verify_extended",
            on_acceptance=(("rpt.case_decision", "centre"),),
            routes=(POLICE,),
            grounds="report",
            can_withdraw=False,
            may_hide_identity=True,
            possible=_acts("accept", "refuse", later=("route", "close", "ask", "split", "correct")),
        ),
        # SAMR121 art. 44: a question is no complaint, the right way is told.
        Kind(code=CONSULTATION, answer_rule="gen.consultation_answer", possible=_acts("answer")),
        Kind(
            code=AID,
            answer_rule="gen.aid_accept",
            grounds="aid",
            possible=_acts("accept", "refuse"),
        ),
    )
}

POSSIBLE = {
    state: {act for kind in KINDS.values() for act in kind.possible.get(state, ())}
    for state in STATES
}
"""What an officer may do in each state with a matter of some kind."""
