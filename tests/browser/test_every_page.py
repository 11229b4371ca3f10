"""A1, A3, A5, J18: every page there is, as everybody: it answers, speaks one language, fits a phone.

Nothing on it hinders a screen reader, more space between letters, or fingers. Each page is looked at in a
narrow view and every fourth in a wide one; in every view it has, and with every form refused, when
``HUHANG_SWEEP`` is set.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.routing import Rule
from werkzeug.test import Client, TestResponse

from gateway.app import create_public_app, create_staff_app
from gateway.forms.complaint import EVIDENCE
from gateway.forms.kinds import KINDS
from gateway.i18n import COOKIE as LANGUAGE_COOKIE
from tests.browser.views import PUBLIC_VIEWS, STAFF_VIEWS, SWEEP, hindrances, views_of
from tests.support.browser import page_of
from tests.support.languages import chinese_data, document_language, untranslated
from tests.support.matters_on_all_desks import ACCOUNTS, MattersOnAllDesks
from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.town import Town
from tests.support.web_pages import Visitor

pytestmark = pytest.mark.browser
SEERS = ("officer", "administrator", "operator", "mediator", "complainant", "respondent", "guest")
"""Who sees most pages between them; those who see most come first."""
LEADS_ON = frozenset(
    {"kept.show", "complaint.done", "complaint.earlier", "check.check", "evidence.files"}
    | {"matter.proof", "staff.inclusion_proof"}
)
"""What only somebody in the middle of something sees, or from the next day on; the journeys look at it."""
FILLED = {"form": "csv", "code": "ABCD-EFGH", "kind": "reward_notice"}
FORMS = "main form[method=post]:not(:has(button[formaction]))"
_SEND = """form => {
    form.noValidate = true
    setTimeout(() => form.requestSubmit(form.querySelector('button')))
}"""
WRONG_ADDRESSES = ("/no-such-page", "/invitations/made-up", "/staff/no-such-page")


@dataclass(frozen=True)
class Answer:
    """What somebody got at an address, and what is wrong with it."""

    status: int
    is_page: bool
    faults: tuple[str, ...]


@pytest.fixture(scope="module")
def desks(shared_town: Town) -> MattersOnAllDesks:
    return MattersOnAllDesks(shared_town)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, desks: MattersOnAllDesks) -> list[str]:
    """The address of every page. A page with a new parameter needs a value for it here."""
    portal = Portal(tmp_path_factory.mktemp("portal"), transports={})
    values = FILLED | desks.names
    at = {
        "attendance.answer": {"token": desks.names["attendance"]},
        "pool.supply": {"token": desks.names["supply"]},
        "staff.confirmation_document": {"code": desks.names["confirmation_code"]},
        "staff.transfer_document": {"code": desks.names["transfer_code"]},
        "staff.referral_document": {"code": desks.names["referral_code"]},
        "handover.document": {"code": desks.names["referral_code"]},
        "staff.redaction_compared": {"evidence_id": desks.names["copy_id"]},
        "staff.sample_form": {"nth": "1"},
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


@pytest.fixture(scope="module")
def people(shared_town: Town, desks: MattersOnAllDesks) -> dict[str, Visitor]:
    """Everybody, let in at the door that is theirs."""
    app, names = shared_town.gateway(), desks.names
    people = {
        role: Visitor(app) for role in ("visitor", "complainant", "respondent", "guest", *ACCOUNTS)
    }
    people["mediator"] = Visitor(app)
    for kind in KINDS:
        people[f"visitor with a {kind}"] = begun = Visitor(app)
        begun.fill(f"/apply/{kind}")
    proof = {"receipt_no": names["receipt_no"], "query_code": names["query_code"]}
    people["complainant"].fill("/track", proof)
    people["respondent"].fill(f"/invitations/{names['invitation']}")
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


@pytest.fixture(scope="module")
def answers(people: dict[str, Visitor], pages: list[str]) -> dict[tuple[str, str], Answer]:
    """What everybody gets at every address of theirs."""
    known = chinese_data()
    return {
        (role, path): _answer(person.client, path, known)
        for role, person in people.items()
        for path in _own(pages, role)
    }


def _answer(client: Client, path: str, known: frozenset[str]) -> Answer:
    """Asked in Chinese; what is there for them, in English too."""
    chinese = _read(client, path, "zh")
    faults = _faults(chinese, "zh", known)
    is_page = chinese.status_code == 200 and _is_page(chinese)
    if is_page:
        faults += _faults(_read(client, path, "en"), "en", known)
    return Answer(chinese.status_code, is_page, tuple(faults))


def test_every_page_answers_everybody_in_one_language(
    answers: dict[tuple[str, str], Answer], pages: list[str]
) -> None:
    found = {path for (_role, path), answer in answers.items() if answer.status == 200}

    assert [f"{who}: {fault}" for who, answer in answers.items() for fault in answer.faults] == []
    assert set(pages) - found <= {"/staff", "/mailbox", "/metrics", f"/check/{FILLED['code']}"}


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


def test_every_page_can_be_used_in_every_view(
    answers: dict[tuple[str, str], Answer],
    people: dict[str, Visitor],
    pages: list[str],
    shared_url: str,
    browser: Browser,
) -> None:
    views = {path: views_of(path, nth) for nth, path in enumerate([*pages, *WRONG_ADDRESSES])}
    unseen = {path for (_role, path), answer in answers.items() if answer.is_page}
    faults: list[str] = []

    for role in sorted(people, key=_seers_first):
        shown = [p for p in _own(pages, role) if p in unseen and answers[role, p].is_page]
        unseen -= set(shown)
        with page_of(browser, shared_url) as page:
            page.context.add_cookies(_cookies(people[role].client, shared_url))
            for view in (*STAFF_VIEWS, *PUBLIC_VIEWS):
                view.of(page)
                wrong = WRONG_ADDRESSES if role == SEERS[0] else ()
                for path in (each for each in (*shown, *wrong) if view in views[each]):
                    page.goto(view.path(path))
                    faults += [f"{role} {view} {path}: {each}" for each in hindrances(page, view)]

    assert faults == []
    assert unseen == set()


@pytest.mark.skipif(not SWEEP, reason="minutes of Chromium: make sweep")
@pytest.mark.parametrize("role", ["visitor with a complaint", *reversed(SEERS), "supervisor"])
def test_every_form_sent_as_it_stands_can_be_read_when_it_is_refused(
    answers: dict[tuple[str, str], Answer],
    people: dict[str, Visitor],
    pages: list[str],
    shared_url: str,
    browser: Browser,
    role: str,
) -> None:
    faults: list[str] = []
    refused = 0

    with page_of(browser, shared_url) as page:
        page.context.add_cookies(_cookies(people[role].client, shared_url))
        for path in (each for each in _own(pages, role) if answers[role, each].is_page):
            views = STAFF_VIEWS if path.startswith("/staff") else PUBLIC_VIEWS
            page.goto(path)
            for nth in range(page.locator(FORMS).count()):
                view = views[refused % len(views)]
                view.of(page)
                if _is_refused(page, view.path(path), nth):
                    refused += 1
                    faults += [f"{view} {path} {nth}: {each}" for each in hindrances(page, view)]

    print(f"\n{role}: looked at {refused} refused forms")  # noqa: T201 - the figure is wanted
    assert faults == []


def _is_refused(page: Page, path: str, nth: int) -> bool:
    """Sends one form of a page without touching it; False also when what it acts on is gone by now."""
    page.goto(path)
    form = page.locator(FORMS).nth(nth)
    if not form.count():
        return False
    with page.expect_navigation() as led:
        form.evaluate(_SEND)
    return 400 <= led.value.status < 500


def _seers_first(role: str) -> int:
    return SEERS.index(role) if role in SEERS else len(SEERS)


def _cookies(client: Client, url: str) -> list[Any]:
    kept = (
        client.get_cookie("huhang_matter"),
        client.get_cookie("huhang_guest"),
        client.get_cookie("huhang_draft"),
        client.get_cookie("huhang_staff", path="/staff"),
    )
    return [{"name": each.key, "value": each.value, "url": url} for each in kept if each]
