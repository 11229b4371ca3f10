"""Citizens as the services know them: no account, one matter, one side."""

from chassis.principal import Principal

COMPLAINANT, RESPONDENT = "complainant", "respondent"


def citizen(receipt_no: str, side: str) -> Principal:
    """Somebody who has shown what opens one matter."""
    return Principal(subject=f"citizen:{receipt_no}", roles=frozenset({side}), matter=receipt_no)
