"""LibreOffice as a converter: one call, one file, nothing left behind.

Belongs here: running the program safely. Does not: which format goes which way.
Each call has a profile of its own kind: no macros, no links followed, no network asked for.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from pathlib import Path

from pipelines.extract.model import UnreadableDocument
from pipelines.programs import LIBREOFFICE

TIMEOUT_SECONDS = 120
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""


def convert(
    content: bytes, suffix: str, target: str, *, reader: str = "", timeout: float = TIMEOUT_SECONDS
) -> bytes:
    """The file turned into `target` (`odt`, `xlsx`, …, as LibreOffice names them).

    `suffix` is the ending under which the program is given the bytes; `reader` names the filter that reads
    them where LibreOffice would choose another. Raises `UnreadableDocument` with PROGRAM_MISSING or
    CONVERSION_FAILED.
    """
    program = LIBREOFFICE.find()
    if program is None:
        detail = f"{LIBREOFFICE.name} is needed ({LIBREOFFICE.purpose}); `gongkai doctor` says how to get it"
        raise UnreadableDocument("PROGRAM_MISSING", detail)
    with tempfile.TemporaryDirectory(prefix="gongkai-office-", ignore_cleanup_errors=True) as folder:
        return _convert_in(Path(folder), program, content, suffix, target, reader, timeout)


def _convert_in(
    folder: Path, program: Path, content: bytes, suffix: str, target: str, reader: str, timeout: float
) -> bytes:
    profile, source, out = folder / "profile", folder / f"source.{suffix}", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    source.write_bytes(content)
    command = [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        *([f"--infilter={reader}"] if reader else []),
        "--convert-to",
        target,
        "--outdir",
        str(out),
        str(source),
    ]
    said = _run(command, folder, timeout)
    made = sorted(out.glob("source.*")) if out.is_dir() else []
    if not made or not made[0].stat().st_size:
        raise UnreadableDocument("CONVERSION_FAILED", f"{LIBREOFFICE.name} wrote nothing: {said[-300:]}")
    return made[0].read_bytes()


def _run(command: list[str], folder: Path, timeout: float) -> str:
    """Run in a process group of its own: the program starts children that must not outlive it."""
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        process = subprocess.Popen(  # noqa: S603 - the program was looked for by name
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        raise UnreadableDocument("PROGRAM_MISSING", f"{command[0]} cannot be started: {error}") from error
    try:
        said, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired as expired:
        detail = f"{LIBREOFFICE.name} did not finish within {timeout:g} seconds and was ended"
        raise UnreadableDocument("CONVERSION_FAILED", detail) from expired
    finally:
        _end_group(process)
    return " ".join(said.decode("utf-8", "replace").split())


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End whatever is left of the group; on systems without groups, the program itself."""
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
    elif process.poll() is None:
        process.kill()
    process.wait()
