"""What a matter is called in a message, and which answer is promised for it."""

from collections.abc import Mapping
from typing import Any

DISCREET = "discreet"
"""The one template for whoever reported in confidence: it tells nothing but that there is news."""
_NAMES: Mapping[str, Mapping[str, str]] = {
    "zh": {"complaint": "投诉", "report": "举报", "consultation": "咨询", "aid": "援助申请"},
    "en": {
        "complaint": "complaint",
        "report": "report",
        "consultation": "question",
        "aid": "application for assistance",
    },
}
_ANY: Mapping[str, str] = {"zh": "事项", "en": "matter"}


def matter_word(facts: Mapping[str, Any], language: str) -> str:
    """The word for the kind of a matter; a general one where the kind is not known."""
    return _NAMES[language].get(str(facts.get("kind", "")), _ANY[language])


def template_of(template: str, person: Mapping[str, Any]) -> str:
    """The template that a person may get: whoever saw the message must not learn who reported."""
    return DISCREET if person.get("is_discreet") else template
