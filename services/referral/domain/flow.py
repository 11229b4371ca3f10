"""Flows: hand-overs to others and requests from others, as data. Read from ``flows/``; see its README."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from cattrs.gen import make_dict_structure_fn, override
from cattrs.preconf.json import make_converter

FLOWS = Path(__file__).parent / "flows"
SHARED = "_"
"""A key that begins so holds what several flows of one file share; it is no flow."""
CENTRE, HEAD, PARTNER = "centre", "head", "partner"
SIDES = (CENTRE, HEAD, PARTNER)
PROFILES = ("police", "body", "public")
REQUIRED, OPTIONAL = "required", "optional"
LINK = "link"


@dataclass(frozen=True)
class Words:
    """A name in both languages."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True)
class Started:
    """A clock that an act starts: a rule of the law book, and whose duty or right it is."""

    rule: str
    bearer: str


@dataclass(frozen=True, kw_only=True)
class State:
    """Where a referral stands. ``is_sent``: the partner sees it. ``remedy``: what the law allows next."""

    zh: str
    en: str
    is_sent: bool = False
    is_end: bool = False
    can_add_papers: bool = False
    can_add_items: bool = False
    can_judge_items: bool = False
    remedy: Words | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act.

    ``by``: whose act it is. ``takes``: what must or may be said with it (``reasons``, ``number``).
    ``starts`` ``meets`` ``pauses`` ``resumes`` ``ends_clocks``: what happens to the clocks.
    ``after``: only once the newest clock of a rule has run out; ``before``: only until then;
    ``running``: only while it counts. ``issues``: kind of paper that documents draws up.
    """

    zh: str
    en: str
    by: str
    from_states: tuple[str, ...]
    to: str
    takes: Mapping[str, str] = field(default_factory=dict)
    needs_papers: bool = False
    starts: tuple[Started, ...] = ()
    meets: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: bool = False
    ends_clocks: bool = False
    after: str = ""
    before: str = ""
    running: str = ""
    once: bool = False
    is_public: bool = False
    issues: str = ""


@dataclass(frozen=True, kw_only=True)
class ItemKind:
    """Things that are followed one by one, such as the links of a notice."""

    name: Words
    kind: str
    required: bool
    states: Mapping[str, Words]

    @property
    def first(self) -> str:
        return next(iter(self.states))


@dataclass(frozen=True, kw_only=True)
class Flow:
    """One kind of hand-over.

    ``to``: kinds of desks that may have it. ``is_inbound``: the partner asks, the centre answers.
    ``papers``: checklist; ``needs_for``: right type → papers it needs besides. ``profile``: how much
    of a person the partner may see. ``grounds``: of which one or more have to be given. ``only_once``:
    never a second time for the same desk. ``resumes_after``: a clock whose end lets counting go on.
    """

    code: str
    name: Words
    about: Words
    source: Words
    to: tuple[str, ...]
    papers: str
    profile: str
    start: str
    states: Mapping[str, State]
    acts: Mapping[str, Step]
    items: ItemKind | None = None
    needs_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    grounds: Mapping[str, Words] = field(default_factory=dict)
    only_rights: tuple[str, ...] = ()
    opening_starts: tuple[Started, ...] = ()
    resumes_after: str = ""
    is_inbound: bool = False
    only_once: bool = False

    def rules(self) -> Iterator[str]:
        """Every rule of the law book that the flow counts by."""
        yield from (each.rule for each in self.opening_starts)
        for act in self.acts.values():
            yield from (each.rule for each in act.starts)
            yield from (*act.meets, *act.pauses)
            yield from (rule for rule in (act.after, act.before, act.running) if rule)
        if self.resumes_after:
            yield self.resumes_after

    def problems(self) -> Iterator[str]:
        """What is wrong with the definition by itself."""
        named = {self.start} | {act.to for act in self.acts.values()}
        named |= {state for act in self.acts.values() for state in act.from_states}
        yield from (f"{self.code}: no state {state}" for state in named - set(self.states))
        reached = {self.start} | {act.to for act in self.acts.values()}
        yield from (f"{self.code}: nothing leads to {s}" for s in set(self.states) - reached)
        left = {state for act in self.acts.values() for state in act.from_states}
        for code, state in self.states.items():
            if state.is_end == (code in left):
                yield f"{self.code}: {code} is an end, or nothing leads on"
        for code, act in self.acts.items():
            if act.by not in SIDES:
                yield f"{self.code}: {code} is nobody's act"
            if set(act.takes) - {"reasons", "number"}:
                yield f"{self.code}: {code} takes what nobody can give"
        if self.profile not in PROFILES:
            yield f"{self.code}: no such profile"


_converter = make_converter(forbid_extra_keys=True)
_converter.register_structure_hook(
    Step,
    make_dict_structure_fn(
        Step, _converter, from_states=override(rename="from"), _cattrs_forbid_extra_keys=True
    ),
)


@cache
def flows() -> Mapping[str, Flow]:
    """Every flow, by code, in the order of the files. Raises: ValueError naming every mistake."""
    found: dict[str, Flow] = {}
    for path in sorted(FLOWS.glob("*.yaml")):
        for code, entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).items():
            if not code.startswith(SHARED):
                found[code] = _converter.structure({"code": code, **entry}, Flow)
    wrong = [problem for each in found.values() for problem in each.problems()]
    if wrong:
        raise ValueError("; ".join(wrong))
    return found


def flow(code: str) -> Flow:
    """Raises: KeyError."""
    return flows()[code]
