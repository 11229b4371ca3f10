"""Documents' settings."""

import os
from dataclasses import dataclass
from pathlib import Path

from chassis.settings import CoreSettings, setting


def _folders(text: str) -> tuple[Path, ...]:
    return tuple(Path(each) for each in text.split(os.pathsep) if each)


@dataclass(frozen=True, kw_only=True)
class DocumentsSettings(CoreSettings):
    """Who issues papers, and with which fonts."""

    operator: str = setting(
        "承办单位 at the foot of each page", default="平顶山市知识产权维权援助中心"
    )
    office_word: str = setting(
        "word that begins the office's document numbers (机关代字)", default="平知援"
    )
    fonts: tuple[Path, ...] = setting(
        "folders of further fonts for PDF, separated by colons: 仿宋_GB2312 and its like are taken before"
        " the free ones, others for characters that the free ones lack",
        default=(),
        parse=_folders,
    )

    def problems(self) -> list[str]:
        """What is wrong with the settings taken together."""
        found = super().problems()
        if not 1 <= len(self.office_word) <= 20:
            found.append("HUHANG_OFFICE_WORD must have 1 to 20 characters")
        if not self.operator.strip():
            found.append("HUHANG_OPERATOR must not be empty")
        if not all(each.is_dir() for each in self.fonts):
            found.append("HUHANG_FONTS must name folders that are there")
        return found


SETTINGS = DocumentsSettings
