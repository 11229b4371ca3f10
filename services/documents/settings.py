"""Documents' settings."""

from dataclasses import dataclass
from pathlib import Path

from chassis.settings import CoreSettings, setting


@dataclass(frozen=True, kw_only=True)
class DocumentsSettings(CoreSettings):
    """Who issues papers, and with which fonts."""

    operator: str = setting(
        "承办单位 at the foot of each page", default="平顶山市知识产权维权援助中心"
    )
    office_word: str = setting(
        "word that begins the office's document numbers (机关代字)", default="平知援"
    )
    fonts: Path | None = setting(
        "folder of further fonts for PDF, such as 仿宋_GB2312; they are taken before the free ones",
        default=None,
        parse=Path,
    )

    def problems(self) -> list[str]:
        """What is wrong with the settings taken together."""
        found = super().problems()
        if not 1 <= len(self.office_word) <= 20:
            found.append("HUHANG_OFFICE_WORD must have 1 to 20 characters")
        if not self.operator.strip():
            found.append("HUHANG_OPERATOR must not be empty")
        if self.fonts is not None and not self.fonts.is_dir():
            found.append("HUHANG_FONTS must be a folder that is there")
        return found


SETTINGS = DocumentsSettings
