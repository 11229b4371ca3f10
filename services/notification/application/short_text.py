"""A notice in one text message: signature, what happened, which matter; no link, no fact of the matter."""

from collections.abc import Mapping
from typing import Any

import jinja2

from services.notification.application.compose import Letterhead, Unwritable, cleaned, written
from services.notification.application.matter_words import DISCREET, template_of
from services.notification.domain.notice import Notice

LONGEST = 70
"""Characters of one segment in UCS-2."""
_MORE = {"zh": "详情请登录门户或拨打12330。", "en": " See the portal or call 12330."}


def short_text(notice: Notice, person: Mapping[str, Any], letterhead: Letterhead) -> str:
    """The subject of the mail, which stands by itself, and where to learn more. Raises: Unwritable."""
    language = person["language"] if person["language"] in _MORE else "zh"
    facts = cleaned({**notice.data, **person["facts"]})
    try:
        template = template_of(notice.template, person)
        subject = written(notice, facts, letterhead, language, template).subject
    except (jinja2.TemplateError, LookupError, ValueError, TypeError) as problem:
        raise Unwritable(f"cannot_be_written {type(problem).__name__}") from problem
    if template == DISCREET:
        return subject
    text = subject + _MORE[language]
    return text if len(text) <= LONGEST else subject
