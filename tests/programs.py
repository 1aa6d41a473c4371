"""Real programs for tests that need them, with the reason for skipping where they are absent.

Belongs here: marks and one conversion helper. Does not: fixtures with content.
"""

from __future__ import annotations

import shutil

import pytest

from pipelines.extract.office.soffice import convert
from pipelines.programs import LIBREOFFICE

needs_libreoffice = pytest.mark.skipif(
    LIBREOFFICE.find() is None,
    reason="LibreOffice is not on this machine: see `gongkai doctor`",
)

# What LibreOffice calls the old binary formats.
FILTERS = {"xls": "xls:MS Excel 97", "doc": "doc:MS Word 97", "ods": "ods:calc8", "odt": "odt:writer8"}


def converted(content: bytes, suffix: str, target: str) -> bytes:
    """The file as the real program writes it in another format."""
    return convert(content, suffix, FILTERS.get(target, target))


def chromium() -> str | None:
    """A Chromium or Chrome of this machine."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


needs_chromium = pytest.mark.skipif(
    chromium() is None,
    reason="no Chromium on this machine (Debian/Ubuntu: apt-get install chromium)",
)
