"""Who may do what: the one table of role × action × reach. Services enforce it, tests walk every cell.

Reach says which objects of the kind an action may touch:
``any`` all; ``own`` the matter whose code the citizen has shown; ``assigned`` those given to the
person; ``desk`` those that lie with the person's organisation. A guest came by a link to one
referral, which is its ``own``.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Reach(StrEnum):
    """Which objects an action may touch."""

    ANY = "any"
    OWN = "own"
    ASSIGNED = "assigned"
    DESK = "desk"


ROLES = (
    "visitor",
    "complainant",
    "respondent",
    "guest",
    "operator",
    "officer",
    "mediator",
    "court_clerk",
    "police_liaison",
    "partner",
    "supervisor",
    "administrator",
    "service",
)

STAFF_ROLES = ROLES[ROLES.index("operator") : ROLES.index("service")]
"""Those who sign in with an account of their own."""

_ANY, _OWN, _ASSIGNED, _DESK = Reach.ANY, Reach.OWN, Reach.ASSIGNED, Reach.DESK
_AT_DESKS = dict.fromkeys(("court_clerk", "police_liaison", "partner"), _DESK)
"""Who works where we hand things over: courts, police, departments, platforms and the others."""

PERMISSIONS: Mapping[str, Mapping[str, Reach]] = {
    # intake
    "submission.file": {"visitor": _ANY, "complainant": _ANY, "operator": _ANY, "officer": _ANY},
    "submission.track": {"visitor": _ANY, "complainant": _ANY},
    "submission.list": {"officer": _ANY, "supervisor": _ANY},
    "submission.read": {"complainant": _OWN, "officer": _ANY, "supervisor": _ANY},
    "submission.decide": {"officer": _ANY},
    "submission.supply": {"complainant": _OWN},
    "submission.correct": {"complainant": _OWN, "officer": _ANY},
    "submission.message": {"complainant": _OWN, "officer": _ANY},
    "submission.identity": {"officer": _ANY},
    "submission.rate": {"complainant": _OWN, "officer": _ANY},
    "submission.extend": {"supervisor": _ANY},
    "submission.export": {"officer": _ANY, "supervisor": _ANY},
    "submission.advice": {"officer": _ANY, "supervisor": _ANY},
    "officer.manage": {"supervisor": _ANY},
    "submission.rule": {"supervisor": _ANY},
    "submission.timeline": {"complainant": _OWN, "officer": _ANY, "supervisor": _ANY},
    "evidence.upload": {
        "visitor": _ANY,
        "complainant": _ANY,
        "respondent": _ANY,
        "mediator": _ANY,
        "guest": _ANY,
        "operator": _ANY,
        "officer": _ANY,
    }
    | dict.fromkeys(_AT_DESKS, _ANY),
    "evidence.expose": {"officer": _ANY, "supervisor": _ANY},
    # What was opened to the other party, file by file.
    "evidence.shared": {"respondent": _OWN},
    "evidence.compare": {"officer": _ANY, "supervisor": _ANY},
    "sample.keep": {"officer": _ANY},
    "sample.read": {"officer": _ANY, "supervisor": _ANY},
    "statement.take": {"operator": _ANY, "officer": _ANY},
    "statement.read": {
        "complainant": _OWN,
        "operator": _ANY,
        "officer": _ANY,
        "supervisor": _ANY,
    },
    "statement.confirm": {"complainant": _OWN},
    "evidence.bundle": {"officer": _ANY, "supervisor": _ANY},
    "evidence.download": {"complainant": _OWN, "officer": _ANY, "supervisor": _ANY},
    # Published to be compared; it names nobody.
    "root.read": dict.fromkeys(ROLES, _ANY),
    "call.take": {"operator": _ANY},
    "call.list": {"operator": _ANY, "supervisor": _ANY},
    "call.read": {"operator": _ANY, "supervisor": _ANY},
    "call.figures": {"operator": _ANY, "supervisor": _ANY},
    "knowledge.read": {
        "operator": _ANY,
        "officer": _ANY,
        "supervisor": _ANY,
        "administrator": _ANY,
    },
    "knowledge.manage": {"supervisor": _ANY, "administrator": _ANY},
    # mediation
    "case.list": {
        "complainant": _OWN,
        "respondent": _OWN,
        "officer": _ANY,
        "supervisor": _ANY,
        "mediator": _ASSIGNED,
    },
    "case.read": {
        "complainant": _OWN,
        "respondent": _OWN,
        "mediator": _ASSIGNED,
        "officer": _ANY,
        "supervisor": _ANY,
    },
    "invitation.open": {"visitor": _ANY, "respondent": _ANY, "complainant": _ANY},
    "invitation.print": {"officer": _ANY},
    "case.consent": {"complainant": _OWN, "respondent": _OWN},
    "mediator.propose": {"officer": _ANY},
    "mediator.answer": {"mediator": _ASSIGNED},
    "panel.form": {"officer": _ANY},
    "panel.pick": {"complainant": _OWN, "respondent": _OWN},
    "panel.answer": {"mediator": _ASSIGNED},
    "pool.read": dict.fromkeys(ROLES, _ANY),
    "pool.apply": {"visitor": _ANY, "operator": _ANY, "officer": _ANY},
    "relation.keep": {"officer": _ANY, "supervisor": _ANY},
    # The link that comes by mail proves who it is.
    "pool.supply": dict.fromkeys(ROLES, _ANY),
    "pool.review": {"officer": _ANY, "supervisor": _ANY},
    "pool.decide": {"supervisor": _ANY},
    # After a case; no party ever sees it.
    "mediator.rate": {"officer": _ANY},
    # Whoever holds the number of a draw may check it: it names no party.
    "draw.check": dict.fromkeys(ROLES, _ANY),
    "session.schedule": {"officer": _ANY, "mediator": _ASSIGNED},
    "agreement.follow": {"officer": _ANY},
    "challenge.decide": {"supervisor": _ANY},
    "proceeding.read": {
        "complainant": _OWN,
        "respondent": _OWN,
        "officer": _ANY,
        "supervisor": _ANY,
    },
    "talk.read": {
        "complainant": _OWN,
        "respondent": _OWN,
        "mediator": _ASSIGNED,
        "officer": _ANY,
        "supervisor": _ANY,
    },
    "talk.write": {"complainant": _OWN, "respondent": _OWN, "mediator": _ASSIGNED},
    "offer.make": {"complainant": _OWN, "respondent": _OWN},
    "contact.note": {"officer": _ANY, "mediator": _ASSIGNED},
    "proceeding.choose": {"officer": _ANY, "supervisor": _ANY},
    "proceeding.act": {"officer": _ANY},
    "facts.present": {"mediator": _ASSIGNED},
    "facts.sign": {"complainant": _OWN, "respondent": _OWN},
    "mediator.rank": {"complainant": _OWN, "respondent": _OWN},
    "appraisal.note": {"officer": _ANY, "mediator": _ASSIGNED},
    "proceeding.answer": {"complainant": _OWN, "respondent": _OWN},
    # Orders for an opinion: only the expert who has one, and never another's answer.
    "opinion.read": {"mediator": _ASSIGNED},
    "opinion.give": {"mediator": _ASSIGNED},
    "adjudication.request": {"complainant": _OWN},
    "session.plan": {"officer": _ANY},
    "availability.manage": {"mediator": _ASSIGNED},
    # The secret address proves who it is.
    "feed.read": dict.fromkeys(ROLES, _ANY),
    "session.list": {"mediator": _ASSIGNED, "officer": _ANY, "supervisor": _ANY},
    # The link that comes by mail proves who it is.
    "attendance.answer": dict.fromkeys(ROLES, _ANY),
    "session.record": {"mediator": _ASSIGNED},
    "agreement.sign": {"complainant": _OWN, "respondent": _OWN},
    "agreement.refuse": {"complainant": _OWN, "respondent": _OWN},
    "agreement.sign_on_paper": {"officer": _ANY, "mediator": _ASSIGNED},
    "agreement.redraft": {"mediator": _ASSIGNED},
    "case.end": {"officer": _ANY, "mediator": _ASSIGNED},
    # referral
    "confirmation.list": {"officer": _ANY, "supervisor": _ANY, "court_clerk": _DESK},
    "confirmation.read": {
        "officer": _ANY,
        "supervisor": _ANY,
        "court_clerk": _DESK,
        "guest": _OWN,
    },
    "confirmation.answer": {"court_clerk": _DESK, "guest": _OWN},
    "transfer.list": {"officer": _ANY, "supervisor": _ANY, "police_liaison": _DESK},
    "transfer.read": {
        "officer": _ANY,
        "supervisor": _ANY,
        "police_liaison": _DESK,
        "guest": _OWN,
    },
    "transfer.propose": {"officer": _ANY},
    "transfer.approve": {"supervisor": _ANY},
    "transfer.send": {"officer": _ANY},
    "transfer.answer": {"police_liaison": _DESK, "guest": _OWN},
    "desk.list": {
        "officer": _ANY,
        "supervisor": _ANY,
        "court_clerk": _ANY,
        "police_liaison": _ANY,
        "partner": _ANY,
        "administrator": _ANY,
    },
    "package.check": {"officer": _ANY, "supervisor": _ANY},
    "desk.manage": {"administrator": _ANY},
    "referral.flows": {"officer": _ANY, "supervisor": _ANY, "guest": _ANY}
    | dict.fromkeys(_AT_DESKS, _ANY),
    "referral.list": {"officer": _ANY, "supervisor": _ANY} | _AT_DESKS,
    "referral.read": {"officer": _ANY, "supervisor": _ANY, "guest": _OWN} | _AT_DESKS,
    "referral.open": {"officer": _ANY, "supervisor": _ANY} | _AT_DESKS,
    "referral.prepare": {"officer": _ANY},
    "referral.act": {"officer": _ANY, "supervisor": _ANY, "guest": _OWN} | _AT_DESKS,
    "referral.judge_item": {"officer": _ANY, "guest": _OWN} | _AT_DESKS,
    "guest.invite": {"officer": _ANY},
    # Link and code prove who it is.
    "guest.enter": dict.fromkeys(ROLES, _ANY),
    "partner.inbox": _AT_DESKS,
    "crime.check": {"officer": _ANY},
    "crime.list": {"officer": _ANY, "supervisor": _ANY},
    "referral.overdue": {"officer": _ANY, "supervisor": _ANY},
    "transfer.reconsider": {"officer": _ANY},
    "transfer.ask_procuratorate": {"officer": _ANY},
    "transfer.hand_over": {"officer": _ANY},
    # notification
    "notice.list": {"officer": _ANY, "supervisor": _ANY, "administrator": _ANY},
    "webhook.list": {"administrator": _ANY},
    "webhook.manage": {"administrator": _ANY},
    # Everybody the messages that are for them.
    "message.read": dict.fromkeys(("complainant", "respondent"), _OWN)
    | dict.fromkeys(STAFF_ROLES, _ASSIGNED),
    "message.choose": dict.fromkeys(("complainant", "respondent"), _OWN)
    | dict.fromkeys(STAFF_ROLES, _ASSIGNED),
    "notice.resend": {"officer": _ANY, "administrator": _ANY},
    # documents
    "document.list": {
        "complainant": _OWN,
        "respondent": _OWN,
        "mediator": _ASSIGNED,
        "officer": _ANY,
        "supervisor": _ANY,
        **_AT_DESKS,
    },
    "document.read": {
        "complainant": _OWN,
        "respondent": _OWN,
        "mediator": _ASSIGNED,
        "officer": _ANY,
        "supervisor": _ANY,
        **_AT_DESKS,
    },
    "document.issue": {"officer": _ANY},
    "document.check": dict.fromkeys(ROLES[: ROLES.index("service")], _ANY),
    "document.withdraw": {"supervisor": _ANY},
    "document.publish": {"officer": _ANY, "supervisor": _ANY},
    "template.manage": {"administrator": _ANY},
    # gateway
    "key.manage": {"administrator": _ANY},
    "audit.read": {"supervisor": _ANY, "administrator": _ANY},
    # machinery
    "internal.feed": {"service": _ANY},
    "internal.recipients": {"service": _ANY},
    "internal.due": {"service": _ANY},
    "internal.parties": {"service": _ANY},
    "internal.facts": {"service": _ANY},
    "internal.evidence": {"service": _ANY},
    "failures.list": {"administrator": _ANY},
    "failures.redrive": {"administrator": _ANY},
}


STEP_UP = frozenset({"transfer.approve"})
"""Actions for which a session of this morning is not proof enough: who acts proves anew who they are."""


def reaches(action: str, roles: Iterable[str]) -> frozenset[Reach]:
    """What the roles together may touch with an action; empty when they may not act at all.

    Raises: KeyError for an action that the table does not know.
    """
    row = PERMISSIONS[action]
    return frozenset(row[role] for role in roles if role in row)
