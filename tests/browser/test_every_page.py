"""A1, A3, A5, J18: every page there is, as everybody: it answers, speaks one language, fits a phone.

Nothing on it hinders a screen reader, more space between letters, or fingers.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.routing import Rule
from werkzeug.test import Client, TestResponse

from gateway.app import create_public_app, create_staff_app
from gateway.forms.complaint import EVIDENCE
from gateway.forms.kinds import KINDS
from gateway.i18n import COOKIE as LANGUAGE_COOKIE
from tests.browser.test_public_pages import PAGES, SPACING
from tests.support.browser import NARROW, overflow, page_of, served, small_targets, violations
from tests.support.languages import chinese_data, document_language, untranslated
from tests.support.matters_on_all_desks import ACCOUNTS, MattersOnAllDesks
from tests.support.portal import Portal
from tests.support.ready import PASSWORD, copy_databases
from tests.support.town import Town
from tests.support.web_pages import Visitor

pytestmark = pytest.mark.browser
SEERS = ("officer", "administrator", "operator", "mediator", "complainant", "respondent", "guest")
"""Who sees all pages between them; those who see most come first."""
JUDGED = frozenset(PAGES)
"""What axe looks at in every view elsewhere, as it does at the pages of the forms."""
_SPACED = """css => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = [sheet]
}"""
STAFF_TARGET, PUBLIC_TARGET = 24, 44
LEADS_ON = frozenset(
    {"kept.show", "complaint.done", "complaint.earlier", "check.check", "evidence.files"}
)
"""What only somebody in the middle of something sees; the journeys look at it."""
FILLED = {"form": "csv", "code": "ABCD-EFGH", "kind": "reward_notice"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    copy_databases(folder)
    with Town(folder, f"sqlite:///{folder}/{{service}}.db") as town:
        yield town


@pytest.fixture(scope="module")
def desks(town: Town) -> MattersOnAllDesks:
    return MattersOnAllDesks(town)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, desks: MattersOnAllDesks) -> list[str]:
    """The address of every page. A page with a new parameter needs a value for it here."""
        "pool.supply": {"token": desks.names["supply"]},
    portal = Portal(tmp_path_factory.mktemp("portal"), transports={})
    values = FILLED | desks.names
    at = {
        "attendance.answer": {"token": desks.names["attendance"]},
        "staff.confirmation_document": {"code": desks.names["confirmation_code"]},
        "staff.transfer_document": {"code": desks.names["transfer_code"]},
        "staff.referral_document": {"code": desks.names["referral_code"]},
        "handover.document": {"code": desks.names["referral_code"]},
    }
    found = set()
    for app in (create_public_app(portal.gateway), create_staff_app(portal.gateway)):
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint in LEADS_ON:
                continue
            for given in _arguments(rule, values | at.get(rule.endpoint, {})):
                found.add(app.url_map.bind("").build(rule.endpoint, given))
    portal.close()
    return sorted(found)


def _arguments(rule: Rule, values: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """What may stand in an address: every kind of filing with its pages, else the one value that we have."""
    if not rule.rule.startswith("/apply/"):
        unknown = set(rule.arguments) - set(values)
        assert not unknown, f"{rule}: which value for {unknown}?"
        yield {name: values[name] for name in rule.arguments}
        return
    for kind in KINDS.values():
        for step in kind.steps if "step" in rule.arguments else kind.steps[:1]:
            if step.name != EVIDENCE or "step" not in rule.arguments:
                given = {"kind": kind.code, "step": step.name}
                yield {name: given[name] for name in rule.arguments}


def _people(town: Town, desks: MattersOnAllDesks) -> dict[str, Visitor]:
    """Everybody, let in at the door that is theirs."""
    app, names = town.gateway(), desks.names
    people = {
        role: Visitor(app) for role in ("visitor", "complainant", "respondent", "guest", *ACCOUNTS)
    }
    people["mediator"] = Visitor(app)
    for kind in KINDS:
        people[f"visitor with a {kind}"] = begun = Visitor(app)
        begun.fill(f"/apply/{kind}")
    proof = {"receipt_no": names["receipt_no"], "query_code": names["query_code"]}
    people["complainant"].fill("/track", proof)
    people["respondent"].fill(f"/invitations/{names['token']}")
    made = desks.invited(names["referral_id"])
    people["guest"].fill(f"/handover/{made['token']}", {"code": made["code"], "name": "王强"})
    for role, account in (ACCOUNTS | {"mediator": desks.mediator}).items():
        people[role].fill("/staff/sign-in", {"account": account, "password": PASSWORD})
    return people


def _read(client: Client, path: str, language: str) -> TestResponse:
    if path.startswith("/staff"):
        client.set_cookie(LANGUAGE_COOKIE, language, path="/staff")
        return client.get(path)
    return client.get(f"/en{path}" if language == "en" else path)


def test_every_page_answers_everybody_in_one_language(
    town: Town, desks: MattersOnAllDesks, pages: list[str]
) -> None:
    known, unseen, faults = chinese_data(), set(pages), set()

    for role, person in _people(town, desks).items():
        for path in _own(pages, role):
            for language in ("zh", "en"):
                page = _read(person.client, path, language)
                faults |= {f"{role} {path}: {each}" for each in _faults(page, language, known)}
                if page.status_code == 200:
                    unseen.discard(path)

    assert faults == set()
    assert unseen <= {"/staff", "/mailbox", "/metrics", f"/check/{FILLED['code']}"}


def _own(pages: list[str], role: str) -> list[str]:
    """The pages of a person's door; visitors knock at both."""
    if role == "visitor":
        return pages
    if role.startswith("visitor with a "):
        return [each for each in pages if each.startswith(f"/apply/{role.rsplit(maxsplit=1)[-1]}/")]
    is_staff = role in {*ACCOUNTS, "mediator"}
    return [each for each in pages if each.startswith("/staff") == is_staff]


