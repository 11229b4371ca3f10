"""The forms of a matter that change what stands there, put beside what somebody else stored meanwhile."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from gateway.clients.calling import Versioned
from gateway.code_lists import options
from gateway.forms.changes import CORRECTABLE, OF_PERSON
from gateway.forms.complaint import LABELS
from gateway.pages.staff.comparing import Difference, Field, differences
from gateway.pages.staff.room import person_of

PREFIX = "correction-"


@dataclass(frozen=True)
class Comparison:
    """A form to send again: ``action`` leads there; ``differences`` are shown, all ``fields`` are sent."""

    action: str
    fields: tuple[Field, ...]
    differences: tuple[Difference, ...]

    @property
    def unasked(self) -> list[tuple[str, str]]:
        """(name, value) of every field that nobody is asked about."""
        kept = {each.field.name: each.kept for each in self.differences}
        return [
            (each.name, value)
            for each in self.fields
            for value in kept.get(each.name, each.values) or ()
        ]


def comparison(matter: Versioned, lane: str) -> Comparison | None:
    """The form of this request beside what is stored; None when nothing of it was changed meanwhile.

    ``lane``: the suggested one, which the form of a matter shows that nobody has sorted.
    """
    for endpoint, fields in (
        ("staff.matter_correction", corrections(matter)),
        ("staff.matter_triage", triage(matter, lane)),
    ):
        # By its fields, not its address: a form that waited for a new sign-in comes by another one.
        if apart := tuple(differences(fields)):
            action = url_for(endpoint, receipt_no=matter["receipt_no"])
            return Comparison(action, fields, apart)
    return None


def correctable(matter: Versioned) -> list[str]:
    """The fields that an officer may put right; nobody's who reports in confidence or without a name."""
    hidden = frozenset() if matter["identity"] == "named" else OF_PERSON
    return [name for name in CORRECTABLE if name not in hidden]


def corrections(matter: Versioned) -> tuple[Field, ...]:
    """The form of corrections as the matter stands."""
    last = {each["name"]: each for each in matter["corrections"]}
    return tuple(
        Field(
            name=PREFIX + name,
            label=LABELS[name],
            values=(str(matter["fields"][name]),),
            by=_person(last[name]["by"]) if name in last else "",
            at=last[name]["at"] if name in last else "",
        )
        for name in correctable(matter)
    )


def triage(matter: Versioned, lane: str) -> tuple[Field, ...]:
    """The form of sorting as the matter stands."""
    stored = matter["triage"] or {"lane": lane, "reason": ""}
    return (
        Field(name="lane", label=_("分到"), values=(stored["lane"],), words=_words("lanes")),
        Field(
            name="flags",
            label=_("标记"),
            values=tuple(matter["flags"]),
            words=_words("flags"),
            is_set=True,
        ),
        Field(name="triage-reason", label=_("理由"), values=(stored["reason"],)),
    )


def _words(group: str) -> dict[str, str]:
    return {each["value"]: each["text"] for each in options(group)}


def _person(actor: str) -> str:
    return person_of(actor) if actor.startswith("staff:") else _("投诉人")
