"""How much of persons a receiver may see: police, another body, or the public."""

from collections.abc import Mapping
from typing import Any

POLICE, BODY, PUBLIC = "police", "body", "public"


def parties_text(profile: str, parties: Mapping[str, Any], *, releases_identity: bool) -> str:
    """The sheet about the parties; who reported stands in it only where it was released.

    A reporter in confidence is hidden by intake already, so nothing here can name one.
    Law: SAMR121 art. 37; 个人信息保护法 art. 6 (no more than is needed)
    """
    lines = [f"权利类型：{parties['right_type'] or '—'} {parties['right_number']}".rstrip()]
    respondent = str(parties["respondent_name"] or "不清楚")
    if profile == PUBLIC:
        return "\n".join([*lines, f"被投诉人：{masked(respondent)}"])
    lines.append(f"被投诉人：{respondent}")
    if parties["respondent_address"]:
        lines.append(f"被投诉人地址：{parties['respondent_address']}")
    holder = str(parties["holder_name"])
    knows_name = releases_identity or profile == POLICE
    lines.append(f"投诉人：{holder if knows_name else masked(holder)}")
    if releases_identity:
        lines.append(f"联系人：{parties['contact_name']} {parties['contact_phone']}".rstrip())
    return "\n".join(lines)


def masked(name: str) -> str:
    """The first character and stars; bodies keep the last two, so that their kind is seen."""
    bare = name.strip()
    if len(bare) <= 1:
        return "*"
    is_body = len(bare) > 4
    return (
        f"{bare[0]}{'*' * (len(bare) - 3)}{bare[-2:]}"
        if is_body
        else bare[0] + "*" * (len(bare) - 1)
    )
