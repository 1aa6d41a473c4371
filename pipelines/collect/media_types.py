"""What a file is, told from its bytes; its name is never believed.

Belongs here: magic bytes and the closed list of media types. Does not: reading any content.
"""

from __future__ import annotations

import codecs
import io
import mmap
import re
import zipfile
from pathlib import Path
from typing import BinaryIO, Final

PDF: Final = "application/pdf"
TEXT: Final = "text/plain"
HTML: Final = "text/html"
ZIP: Final = "application/zip"
RAR: Final = "application/vnd.rar"
SEVEN_ZIP: Final = "application/x-7z-compressed"
OLE: Final = "application/x-ole-storage"
DOC: Final = "application/msword"
XLS: Final = "application/vnd.ms-excel"
PPT: Final = "application/vnd.ms-powerpoint"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OFD: Final = "application/ofd"
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
_HTML_START: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|script|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def media_type_of(content: bytes) -> str:
    """The media type of a whole file; `application/octet-stream` when it is none of those known."""
    for prefix, media_type in _PREFIXES:
        if content.startswith(prefix):
            return media_type
    if content.startswith(_ZIP_PREFIXES):
        return _zip_kind(content)
    if content.startswith(_OLE_PREFIX):
        return _ole_kind(content)
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
            return _zip_kind(file)
        if head.startswith(_OLE_PREFIX):
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                return _ole_kind(content)
    if head[:2] == b"BM" and int.from_bytes(head[2:6], "little") == size:
        return "image/bmp"
    known = media_type_of(head)
    return UNKNOWN if known in (TEXT, HTML) else known  # no text of that size is a disclosure


def _zip_kind(content: bytes | BinaryIO) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return ZIP  # broken, and to be reported as a broken zip
    if "OFD.xml" in names:
        return OFD
    if "[Content_Types].xml" in names:
        for folder, media_type in (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX)):
            if any(name.startswith(folder) for name in names):
                return media_type
    return ZIP


def _ole_kind(content: bytes | mmap.mmap) -> str:
    # Directory entries of a compound file carry the stream's name in UTF-16.
    for stream, media_type in (
        ("WordDocument", DOC),
        ("Workbook", XLS),
        ("Book", XLS),
        ("PowerPoint Document", PPT),
    ):
        if content.find((stream + "\0").encode("utf-16-le")) >= 0:
            return media_type
    return OLE


def _text_kind(content: bytes) -> str:
    if not content or decode_text(content) is None:
        return UNKNOWN
    start = content.removeprefix(codecs.BOM_UTF8)
    return HTML if _HTML_START.match(start) or b"<html" in start[:2048].lower() else TEXT


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
