"""Programs of the system that some formats need: none of them is needed for `gongkai run` on PDFs.

Belongs here: which there are, what for, where they are looked for, how people get them.
Does not: running them on documents.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_VERSION_TIMEOUT = 20
_VERSION = re.compile(r"\d+(?:\.\d+)+")


@dataclass(frozen=True, slots=True)
class Program:
    """One program: what it reads, the names and places it may have, how to get it per system.

    `get` maps a system (Debian/Ubuntu, Fedora, macOS, Windows) to a command. `variable` names the
    environment variable that says where the program lies when it is in none of the usual places.
    """

    name: str
    purpose: str
    executables: tuple[str, ...]
    variable: str
    get: dict[str, str]
    places: tuple[str, ...] = ()
    version_arguments: tuple[str, ...] = ("--version",)

    def find(self) -> Path | None:
        """Where the program is; None when it is not on this machine."""
        named = os.environ.get(self.variable)
        if named:
            return Path(named) if Path(named).is_file() else None
        for executable in self.executables:
            found = shutil.which(executable)
            if found:
                return Path(found)
        return next((Path(place) for place in self.places if Path(place).is_file()), None)

    def version(self, path: Path) -> str | None:
        """The version that the program states of itself; None when it says none in time."""
        try:
            done = subprocess.run(  # noqa: S603 - a program that was looked for by name
                [str(path), *self.version_arguments],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_VERSION_TIMEOUT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        said = _VERSION.search((done.stdout + done.stderr).decode("utf-8", "replace"))
        return said[0] if said else None


LIBREOFFICE: Final = Program(
    name="LibreOffice",
    purpose="DOC, WPS, RTF, XLSB and Word XML files",
    executables=("soffice", "libreoffice"),
    variable="GONGKAI_SOFFICE",
    get={
        "Debian/Ubuntu": "apt-get install libreoffice-writer-nogui libreoffice-calc-nogui",
        "Fedora": "dnf install libreoffice-writer libreoffice-calc",
        "macOS": "brew install --cask libreoffice",
        "Windows": "winget install TheDocumentFoundation.LibreOffice",
    },
    places=(
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "C:/Program Files/LibreOffice/program/soffice.exe",
        "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    ),
)
UNRAR: Final = Program(
    name="unrar",
    purpose="compressed RAR files (unrar and unar read all, bsdtar most; a 7z where it has the RAR codec)",
    executables=("unrar", "unar", "bsdtar"),
    variable="GONGKAI_UNRAR",
    get={
        "Debian/Ubuntu": "apt-get install unar   (or unrar, p7zip-rar, libarchive-tools)",
        "Fedora": "dnf install unar   (or bsdtar)",
        "macOS": "brew install unar   (or rar)",
        "Windows": "winget install 7zip.7zip   (or RARLab.WinRAR)",
    },
    version_arguments=("--help",),
)
CHROMIUM: Final = Program(
    name="Chromium",
    purpose="pictures of web pages and reports in tests; nothing that is read needs it",
    executables=("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    variable="GONGKAI_CHROMIUM",
    get={
        "Debian/Ubuntu": "apt-get install chromium",
        "Fedora": "dnf install chromium",
        "macOS": "brew install --cask chromium",
        "Windows": "winget install Hibbiki.Chromium",
    },
    places=(
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "C:/Program Files/Google/Chrome/Application/chrome.exe",
    ),
)
PROGRAMS: Final = (LIBREOFFICE, UNRAR, CHROMIUM)
