"""The states of a mediation case, and what can be done in each."""

AWAITING_PARTIES, AWAITING_CONSENT = "awaiting_parties", "awaiting_consent"
AWAITING_MEDIATOR, MEDIATOR_PROPOSED = "awaiting_mediator", "mediator_proposed"
SCHEDULING, SCHEDULED = "scheduling", "scheduled"
AWAITING_SIGNATURES, AGREED, ENDED = "awaiting_signatures", "agreed", "ended"
POSSIBLE: dict[str, tuple[str, ...]] = {
    AWAITING_PARTIES: ("end",),
    AWAITING_CONSENT: ("consent", "end"),
    AWAITING_MEDIATOR: ("propose", "end"),
    MEDIATOR_PROPOSED: ("answer", "end"),
    SCHEDULING: ("schedule", "end"),
    SCHEDULED: ("record", "move", "cancel_session", "end"),
    AWAITING_SIGNATURES: ("sign", "refuse_signature", "redraft", "end"),
    AGREED: ("correct",),
    ENDED: (),
}
"""What can be done in each state, whatever the time."""
