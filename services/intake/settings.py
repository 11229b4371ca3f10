"""Intake's settings."""

import base64
from dataclasses import dataclass
from typing import cast

from chassis.service import Service
from chassis.settings import CoreSettings, setting

_LEAST_OCTETS = 24


@dataclass(frozen=True, kw_only=True)
class IntakeSettings(CoreSettings):
    """What every service is told, and where people call from."""

    area_code: str = setting("area code that is put before local telephone numbers", default="0375")
    city: str = setting("GB/T 2260 code of the city, six digits ending in 00", default="410400")

    cti_secret: str = setting(
        "signs the signals of the telephone system (whsec_ and base64); empty: there is none",
        default="",
        secret=True,
    )

    clamd: str = setting(
        "where clamd listens, host:port or the path of its socket (StreamMaxLength at least 500M);"
        " empty: files are not scanned",
        default="",
    )

    tsa_url: str = setting(
        "http address of a time-stamping authority (RFC 3161) that stamps each daily root;"
        " empty: there is none",
        default="",
    )

    def problems(self) -> list[str]:
        """What is wrong with the settings taken together."""
        found = super().problems()
        if not (self.area_code.isdigit() and self.area_code.startswith("0")):
            found.append("HUHANG_AREA_CODE must be an area code such as 0375")
        if not (len(self.city) == 6 and self.city.isdigit() and self.city.endswith("00")):
            found.append("HUHANG_CITY must be the code of a city such as 410400")
        if self.cti_secret and not _is_secret(self.cti_secret):
            found.append("HUHANG_CTI_SECRET must be whsec_ and at least 24 octets in base64")
        if self.tsa_url and not self.tsa_url.startswith(("http://", "https://")):
            found.append("HUHANG_TSA_URL must begin with http:// or https://")
        return found


def _is_secret(text: str) -> bool:
    try:
        return len(base64.b64decode(text.removeprefix("whsec_"), validate=True)) >= _LEAST_OCTETS
    except ValueError:
        return False


SETTINGS = IntakeSettings


def settings_of(service: Service) -> IntakeSettings:
    """The settings of a service that intake's bootstrap has built."""
    return cast(IntakeSettings, service.settings)
