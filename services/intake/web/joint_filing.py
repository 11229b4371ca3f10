"""People who file together, and agents: names as they are typed, and what the order asks of them."""

import re
from typing import Any

from chassis.validation import Coded

REPRESENTATIVES = 2
MOST_TOGETHER = 50
AGENT = "agent"
_BETWEEN = re.compile(r"[\n、，,；;]+")


def names_in(text: str) -> tuple[str, ...]:
    """Names with a comma, a semicolon or a line break between them, each once."""
    found = (" ".join(each.split()) for each in _BETWEEN.split(text))
    return tuple(dict.fromkeys(each for each in found if each))


def check_joint(data: dict[str, Any], asked: Any) -> None:
    """Who files with others names the two of them who speak for all.

    Law: SAMR121 art. 12 (two representatives, chosen in writing)
    """
    together = names_in(data.get("co_filers", ""))
    speak = names_in(data.get("representatives", ""))
    if len(together) > MOST_TOGETHER:
        raise Coded("too_many", at="co_filers", max=MOST_TOGETHER)
    if "representatives" not in asked or not (together or speak):
        return
    everybody = {data.get("holder_name", ""), data.get("contact_name", ""), *together}
    if not together or len(speak) != REPRESENTATIVES or not everybody.issuperset(speak):
        raise Coded("representatives_wrong", at="representatives")


def check_mandate(data: dict[str, Any], asked: Any) -> None:
    """An agent says what for and until when. Law: SAMR121 art. 11"""
    if "mandate" in asked and data.get("holder_role") == AGENT and not data.get("mandate", "x"):
        raise Coded("mandate_missing", at="mandate")
