"""What a template may do: show its data, and leave out or repeat a part. Nothing else runs.

The grammar is a list of what is allowed, checked before a template is kept and again before it is
used; Jinja's own sandbox, emptied of functions, stands behind it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from unicodedata import category

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from services.documents.domain.wording import FILTERS

_HARMLESS = (
    nodes.If,
    nodes.Output,
    nodes.TemplateData,
    nodes.Const,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.CondExpr,
)
MOST_TAGS = 2000
LONGEST_TAG = 500


class NotAllowed(Exception):
    """A template wants more than to show its data; ``what`` names the construct."""

    def __init__(self, what: str) -> None:
        self.what = what[:80]
        super().__init__(self.what)


@dataclass
class Used:
    """The names of a template: ``names`` it asks for, ``parts`` as ``rows.column``."""

    names: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)


def environment(*, for_xml: bool) -> SandboxedEnvironment:
    """An environment without functions, tests or loaders; what a name lacks shows as nothing."""
    found = SandboxedEnvironment(autoescape=for_xml, finalize=_plain)
    found.globals.clear()
    found.tests.clear()
    found.filters.clear()
    found.filters.update(FILTERS)
    return found


def used_in(source: str) -> Used:
    """The names that a template uses. Raises: NotAllowed."""
    if source.count("{{") + source.count("{%") > MOST_TAGS:
        raise NotAllowed("too many tags")
    try:
        tree = environment(for_xml=False).parse(source)
    except (TemplateSyntaxError, RecursionError) as problem:
        raise NotAllowed(f"syntax: {problem}") from problem
    used = Used()
    for node in tree.body:
        _check(node, {}, used)
    return used


def _check(node: nodes.Node, loops: Mapping[str, str], used: Used) -> None:
    if isinstance(node, nodes.For):
        _check_loop(node, loops, used)
        return
    if isinstance(node, nodes.Getattr):
        _check_part(node, loops, used)
        return
    if isinstance(node, nodes.Name):
        used.names |= {node.name} - set(loops)
    elif isinstance(node, nodes.Filter):
        _check_filter(node)
    elif not isinstance(node, _HARMLESS):
        raise NotAllowed(type(node).__name__.lower())
    for child in node.iter_child_nodes():
        _check(child, loops, used)


def _check_filter(node: nodes.Filter) -> None:
    if node.name not in FILTERS or node.args or node.kwargs:
        raise NotAllowed(f"filter {node.name}")


def _check_loop(node: nodes.For, loops: Mapping[str, str], used: Used) -> None:
    """A loop over one list of the data; never one in another, so that its end is in sight."""
    if loops:
        raise NotAllowed("loop in a loop")
    is_plain = isinstance(node.target, nodes.Name) and isinstance(node.iter, nodes.Name)
    if not is_plain or node.recursive or node.test or node.else_:
        raise NotAllowed("loop over more than one list")
    used.names.add(node.iter.name)  # type: ignore[attr-defined]
    inner = {node.target.name: node.iter.name}  # type: ignore[attr-defined]
    for child in node.body:
        _check(child, inner, used)


def _check_part(node: nodes.Getattr, loops: Mapping[str, str], used: Used) -> None:
    owner = node.node
    if not isinstance(owner, nodes.Name) or owner.name not in loops or node.attr.startswith("_"):
        raise NotAllowed(f"attribute {node.attr}")
    used.parts.add(f"{loops[owner.name]}.{node.attr}")


def _plain(value: Any) -> Any:
    """Text without what neither XML nor our own marks can hold; a character unknown here stays.

    Python may know fewer characters than the world: what is unassigned to it can be a rare name.
    """
    if value is None:
        return ""
    if isinstance(value, str) and not value.isprintable():
        return type(value)("".join(_kept(each) for each in value))
    return value


def _kept(character: str) -> str:
    if character.isprintable() or character in "\n\u3000":
        return character
    if character.isspace():
        return " "
    is_of_text = category(character) in {"Co", "Cn"} and not _is_no_character(character)
    return character if is_of_text else ""


def _is_no_character(character: str) -> bool:
    """True for the code points that Unicode keeps out of texts for good, some of them out of XML too."""
    code = ord(character)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
