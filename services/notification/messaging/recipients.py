"""Who is to be told, as the owner of the matter knows them at this moment; kept nowhere."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from chassis.errors import Unavailable
from chassis.service_client import Answer, ServiceClient
from services.notification.domain.digest import OFFICER, OURSELVES
from services.notification.domain.notice import Notice
from services.notification.domain.rules import rule_of
from services.notification.messaging.channel import TemporaryFailure
from services.notification.storage.unit_of_work import NotificationUnitOfWork

Person = Mapping[str, Any]
MATTER = "receipt_no"
_Group = tuple[str, str, str]
"""Who knows the address, which audience, and the fact by which one of it is named."""
Found = Person | TemporaryFailure | None
"""Somebody, nobody (no one is meant any more), or the reason why that cannot be said now."""


class Recipients:
    """Asks the other services; one question for all notices that go to the same audience."""

    def __init__(
        self, clients: Mapping[str, ServiceClient], open_uow: Callable[[], NotificationUnitOfWork]
    ) -> None:
        self._clients = clients
        self._open = open_uow

    def of(self, notices: Iterable[Notice]) -> dict[str, Found]:
        """Notice id → whom it is for."""
        groups: dict[_Group, list[Notice]] = defaultdict(list)
        found: dict[str, Found] = {}
        for notice in notices:
            if (notice.owner, notice.audience) == (OURSELVES, OFFICER):
                found[notice.id] = self._officer(notice.reader)
            else:
                groups[notice.owner, notice.audience, _key_of(notice)].append(notice)
        for (owner, audience, key), group in groups.items():
            names = {each.id: str(each.data.get(key) or each.receipt_no) for each in group}
            people = self._ask(owner, {"audience": audience}, key, sorted(set(names.values())))
            found |= {each.id: people[names[each.id]] for each in group}
        return found

    def _officer(self, reader: str) -> Found:
        """Whoever still wants the digest, at the address that they chose."""
        with self._open().reading() as uow:
            chosen = uow.preferences.of(reader)
        if not chosen.get("digest"):
            return None
        language = chosen.get("language") or "zh"
        known = {"reader": reader, "email": chosen.get("address") or "", "language": language}
        return known | {"facts": {}}

    def _ask(
        self, owner: str, query: Mapping[str, str], key: str, numbers: Sequence[str]
    ) -> Mapping[str, Found]:
        query = {**query, MATTER if key == MATTER else "person": ",".join(numbers)}
        try:
            answer = self._clients[owner].ask("notification", "/internal/recipients", query)
        except Unavailable:
            return dict.fromkeys(numbers, TemporaryFailure(f"owner_unavailable {owner}"))
        if not answer.is_ok:
            failure = TemporaryFailure(f"owner_unavailable {owner} {answer.status}")
            return dict.fromkeys(numbers, failure)
        try:
            return _by_number(owner, numbers, answer, MATTER if key == MATTER else "person")
        except (ValueError, LookupError, TypeError):
            failure = TemporaryFailure(f"owner_unavailable {owner} unreadable")
            return dict.fromkeys(numbers, failure)


def _key_of(notice: Notice) -> str:
    """The fact that tells whom a notice is for: the matter, or somebody by a number of their own."""
    rule = rule_of(notice.event_type, notice.audience, notice.template)
    return rule.of if rule and rule.of else MATTER


def _by_number(
    owner: str, numbers: Sequence[str], answer: Answer, name: str
) -> Mapping[str, Found]:
    said = answer.json()
    unknown = TemporaryFailure(f"owner_unavailable {owner} 404")
    found: dict[str, Found] = dict.fromkeys(numbers)
    found |= dict.fromkeys(said.get("unknown", ()), unknown)
    # An audience is one person for each number.
    return found | {person[name]: person for person in said["items"]}
