"""`gongkai doctor`: what this machine has, what is missing, and how to get it.

Belongs here: the checks and how they are shown. Does not: which programs there are (`programs`).
"""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Literal

from packaging.requirements import InvalidRequirement, Requirement

from pipelines.commands.bars import waiting
from pipelines.commands.failures import FAILING_RESULTS, OK
from pipelines.commands.output import Output
from pipelines.home import Home
from pipelines.programs import PROGRAMS, Program

State = Literal["ok", "missing", "problem"]

_OLDEST, _TOO_NEW = (3, 11), (3, 14)
_WANTED_DISK = 2 * 1024**3
_WANTED_MEMORY = 2 * 1024**3
_GIB = 1024**3
# Fonts with Chinese characters: LibreOffice and pictures of pages show boxes without one.
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
_SYSTEM_FONTS = ("/System/Library/Fonts", "/Library/Fonts", "C:/Windows/Fonts")
_CHINESE_FONTS = (
    "noto",
    "cjk",
    "wqy",
    "sim",
    "song",
    "hei",
    "kai",
    "fang",
    "uming",
    "ukai",
    "pingfang",
    "msyh",
    "source",
)
_GET_FONTS = {
    "Debian/Ubuntu": "apt-get install fonts-noto-cjk",
    "Fedora": "dnf install google-noto-sans-cjk-fonts",
    "macOS": "fonts come with the system",
    "Windows": "fonts come with the system",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `required` findings decide the exit code; `get` says how to mend it."""

    name: str
    state: State
    required: bool
    detail: str
    purpose: str = ""
    get: dict[str, str] = field(default_factory=dict)


def doctor(home: Home, *, as_json: bool) -> int:
    """Print what was found. Returns 0 when all that is required is there, else 1."""
    output = Output(as_json=as_json)
    with waiting("Looking at this machine"):
        found = list(examine(home))
    output.result([asdict(f) for f in found])
    if not as_json:
        output.say("\n".join(_lines(found)))
    return FAILING_RESULTS if any(f.required and f.state != "ok" for f in found) else OK


def examine(home: Home) -> Iterator[Finding]:
    """Everything in order: what is required first."""
    yield _python()
    yield from _packages()
    yield from _folders(home)
    yield _memory()
    for program in PROGRAMS:
        yield _program(program)
    yield _fonts()


def _python() -> Finding:
    version = platform.python_version()
    fits = _OLDEST <= sys.version_info[:2] < _TOO_NEW
    detail = version if fits else f"{version}; 3.11, 3.12 or 3.13 is needed"
    return Finding(
        "Python",
        "ok" if fits else "problem",
        True,
        detail,
        get={} if fits else {"any": "make PYTHON=python3.12 setup"},
    )


def _packages() -> Iterator[Finding]:
    """One finding for all packages that are right, one for each that is not."""
    right = 0
    for line in metadata.requires("gongkai") or []:
        try:
            wanted = Requirement(line)
        except InvalidRequirement:
            continue
        if wanted.marker is not None and not wanted.marker.evaluate():
            continue
        try:
            version = metadata.version(wanted.name)
        except metadata.PackageNotFoundError:
            yield Finding(
                wanted.name, "missing", True, "the package is not installed", get={"any": "make setup"}
            )
            continue
        if wanted.specifier.contains(version, prereleases=True):
            right += 1
        else:
            detail = f"{version}; {wanted.specifier} is needed"
            yield Finding(wanted.name, "problem", True, detail, get={"any": "make setup"})
    yield Finding("packages", "ok" if right else "missing", True, f"{right} packages as required")


def _folders(home: Home) -> Iterator[Finding]:
    folder = next(p for p in (home.root, *home.root.parents) if p.exists())
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".gongkai-doctor-"):
            pass
        yield Finding("home", "ok", True, f"{home.root} can be written")
    except OSError as error:
        detail = f"{home.root} cannot be written: {error.strerror}"
        yield Finding("home", "problem", True, detail, get={"any": "gongkai --home DIR, or set GONGKAI_HOME"})
    free = shutil.disk_usage(folder).free
    enough = free >= _WANTED_DISK
    detail = f"{free / _GIB:.1f} GiB free at {folder}" + ("" if enough else "; 2 GiB are wanted")
    yield Finding("disk", "ok" if enough else "problem", False, detail)


def _memory() -> Finding:
    total = _memory_bytes()
    if total is None:
        return Finding("memory", "ok", False, "not known on this system")
    enough = total >= _WANTED_MEMORY
    detail = f"{total / _GIB:.1f} GiB, {os.cpu_count() or 1} processors" + (
        "" if enough else "; 2 GiB are wanted"
    )
    return Finding("memory", "ok" if enough else "problem", False, detail)


def _memory_bytes() -> int | None:
    """Memory of the machine, or of the container where one sets a limit."""
    limits = []
    with contextlib.suppress(ValueError, OSError, AttributeError):
        limits.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    try:
        said = Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()
        limits += [int(said)] if said.isdigit() else []
    except OSError:
        pass
    return min(limits, default=None)


def _program(program: Program) -> Finding:
    path = program.find()
    if path is None:
        return Finding(program.name, "missing", False, "not on this machine", program.purpose, program.get)
    version = program.version(path)
    return Finding(program.name, "ok", False, f"{version or 'version not stated'} at {path}", program.purpose)


def _fonts() -> Finding:
    purpose = "Chinese characters in converted files and in pictures of pages"
    for folder in (*_FONT_FOLDERS, *_SYSTEM_FONTS):
        for path in Path(folder).expanduser().rglob("*.tt[fc]") if Path(folder).expanduser().is_dir() else ():
            if any(name in path.name.lower() for name in _CHINESE_FONTS):
                return Finding("Chinese fonts", "ok", False, str(path), purpose)
    return Finding("Chinese fonts", "missing", False, "none found", purpose, _GET_FONTS)


def _lines(found: list[Finding]) -> Iterator[str]:
    marks = {"ok": "✓", "missing": "–", "problem": "!"}
    width = max(len(f.name) for f in found)
    for finding in found:
        mark = "✗" if finding.required and finding.state != "ok" else marks[finding.state]
        yield f"{mark} {finding.name.ljust(width)}  {finding.detail}"
        if finding.state != "ok":
            if finding.purpose:
                yield f"  {'':{width}}  needed for: {finding.purpose}"
            for system, command in finding.get.items():
                yield f"  {'':{width}}  {'' if system == 'any' else system + ': '}{command}"
    bad = [f.name for f in found if f.required and f.state != "ok"]
    yield ""
    yield f"Missing or wrong: {', '.join(bad)}" if bad else "All that is required is there."
