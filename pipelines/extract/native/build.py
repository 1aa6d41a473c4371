"""Compiles the C files into one library beside them. Run while installing; harmless to run again.

Belongs here: finding a compiler, one command. Does not: loading the library (`library`), any import
of the project: the installer runs this file before anything is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = tuple(HERE / name for name in ("page_marks.c", "page_glyphs.c", "page_grids.c"))
LIBRARY = HERE / f"pages{sysconfig.get_config_var('SHLIB_SUFFIX') or '.so'}"
# Fused multiply-add rounds differently from Python's arithmetic; results must be equal digit for digit.
FLAGS = ("-O2", "-shared", "-fPIC", "-ffp-contract=off")


def compiler() -> str | None:
    """The C compiler to use: `$CC`, else the first that is installed; None where there is none."""
    for name in (os.environ.get("CC", "").split(" ")[0], "cc", "gcc", "clang"):
        if name and (found := shutil.which(name)):
            return found
    return None


def build(target: Path | None = None, more_flags: tuple[str, ...] = ()) -> str:
    """Compile; returns what came of it in one line. A failure is no error: Python does the same work."""
    target = target or LIBRARY
    cc = compiler()
    if cc is None or os.name == "nt":
        return "no C compiler: pages are read by Python alone, with the same results at half the speed"
    handle, name = tempfile.mkstemp(suffix=target.suffix, dir=target.parent)
    os.close(handle)
    try:
        command = [cc, *FLAGS, *more_flags, "-o", name, *map(str, SOURCES), "-lm"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode != 0:
            return f"{cc} failed ({done.stderr.strip()[:300]}): pages are read by Python alone"
        Path(name).chmod(0o755)
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
    return f"built {target.name} with {cc}"


if __name__ == "__main__":
    sys.stderr.write(build() + "\n")
