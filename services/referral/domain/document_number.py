"""Numbers of official papers as people type them."""

import re

_YEAR = re.compile(r"[〔\[(（【［]\s*((?:19|20)\d\d)\s*[〕\])）】］]")


def normalised(number: str) -> str:
    """The number with its year in 〔〕, whatever brackets were typed, and no blanks around it."""
    return _YEAR.sub(r"〔\1〕", number.strip())