def _faults(page: TestResponse, language: str, known: frozenset[str]) -> list[str]:
    if page.status_code == 303 or (page.status_code == 200 and not _is_page(page)):
        return []
    found = [f"{language}: {each}" for each in untranslated(page.text, language, known)]
    if page.status_code not in {200, 404}:
        found.append(str(page.status_code))
    if not document_language(page.text).startswith(language):
        found.append(f"not in {language}")
    return found


def _is_page(answer: TestResponse) -> bool:
    """Files and what only machines read are no pages."""
    return answer.mimetype == "text/html"


def test_every_page_fits_a_phone_its_fingers_and_a_reader_of_screens(
    town: Town, desks: MattersOnAllDesks, pages: list[str], browser: Browser
) -> None:
    people, unseen, faults = _people(town, desks), set(pages), []

    with served(town.gateway()) as url:
        for role in (*SEERS, *(each for each in people if each.startswith("visitor with"))):
            person = people[role]
            own = [each for each in _own(pages, role) if each in unseen]
            shown = [each for each in own if _is_shown(person.client, each)]
            unseen -= set(shown)
            with page_of(browser, url, viewport=NARROW) as page:
                page.context.add_cookies(_cookies(person.client, url))
                for path in shown:
                    page.goto(path)
                    found = _hindrances(page)
                    if path not in JUDGED and not path.startswith("/apply/"):
                        found += violations(page)
                    faults += [f"{role} {path}: {each}" for each in found]

    assert faults == []


def _is_shown(client: Client, path: str) -> bool:
    answer = client.get(path)
    return answer.status_code == 200 and _is_page(answer)


def _hindrances(page: Page) -> list[str]:
    """What keeps somebody with a phone or large letters from using the page."""
    found = [f"{overflow(page)} px too wide"] if overflow(page) > 0 else []
    least = STAFF_TARGET if "/staff" in page.url else PUBLIC_TARGET
    found += small_targets(page, least)
    page.evaluate(_SPACED, SPACING)
    found += [f"{overflow(page)} px too wide when spaced"] if overflow(page) > 0 else []
    page.evaluate(_SPACED, "")
    return found


def _cookies(client: Client, url: str) -> list[Any]:
    kept = (
        client.get_cookie("huhang_matter"),
        client.get_cookie("huhang_guest"),
        client.get_cookie("huhang_draft"),
        client.get_cookie("huhang_staff", path="/staff"),
    )
    return [{"name": each.key, "value": each.value, "url": url} for each in kept if each]
