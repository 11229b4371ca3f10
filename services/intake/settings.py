"""Intake's settings."""

from dataclasses import dataclass

from chassis.settings import CoreSettings, setting


@dataclass(frozen=True, kw_only=True)
class IntakeSettings(CoreSettings):
    """What every service is told, and where people call from."""

    area_code: str = setting("area code that is put before local telephone numbers", default="0375")
    city: str = setting("GB/T 2260 code of the city, six digits ending in 00", default="410400")

    def problems(self) -> list[str]:
        """What is wrong with the settings taken together."""
        found = super().problems()
        if not (self.area_code.isdigit() and self.area_code.startswith("0")):
            found.append("HUHANG_AREA_CODE must be an area code such as 0375")
        if not (len(self.city) == 6 and self.city.isdigit() and self.city.endswith("00")):
            found.append("HUHANG_CITY must be the code of a city such as 410400")
        return found


SETTINGS = IntakeSettings
