"""A web page as the real LibreOffice writes it in office formats.

Belongs here: one call of the program. Does not: reading what it wrote.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from pipelines.programs import LIBREOFFICE

_WRITER, _CALC = "HTML (StarWriter)", "calc_HTML_WebQuery"
FORMATS = {
    "docx": (_WRITER, "docx"),
    "doc": (_WRITER, "doc:MS Word 97"),
    "odt": (_WRITER, "odt"),
    "xls": (_CALC, "xls:MS Excel 97"),
    "xlsx": (_CALC, "xlsx"),
    "ods": (_CALC, "ods"),
}
"""Ending → the filter the page is read with, the format it is written in. A spreadsheet has one sheet."""
_SECONDS = 300


def as_office(page: str, ending: str) -> bytes:
    """The page in one of `FORMATS`. Raises `RuntimeError` when LibreOffice is absent or fails."""
    program = LIBREOFFICE.find()
    if program is None:
        raise RuntimeError(f"{LIBREOFFICE.name} is not on this machine: see `gongkai doctor`")
    reader, writer = FORMATS[ending]
    with tempfile.TemporaryDirectory(prefix="gongkai-formats-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "page.html").write_text(page, encoding="utf-8")
        command = [
            str(program),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            f"--infilter={reader}",
            "--convert-to",
            writer,
            "--outdir",
            str(folder),
            str(folder / "page.html"),
        ]
        said = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        written = folder / f"page.{ending}"
        if not written.exists():
            raise RuntimeError(f"LibreOffice wrote no {ending}: {said.stderr.decode(errors='replace')[:300]}")
        return written.read_bytes()
