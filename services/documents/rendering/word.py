"""Word files from templates: python-docx-template in the sandbox."""

import io
from collections.abc import Mapping
from typing import Any

import segno
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from services.documents.rendering.built_in import saved
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
    picture = io.BytesIO()
    segno.make(check_url, error="m").save(picture, kind="png", scale=6, border=0)
    picture.seek(0)
    shown = {**values, "qr": InlineImage(word, picture, height=Mm(13))}
    word.render(shown, environment(for_xml=True), autoescape=True)
    return saved(word.docx)
