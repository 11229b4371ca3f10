"""Taking out of files who made them, where and with what: EXIF, document properties, authors.

What a picture or a document shows stays; what is not known to be removable is not taken from a
reporter who gives no name. A picture is turned upright first, since that stands in the EXIF too.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

_OFFICE = "application/vnd.openxmlformats-officedocument."
_PROPERTIES = re.compile(r"docProps/(core|app|custom)\.xml")
_EMPTY = {
    "core": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "app": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "custom": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
_AUTHORS = re.compile(rb'(w:author|w:initials|lastModifiedBy|userName)="[^"]*"')
_SAVED_AS: Mapping[str, str] = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_LONGEST_SIDE = 20_000
_TRACES = (b"Exif\x00\x00", b"<x:xmpmeta")


class NotRemovable(Exception):
    """Of this kind of file nobody can promise that it says nothing about its author."""


def without_metadata(media_type: str, content: BinaryIO) -> bytes:
    """The same file without a trace of its author. Raises: NotRemovable."""
    clean = _clean_for(media_type)
    try:
        return clean(content)
    except (UnidentifiedImageError, PyPdfError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise NotRemovable(media_type) from error


def _clean_for(media_type: str) -> Callable[[BinaryIO], bytes]:
    if media_type in _SAVED_AS:
        return lambda content: _picture(content, _SAVED_AS[media_type])
    if media_type == "application/pdf":
        return _pdf
    if media_type.startswith(_OFFICE):
        return _office
    raise NotRemovable(media_type)


def _picture(content: BinaryIO, form: str) -> bytes:
    with Image.open(content) as picture:
        if max(picture.size) > _LONGEST_SIDE:
            raise NotRemovable(form)
        upright = ImageOps.exif_transpose(picture)
        # A new picture from the pixels alone: whatever else the file carried has no place in it.
        mode = "RGB" if form == "JPEG" else "RGBA" if "A" in upright.getbands() else "RGB"
        bare = Image.new(mode, upright.size)
        bare.paste(upright.convert(mode))
    buffer = io.BytesIO()
    bare.save(buffer, form, **({"quality": 92} if form != "PNG" else {}))
    return buffer.getvalue()


def _pdf(content: BinaryIO) -> bytes:
    reader = PdfReader(content)
    if reader.is_encrypted or reader.attachments:
        raise NotRemovable("application/pdf")
    writer = PdfWriter()
    for page in reader.pages:
        for name in ("/Metadata", "/PieceInfo", "/LastModified", "/Annots"):
            page.pop(name, None)
        writer.add_page(page)
    writer.metadata = None
    buffer = io.BytesIO()
    writer.write(buffer)
    if any(trace in buffer.getvalue() for trace in _TRACES):
        # A photo inside the document carries its own.
        raise NotRemovable("application/pdf")
    return buffer.getvalue()


def _office(content: BinaryIO) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename.startswith(("word/media/", "xl/media/", "ppt/media/")):
                # Pictures inside may say where they were taken; they are cleaned the same way.
                new.writestr(_bare(entry.filename), _media(entry.filename, old.read(entry)))
                continue
            found = _PROPERTIES.fullmatch(entry.filename)
            body = _EMPTY[found[1]] if found else old.read(entry)
            if entry.filename.endswith(".xml"):
                body = _AUTHORS.sub(lambda m: m[1] + b'=""', body)
            new.writestr(_bare(entry.filename), body)
    return buffer.getvalue()


def _media(name: str, body: bytes) -> bytes:
    kinds = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
    form = kinds.get(name.rsplit(".", 1)[-1].casefold())
    if form is None:
        raise NotRemovable(name)
    return _picture(io.BytesIO(body), form)


def _bare(name: str) -> zipfile.ZipInfo:
    """An entry without a time of day."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
