"""Finds the built style sheets and scripts: their names carry a hash of their content."""

import json
from functools import cached_property
from pathlib import Path

STATIC = Path(__file__).parent / "static"
URL = "/static/built/"


class AssetsNotBuilt(Exception):
    """The style sheets were not built; ``make setup`` builds them."""


class BuiltAssets:
    """What ``gateway/assets/build.py`` has built."""

    def __init__(self, folder: Path = STATIC / "built") -> None:
        self._folder = folder

    @cached_property
    def _manifest(self) -> dict[str, str]:
        try:
            return dict(json.loads((self._folder / "manifest.json").read_text()))
        except FileNotFoundError as problem:
            raise AssetsNotBuilt(str(self._folder)) from problem

    def url(self, name: str) -> str:
        """The address of a built file, such as ``public.css``. Raises: KeyError; AssetsNotBuilt."""
        return URL + self._manifest[name]
