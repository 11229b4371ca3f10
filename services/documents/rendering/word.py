"""Word files from templates: python-docx-template in the sandbox."""

import ctypes
import gc
import io
import itertools
from collections.abc import Mapping
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from services.documents.rendering.built_in import saved
from services.documents.rendering.qr import qr_png
from services.documents.rendering.sandbox import environment


class Word(DocxTemplate):  # type: ignore[misc]
    """A template of docxtpl's whose parts we can look into."""

    def sources(self) -> list[str]:
        """The Jinja source of every part that is filled."""
        self.init_docx()
        found = [self.patch_xml(self.get_xml())]
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            for _key, part in self.get_headers_footers(uri):
                found.append(self.patch_xml(self.get_part_xml(part)))
        found += [
            self.patch_xml(part.blob.decode("utf-8"))
            for part in self.docx.part.package.iter_parts()
            if part.content_type.endswith(".footnotes+xml")
        ]
        properties = self.docx.core_properties
        found += [
            getattr(properties, name) or ""
            for name in ("author", "comments", "identifier", "language", "subject", "title")
        ]
        return found


def word_of(template: bytes, values: Mapping[str, Any], check_url: str) -> bytes:
    """The Word file of a paper; the same bytes for the same input.

    Raises: what docxtpl raises for a template that was not checked.
    """
    word = Word(io.BytesIO(template))
    word.init_docx()
    shown = {**values, "qr": InlineImage(word, qr_png(check_url), height=Mm(13))}
    word.render(shown, environment(for_xml=True), autoescape=True)
    made = saved(word.docx)
    _tidy()
    return made


_since_tidy = itertools.count(1)
_TIDY_EVERY = 50


def _tidy() -> None:
    """Give memory back now and then.

    python-docx leaves cycles of small trees behind; glibc keeps their holes, and a worker that made a
    thousand papers held 200 MB of them.
    """
    if next(_since_tidy) % _TIDY_EVERY == 0:
        gc.collect()
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
