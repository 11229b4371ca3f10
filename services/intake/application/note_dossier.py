"""Officers note other matters, online shops, mandates and agreements."""

from dataclasses import replace
from datetime import datetime

from chassis.errors import Conflict
from services.intake.domain import events
from services.intake.domain.correcting import correctable
from services.intake.domain.dossier import Agreement, Link, Mandate, ShopItem
from services.intake.domain.representing import represented
from services.intake.domain.search_words import words_of
from services.intake.domain.submission import Submission
from services.intake.storage.unit_of_work import IntakeUnitOfWork

PLATFORM = "platform"
_FROM_ITEM = {"respondent_platform": "platform", "respondent_url": "url"}


def link_matters(submission: Submission, link: Link, uow: IntakeUnitOfWork) -> None:
    """Note on both that they belong together. Raises: NotFound, Conflict, Stale."""
    if link.to == submission.receipt_no:
        raise Conflict("linked_to_itself")
    other = uow.submissions.take_by_receipt_no(link.to)
    submission.dossier.link(link)
    # The other end may have been noted from there before.
    if not other.dossier.linked(link.kind, submission.receipt_no):
        other.dossier.link(replace(link, to=submission.receipt_no))
    _noted((submission, other), "linked", uow)


def unlink_matters(submission: Submission, kind: str, to: str, uow: IntakeUnitOfWork) -> None:
    """Take the link away on both. Raises: NotFound, Conflict, Stale."""
    other = uow.submissions.take_by_receipt_no(to)
    submission.dossier.unlink(kind, to)
    if other.dossier.linked(kind, submission.receipt_no):
        other.dossier.unlink(kind, submission.receipt_no)
    _noted((submission, other), "unlinked", uow)


def note_shop_item(submission: Submission, item: ShopItem, uow: IntakeUnitOfWork) -> None:
    """Keep an offer; what it tells about where the matter belongs is filled in where nothing stood.

    Raises: WrongState, Stale.
    """
    now, before = uow.clock.now(), words_of(submission)
    submission.dossier.shop_items.append(item)
    known = correctable(submission)
    told = {name: getattr(item, part) for name, part in _FROM_ITEM.items() if not known[name]}
    if told:
        submission.correct(told, now, uow.actor.id)
    submission.flags = tuple(dict.fromkeys((*submission.flags, PLATFORM)))
    submission.events.append(events.Noted("shop_item", now))
    uow.submissions.save_reworded(submission, before)


def note_mandate(submission: Submission, mandate: Mandate, uow: IntakeUnitOfWork) -> None:
    """Keep what the paper of an agent says. Raises: Stale."""
    submission.dossier.mandates.append(mandate)
    _noted((submission,), "mandate", uow)


def note_agreement(submission: Submission, agreement: Agreement, uow: IntakeUnitOfWork) -> None:
    """Keep that somebody who is represented agrees. Raises: Conflict for anybody else; Stale."""
    if agreement.who not in represented(submission):
        raise Conflict("not_represented")
    submission.dossier.agreements.append(agreement)
    _noted((submission,), "agreement", uow)


def _noted(matters: tuple[Submission, ...], what: str, uow: IntakeUnitOfWork) -> None:
    now: datetime = uow.clock.now()
    for each in matters:
        each.events.append(events.Noted(what, now))
        uow.submissions.save(each)
