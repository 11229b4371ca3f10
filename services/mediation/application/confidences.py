"""Confidences between one side and the mediator: sealed with a key of their own, destroyed at the end.

The key is made of the pepper, which no database holds, and of a part that the talk keeps for each thread.
"""

from dataclasses import replace

from chassis.identity import Keyring
from services.mediation.domain.talk import ALL, Message, Talk
from services.mediation.storage.unit_of_work import MediationUnitOfWork

PURPOSE = "confidence"


def sealed(message: Message, talk: Talk, uow: MediationUnitOfWork, keyring: Keyring) -> Message:
    """The message as it is stored: what is for all as it is, a confidence encrypted."""
    if message.thread == ALL:
        return message
    label = key_label(talk, message.thread, uow)
    text = keyring.seal(PURPOSE, label, message.text.encode())
    return replace(message, text=text, is_sealed=True)


def key_label(talk: Talk, thread: str, uow: MediationUnitOfWork) -> str:
    """What the key of a thread is made of beside the pepper; its own part is made when first needed."""
    part = talk.keys.setdefault(thread, f"{uow.ids.new()}{uow.ids.new()}")
    return f"{talk.id}|{thread}|{part}"


def text_of(message: Message, talk: Talk, keyring: Keyring) -> str:
    """What somebody who may read a message reads."""
    if not message.is_sealed:
        return message.text
    label = f"{talk.id}|{message.thread}|{talk.keys[message.thread]}"
    return keyring.unseal(PURPOSE, label, message.text).decode()


def destroy_confidences(case_id: str, uow: MediationUnitOfWork) -> None:
    """The mediation is over; nothing that was said in confidence outlives it."""
    talk = uow.talks.of_case(case_id)
    if talk is not None and talk.destroy_confidences():
        uow.talks.save(talk)
