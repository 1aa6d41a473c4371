"""The name of a fetched file, from header, link and address, none of them trusted.

Belongs here: choosing and cleaning a name. Does not: deciding what the file is (see `media_types`).
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import parse_qsl, unquote, unquote_to_bytes, urlsplit

from pipelines.collect.addresses import DOCUMENT_EXTENSIONS, IMAGE_EXTENSIONS

_EXTENDED: Final = re.compile(r"(?i)filename\*\s*=\s*([\w-]*)'[^']*'([^;\s]+)")
_PLAIN: Final = re.compile(r"(?i)filename\s*=\s*(\"(?:[^\"\\]|\\.)*\"|[^;]+)")
_FORBIDDEN: Final = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_MAX: Final = 180


def file_name(url: str, disposition: bytes | None, link_text: str) -> str:
    """A name to show: the header's, else the link's text with the address's extension, else the address's."""
    header = disposition_name(disposition) if disposition else None
    if header:
        return header
    from_address = _of_address(url)
    suffix = PurePosixPath(from_address).suffix.lower()
    text = clean_name(link_text)
    if re.search(r"[\u4e00-\u9fff]", text):
        return text if PurePosixPath(text).suffix.lower() == suffix or not suffix else f"{text}{suffix}"
    return from_address or text or "unnamed"


def disposition_name(value: bytes) -> str | None:
    """The file name in a Content-Disposition header: RFC 5987 first, then raw or quoted bytes.

    Chinese servers write GBK or UTF-8 bytes as they are, percent-encode them, or both.
    """
    text = value.decode("latin-1")
    if match := _EXTENDED.search(text):
        charset, quoted = match.groups()
        return clean_name(_text_of(unquote_to_bytes(quoted), charset)) or None
    if match := _PLAIN.search(text):
        raw = match.group(1).strip()
        if raw.startswith('"'):
            raw = re.sub(r"\\(.)", r"\1", raw[1:-1])
        encoded = raw.encode("latin-1")
        if re.search(rb"%[0-9A-Fa-f]{2}", encoded):
            encoded = unquote_to_bytes(encoded)
        return clean_name(_text_of(encoded, "")) or None
    return None


def _text_of(raw: bytes, charset: str) -> str:
    for encoding in filter(None, ("utf-8", charset, "gb18030")):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("utf-8", "replace")


def _of_address(url: str) -> str:
    parts = urlsplit(url)
    name = clean_name(unquote(parts.path))
    if PurePosixPath(name).suffix[1:].lower() in DOCUMENT_EXTENSIONS | IMAGE_EXTENSIONS:
        return name
    for _, value in parse_qsl(parts.query):
        if PurePosixPath(value).suffix[1:].lower() in DOCUMENT_EXTENSIONS:
            return clean_name(value)
    return name


def clean_name(name: str) -> str:
    """The last part of a path without anything a file system or a terminal would stumble over."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    last = " ".join(_FORBIDDEN.sub("", last).split()).strip(". ")
    if len(last) <= _MAX:
        return last
    suffix = PurePosixPath(last).suffix
    suffix = suffix if len(suffix) <= 6 else ""
    return last[: _MAX - len(suffix)] + suffix
