"""What the services say and hear, held to the tables that describe it."""

import dataclasses
import importlib
import inspect
from pathlib import Path
from typing import Any

import pytest
import yaml

from chassis.catalogue import LANGUAGES
from contracts.permissions import PERMISSIONS, ROLES
from contracts.readers import READERS
from lawbook.docket import ClockMoved
from services.documents.messaging.subscriptions import SUBSCRIPTIONS as DOCUMENTS
from services.intake.messaging.subscriptions import SUBSCRIPTIONS as INTAKE
from services.mediation.messaging.subscriptions import SUBSCRIPTIONS as MEDIATION
from services.notification.domain.rules import notice_rules
from services.notification.messaging.subscriptions import SUBSCRIPTIONS as NOTIFICATION
from services.referral.messaging.subscriptions import SUBSCRIPTIONS as REFERRAL

ROOT = Path(__file__).parents[2]
SERVICES = ("intake", "mediation", "referral", "notification", "documents")
HEARD = {
    "intake": INTAKE,
    "mediation": MEDIATION,
    "referral": REFERRAL,
    "notification": NOTIFICATION,
    "documents": DOCUMENTS,
}


def _contracts() -> dict[str, Any]:
    found = {}
    for producer in SERVICES:
        module = importlib.import_module(f"contracts.{producer}")
        for _name, each in inspect.getmembers(module, dataclasses.is_dataclass):
            found[each.TYPE] = each
    return found


def test_the_table_of_readers_is_what_the_services_subscribe_to() -> None:
    subscribed = {(each.type, service) for service, found in HEARD.items() for each in found}

    assert subscribed == {(kind, who) for kind, readers in READERS.items() for who in readers}


@pytest.mark.parametrize("service", SERVICES)
def test_every_handler_has_a_name_of_its_own(service: str) -> None:
    names = [each.name for each in HEARD[service]]

    assert len(set(names)) == len(names)
    assert all(name.startswith(f"{service}.") for name in names)


def test_every_event_type_is_versioned_and_named_for_its_producer() -> None:
    for kind, contract in _contracts().items():
        producer = contract.__module__.rsplit(".", 1)[1].partition("_")[0]
        assert kind.startswith(f"huhang.{producer}.")
        assert kind.rsplit(".v", 1)[1].isdigit()
        assert any(each.name == "receipt_no" for each in dataclasses.fields(contract))


def test_every_outgoing_event_belongs_to_a_contract_of_its_service() -> None:
    for service in SERVICES:
        events = importlib.import_module(f"services.{service}.domain.events")
        outgoing = importlib.import_module(f"services.{service}.messaging.outgoing").OUTGOING
        declared = {each for _n, each in inspect.getmembers(events, dataclasses.is_dataclass)}
        assert declared == set(outgoing) - {ClockMoved}


def test_every_notice_has_its_words_in_both_languages() -> None:
    templates = ROOT / "services" / "notification" / "templates"
    for rules in notice_rules().values():
        for rule in rules:
            for language in LANGUAGES:
                assert (templates / language / f"{rule.template}.txt").exists()


def test_every_notice_and_whom_it_is_for_has_a_word_on_the_timeline() -> None:
    catalogue = ROOT / "services" / "intake" / "web" / "messages.yaml"
    words = yaml.load(catalogue.read_text(encoding="utf-8"), yaml.CSafeLoader)
    rules = [rule for rules in notice_rules().values() for rule in rules]

    named = {f"template.{rule.template}" for rule in rules}
    named |= {f"audience.{rule.audience}" for rule in rules}

    assert named - set(words) == set()


def test_every_sentence_exists_in_both_languages() -> None:
    catalogues = [ROOT / "chassis" / "messages.yaml"]
    catalogues += [ROOT / "services" / name / "web" / "messages.yaml" for name in SERVICES]
    for path in catalogues:
        for code, entry in (
            yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) or {}
        ).items():
            assert all(entry.get(language) for language in LANGUAGES), f"{path}: {code}"


@pytest.mark.parametrize(
    ("service", "states"),
    [
        ("intake", "kind"),
        ("mediation", "case"),
        ("referral", "confirmation"),
        ("referral", "transfer_states"),
    ],
)
def test_every_act_has_its_words(service: str, states: str) -> None:
    messages = yaml.load(
        (ROOT / "services" / service / "web" / "messages.yaml").read_text(encoding="utf-8"),
        yaml.CSafeLoader,
    )
    possible = importlib.import_module(f"services.{service}.domain.{states}").POSSIBLE

    acts = {act for acts in possible.values() for act in acts}

    assert [act for act in sorted(acts) if f"act.{act}" not in messages] == []


def test_every_event_has_its_sentence_on_the_timeline() -> None:
    messages = yaml.load(
        (ROOT / "services" / "intake" / "web" / "messages.yaml").read_text(encoding="utf-8"),
        yaml.CSafeLoader,
    )

    assert [kind for kind in _contracts() if f"timeline.{kind}" not in messages] == []


def test_every_kind_of_proceeding_has_its_name_on_the_timeline() -> None:
    services = ROOT / "services"
    messages, kinds = (
        yaml.load((services / path).read_text(encoding="utf-8"), yaml.CSafeLoader)
        for path in ("intake/web/messages.yaml", "mediation/domain/proceedings/kinds.yaml")
    )

    assert [kind for kind in kinds if f"kind.{kind}" not in messages] == []


def test_permissions_name_only_known_roles() -> None:
    for action, row in PERMISSIONS.items():
        assert set(row) <= set(ROLES), action
