"""What a file is, told from its bytes; its name is never believed.

Belongs here: magic bytes, the first words of texts, the closed list of media types.
Does not: reading any content; what lies inside zip and OLE files (`office_types`).
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from pipelines.collect.office_types import (
    DOC,
    DOCX,
    ENCRYPTED_OFFICE,
    ODP,
    ODS,
    ODT,
    OFD,
    OLE,
    PPT,
    PPTX,
    XLS,
    XLSB,
    XLSX,
    ZIP,
    ole_type,
    zip_type,
)

__all__ = [
    "CONTAINERS",
    "DOC",
    "DOCX",
    "ENCRYPTED_OFFICE",
    "FLAT_ODF",
    "HTML",
    "MHTML",
    "ODP",
    "ODS",
    "ODT",
    "OFD",
    "OLE",
    "PDF",
    "PPT",
    "PPTX",
    "RAR",
    "RTF",
    "SEVEN_ZIP",
    "SPREADSHEETML",
    "TEXT",
    "UNKNOWN",
    "WORDML",
    "XLS",
    "XLSB",
    "XLSX",
    "ZIP",
    "decode_text",
    "media_type_of",
    "media_type_of_file",
]

PDF: Final = "application/pdf"
TEXT: Final = "text/plain"
HTML: Final = "text/html"
RAR: Final = "application/vnd.rar"
SEVEN_ZIP: Final = "application/x-7z-compressed"
MHTML: Final = "multipart/related"
RTF: Final = "application/rtf"
SPREADSHEETML: Final = "application/vnd.ms-excel+xml"
WORDML: Final = "application/vnd.ms-word+xml"
FLAT_ODF: Final = "application/vnd.oasis.opendocument.flat+xml"
UNKNOWN: Final = "application/octet-stream"

CONTAINERS: Final = frozenset({ZIP, RAR, SEVEN_ZIP})
"""Types that are opened; what they hold is archived file by file."""

_PREFIXES: Final = (
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_ZIP_PREFIXES: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_PREFIX: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_READ_WHOLE: Final = 8 * 1024 * 1024
_PDF_WITHIN: Final = 1024  # readers accept a PDF whose header stands within the first kilobyte
_START: Final = 4096
_HTML_START: Final = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|style|table|script|div|p|span|frameset|iframe|center)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_WITHIN: Final = re.compile(r"<html[\s>]", re.IGNORECASE)
_MHTML_START: Final = re.compile(
    r"(?:MIME-Version|From|Subject|Date|Content-Type|Snapshot-Content)\b[^\n]*:", re.I
)
_XML_ROOTS: Final = (
    (re.compile(r"<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet"), SPREADSHEETML),
    (re.compile(r"<(?:\w+:)?wordDocument\b|<pkg:package\b"), WORDML),
    (re.compile(r"<office:document\b"), FLAT_ODF),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def media_type_of(content: bytes) -> str:
    """The media type of a whole file; `application/octet-stream` when it is none of those known."""
    for prefix, media_type in _PREFIXES:
        if content.startswith(prefix):
            return media_type
    if content.startswith(_ZIP_PREFIXES):
        return zip_type(content)
    if content.startswith(_OLE_PREFIX):
        return ole_type(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[:2] == b"BM" and int.from_bytes(content[2:6], "little") == len(content):
        return "image/bmp"
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return PDF
    return _text_kind(content)


def media_type_of_file(path: Path) -> str:
    """The media type of a file on disk, told like `media_type_of` without reading a large one into memory."""
    size = path.stat().st_size
    if size <= _READ_WHOLE:
        return media_type_of(path.read_bytes())
    with path.open("rb") as file:
        head = file.read(_READ_WHOLE)
    if head.startswith(_ZIP_PREFIXES):
        return zip_type(path)
    if head.startswith(_OLE_PREFIX):
        return ole_type(path)
    if head[:2] == b"BM" and int.from_bytes(head[2:6], "little") == size:
        return "image/bmp"
    known = media_type_of(head)
    return UNKNOWN if known in (TEXT, HTML) else known  # no text of that size is a disclosure


def _text_kind(content: bytes) -> str:
    # Markup declares itself in ASCII and is read even where some of its bytes are broken.
    markup = _markup_type(_first_words(content))
    if markup is not None:
        return markup
    return UNKNOWN if not content or decode_text(content) is None else TEXT


def _first_words(content: bytes) -> str:
    head = content[:_START]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    else:
        text = head.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    return text.lstrip("\ufeff \t\r\n")


def _markup_type(start: str) -> str | None:
    if start.startswith("{\\rtf"):
        return RTF
    if _MHTML_START.match(start) and "multipart/related" in start.lower():
        return MHTML
    for mark, media_type in _XML_ROOTS if start.startswith("<") else ():
        if mark.search(start):
            return media_type
    return HTML if _HTML_START.match(start) or _HTML_WITHIN.search(start) else None


def decode_text(content: bytes) -> str | None:
    """The text of a plain text file in UTF-8, UTF-16 (with mark) or GB18030; None when it is no text."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text
    return None
