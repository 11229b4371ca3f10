"""Trying a package against what its receiver takes, before anybody approves or sends it. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lawbook.checklists import ChecklistItem
from services.referral.domain.paper import Paper

MISSING, WRONG_FORM, TOO_LARGE = "paper_missing", "form_not_taken", "package_too_large"
BYTES_OF_MB = 1024 * 1024
_BETWEEN = re.compile(r"[\s,，、;；]+")


@dataclass(frozen=True)
class PackageRules:
    """``forms``: endings of files that the receiver reads, none for any; ``most_mb``: 0 for any size."""

    forms: tuple[str, ...] = ()
    most_mb: int = 0


@dataclass(frozen=True)
class Finding:
    """One thing that the receiver would send back; ``what`` in Chinese and English."""

    code: str
    zh: str
    en: str


def forms_of(text: str) -> tuple[str, ...]:
    """Endings as somebody wrote them down: lower case, without dots, each once."""
    found = (each.lstrip(".").lower() for each in _BETWEEN.split(text))
    return tuple(dict.fromkeys(each for each in found if each))


def dry_run(
    missing: Iterable[ChecklistItem], papers: Sequence[Paper], rules: PackageRules
) -> tuple[Finding, ...]:
    """What is missing, in a wrong form or too large; nothing for a package that may go."""
    found = [Finding(MISSING, each.zh, each.en) for each in missing]
    files = [each.file for each in papers if each.file is not None]
    if rules.forms:
        found += [
            Finding(WRONG_FORM, file.name, file.name)
            for file in files
            if ending_of(file.name) not in rules.forms
        ]
    total = sum(file.size for file in files) + sum(len(each.text.encode()) for each in papers)
    if rules.most_mb and total > rules.most_mb * BYTES_OF_MB:
        size = f"{total / BYTES_OF_MB:.1f} MB"
        found.append(Finding(TOO_LARGE, size, size))
    return tuple(found)


def ending_of(name: str) -> str:
    """The ending of a file name in lower case, without its dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""
