"""`make audit`: every locked package beside published advisories (pip-audit, in its own environment).

Belongs here: making that environment, telling "vulnerable" from "nobody could be asked". Does not: judging.
Exit codes: 0 nothing known (or, without --strict, nobody to ask), 1 advisories, 2 nobody to ask.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AUDITOR = "pip-audit==2.10.1"
# A mirror of packages without their advisories answers this, and pip-audit calls it clean.
UNAUDITED = "could not be audited"
PATIENCE = 300  # seconds for two hundred packages
HOME = ROOT / ".bench" / "env" / "audit"
# What pip-audit says when it found nobody to ask, in any of its advisory services.
UNREACHABLE = (
    "ConnectionError",
    "ServiceError",
    "Max retries exceeded",
    "Connection refused",
    "timed out",
    "404",
    "403",
)


def main() -> int:
    """Audit requirements.lock."""
    strict = "--strict" in sys.argv[1:]
    try:
        program = auditor()
    except subprocess.CalledProcessError as error:
        return unasked(f"{AUDITOR} cannot be installed: {last_line(error.stderr)}", strict)
    command = [str(program), "--requirement", str(ROOT / "requirements.lock"), "--disable-pip"]
    try:
        done = subprocess.run(  # noqa: S603 - a program we installed
            [*command, "--require-hashes"], capture_output=True, text=True, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        return unasked(f"no advisory service has answered for {PATIENCE} seconds", strict)
    return verdict(done.returncode, done.stdout, done.stderr, strict)


def verdict(exit_code: int, output: str, errors: str, strict: bool) -> int:
    """What pip-audit's answer means; its own words are printed."""
    unknown = output.count(UNAUDITED)
    if exit_code == 0 and unknown:
        return unasked(f"the advisory service knows nothing of {unknown} of the packages", strict)
    if exit_code == 0:
        print(output.strip() or last_line(errors))
        return 0
    if not output.strip() and any(word in errors for word in UNREACHABLE):
        return unasked(f"no advisory service answers: {last_line(errors)}", strict)
    print(output.strip())
    print(errors.strip(), file=sys.stderr)
    return 1


def unasked(reason: str, strict: bool) -> int:
    """Nobody could be asked: said aloud, and a failure where that was asked for."""
    print(f"audit SKIPPED, nothing was checked: {reason}", file=sys.stderr)
    return 2 if strict else 0


def last_line(text: str | None) -> str:
    """The last line that says something, where Python puts the cause."""
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return lines[-1][:300] if lines else "no reason was given"


def auditor() -> Path:
    """The auditor's program, installed when it is missing. Raises `CalledProcessError`."""
    program = HOME / "bin" / "pip-audit"
    if not program.exists():
        venv.create(HOME, with_pip=True, clear=True)
        pip = [str(HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", AUDITOR]
        subprocess.run(pip, capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    return program


if __name__ == "__main__":
    sys.exit(main())
