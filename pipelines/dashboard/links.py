"""Addresses of pages, relative to the page they stand on.

Belongs here: names of pages and how one leads to another. Does not: what is on a page.

Relative addresses work from disk, below any prefix of a web server, and on our own server alike. From disk
there is no server that answers a folder with its `index.html`, so an export spells it out.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("zh", "en")
SHORT_ID: Final = 12
"""Digits of a document's id that its address shows: as many as ids of figures begin with."""


def slug(unit_id: str) -> str:
    """A unit's name in addresses: ASCII, whatever the id is made of, so that any web server can hold it."""
    return "u" + hashlib.sha256(unit_id.encode()).hexdigest()[:10]


def period_slug(fiscal_year: int | None, kind: str) -> str:
    """A year and kind in addresses, such as `2026-budget`."""
    return f"{fiscal_year or 'unknown'}-{kind}"


def viewer_path(document_id: str, page: int | None) -> str:
    """The page viewer of a document, opened at a page."""
    return f"doc/{document_id[:SHORT_ID]}/{page or 1}/"


def document_path(document_id: str) -> str:
    """The page about a document."""
    return f"doc/{document_id[:SHORT_ID]}/"


def unit_path(unit_id: str) -> str:
    """The page about a unit."""
    return f"unit/{slug(unit_id)}/"


def image_path(document_id: str, page: int) -> str:
    """The picture of a document's page; the same for all languages."""
    return f"image/{document_id[:SHORT_ID]}/{page}.webp"


@dataclass(frozen=True, slots=True)
class Links:
    """Makes addresses for the page at `path` (without language, such as `unit/u1234/`)."""

    language: str
    path: str
    spelled_out: bool = False
    """Folders end in `index.html`, for reading from disk."""

    def to(self, path: str, fragment: str = "", language: str | None = None) -> str:
        """The address of another page of the same, or of another, language."""
        target = f"{language or self.language}/{path}"
        if self.spelled_out and (not target or target.endswith("/")):
            target += "index.html"
        anchor = f"#{fragment}" if fragment else ""
        return f"{self._up}{target}{anchor}"

    def file(self, path: str) -> str:
        """The address of a file that all languages share: styles, scripts, pictures, data."""
        return f"{self._up}{path}"

    @property
    def _up(self) -> str:
        depth = f"{self.language}/{self.path}".count("/")
        return "../" * depth
