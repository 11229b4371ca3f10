"""The states of a transfer and the acts that fit each."""

OPEN, PROPOSED, APPROVED, DISAPPROVED = "open", "proposed", "approved", "disapproved"
SENT, RECEIPTED, FILED, NOT_FILED = "sent", "receipted", "filed", "not_filed"
RECONSIDERATION, UPHELD, WITH_PROCURATORATE = "reconsideration", "upheld", "with_procuratorate"
HANDED_OVER, FINALLY_NOT_FILED = "handed_over", "finally_not_filed"
ASK = "ask_procuratorate"
POSSIBLE: dict[str, tuple[str, ...]] = {
    OPEN: ("report", "disapprove"),
    PROPOSED: ("approve", "disapprove", "add_document"),
    APPROVED: ("add_document", "dispatch"),
    DISAPPROVED: (),
    SENT: ("receipt",),
    RECEIPTED: ("decide",),
    FILED: ("hand_over",),
    HANDED_OVER: (),
    NOT_FILED: ("reconsider", ASK),
    RECONSIDERATION: ("decide",),
    UPHELD: (ASK,),
    WITH_PROCURATORATE: ("decide",),
    FINALLY_NOT_FILED: (),
}
"""State → acts; what running time changes about them stands in ``Transfer.possible``."""
WITH_POLICE = frozenset({SENT, RECEIPTED, RECONSIDERATION, WITH_PROCURATORATE})
"""Where something is for the police to do."""
