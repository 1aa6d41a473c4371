"""What lies inside a zip or OLE file, told from its parts.

Belongs here: media types of office formats. Does not: reading what the parts hold.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Final

import olefile

ZIP: Final = "application/zip"
OLE: Final = "application/x-ole-storage"
ENCRYPTED_OFFICE: Final = "application/vnd.ms-office.encrypted"
DOC: Final = "application/msword"
XLS: Final = "application/vnd.ms-excel"
PPT: Final = "application/vnd.ms-powerpoint"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSB: Final = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT: Final = "application/vnd.oasis.opendocument.text"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
ODP: Final = "application/vnd.oasis.opendocument.presentation"
OFD: Final = "application/ofd"

_OPEN_DOCUMENTS: Final = {ODT, ODS, ODP}
_STREAMS: Final = (
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
    ("EncryptedPackage", ENCRYPTED_OFFICE),
)
_MOST_MIMETYPE_BYTES: Final = 256


def _openable(content: bytes | Path) -> io.BytesIO | Path:
    return io.BytesIO(content) if isinstance(content, bytes) else content


def zip_type(content: bytes | Path) -> str:
    """The type of a zip: an office document, OFD, or a plain (perhaps broken) zip."""
    try:
        with zipfile.ZipFile(_openable(content)) as archive:
            # Some writers put a slash before the names or write backslashes.
            names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
            declared = _declared(archive, names.get("mimetype"))
    except (zipfile.BadZipFile, ValueError, OSError):
        return ZIP  # broken, and to be reported as a broken zip
    if "ofd.xml" in names:
        return OFD
    if declared in _OPEN_DOCUMENTS:
        return declared
    if "[content_types].xml" in names:
        if "xl/workbook.bin" in names:
            return XLSB
        for folder, media_type in (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX)):
            if any(name.startswith(folder) for name in names):
                return media_type
    return ZIP


def _declared(archive: zipfile.ZipFile, name: str | None) -> str:
    """What an OpenDocument file says of itself in its first part."""
    if name is None or archive.getinfo(name).file_size > _MOST_MIMETYPE_BYTES:
        return ""
    try:
        return archive.read(name).decode("ascii", "replace").strip().removesuffix("-template")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error):
        return ""


def ole_type(content: bytes | Path) -> str:
    """The type of a compound file by its streams; by their names in the raw bytes when it is damaged."""
    try:
        with olefile.OleFileIO(_openable(content)) as ole:
            # Streams of embedded objects lie deeper: only the top level says what the file is.
            top = {path[0].lower() for path in ole.listdir() if len(path) == 1}
    except (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError):
        # A damaged file too large to be held in memory stays unknown.
        known = content if isinstance(content, bytes) else b""
        top = {n.lower() for n, _ in _STREAMS if (n + "\0").encode("utf-16-le") in known}
    return next((media_type for name, media_type in _STREAMS if name.lower() in top), OLE)
