"""The duties of authority and police around a transfer: their rules, and which state brings which."""

from services.referral.domain.transfer_states import (
    FILED,
    NOT_FILED,
    RECEIPTED,
    RECONSIDERATION,
    SENT,
    UPHELD,
)

APPROVE, SEND, POLICE_DECIDE = "trf.approve", "trf.send", "trf.police_decide"
HANDOVER, RECONSIDER, RECONSIDER_DECIDE, PROCURATORATE = (
    "trf.handover",
    "trf.reconsider_request",
    "trf.reconsider_decide",
    "trf.prosecutor",
)
SUPPLEMENT_NOTICE, SUPPLEMENT = "trf.supplement_notice", "trf.supplement"
REROUTE = "trf.reroute"
NEXT_DUTY = {FILED: HANDOVER, NOT_FILED: RECONSIDER, UPHELD: PROCURATORATE}
POLICE_DUTY = {
    SENT: POLICE_DECIDE,
    RECEIPTED: POLICE_DECIDE,
    RECONSIDERATION: RECONSIDER_DECIDE,
}
