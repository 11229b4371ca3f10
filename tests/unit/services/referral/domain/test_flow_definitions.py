"""Flows are data; what they name must exist."""

import pytest

from lawbook.checklists import checklist
from lawbook.rules import rulebook
from services.documents.domain.kind import kinds
from services.referral.domain.flow import Flow, State, Step, Words, flows

CODES = sorted(flows())
NAME = Words("试验", "trial")


@pytest.mark.parametrize("code", CODES)
def test_every_rule_that_a_flow_counts_by_is_in_the_law_book_with_a_number(code: str) -> None:
    for rule_id in flows()[code].rules():
        assert rulebook().rule(rule_id).amount


@pytest.mark.parametrize("code", CODES)
def test_every_paper_that_a_flow_asks_for_stands_on_its_checklist(code: str) -> None:
    found = flows()[code]
    wanted = {paper for papers in found.needs_for.values() for paper in papers}

    assert wanted <= {each.code for each in checklist(found.papers).items}


@pytest.mark.parametrize("code", CODES)
def test_every_paper_that_a_step_issues_has_a_template(code: str) -> None:
    issued = {act.issues for act in flows()[code].acts.values()} - {""}

    assert issued <= set(kinds())


@pytest.mark.parametrize("code", CODES)
def test_a_refusal_says_what_the_law_allows_next(code: str) -> None:
    refusals = {"refuse", "refuse_case", "decline", "return", "reject", "release", "restore"}
    found = flows()[code]

    for act in refusals & set(found.acts):
        assert found.states[found.acts[act].to].remedy, act


def test_a_definition_that_leads_nowhere_is_refused() -> None:
    loose = Flow(
        code="loose",
        name=NAME,
        about=NAME,
        source=NAME,
        to=("market",),
        papers="to_other_regulator",
        profile="body",
        start="begun",
        states={
            "begun": State(zh="开始", en="begun"),
            "stuck": State(zh="停住", en="stuck"),
        },
        acts={"go": Step(zh="走", en="go", by="nobody", from_states=("begun",), to="stuck")},
    )

    assert list(loose.problems()) == [
        "loose: stuck is an end, or nothing leads on",
        "loose: go is nobody's act",
    ]
