"""Damage led by the code it reaches: atheris drives the property that hypothesis draws at random.

Belongs here: installing atheris beside the project, one search per format. Does not: the property (`answers`).

    make fuzz-guided ARGS="--seconds 600 --only html docx"

Each format is searched in a process of its own: a crash ends one search, not the others. A file that broke a
reader is kept in `crashers/`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
HOME: Final = ROOT / ".bench" / "fuzz"
ATHERIS: Final = "atheris==3.0.0"
CRASHERS: Final = Path(__file__).with_name("crashers")


def main() -> int:
    """Returns 1 when a reader broke."""
    from tests.fuzz.answers import IN_THIS_PROCESS

    parser = argparse.ArgumentParser(prog="make fuzz-guided", description=__doc__)
    parser.add_argument("--seconds", type=int, default=300, help="for each format (default 300)")
    parser.add_argument("--only", nargs="*", choices=IN_THIS_PROCESS, default=IN_THIS_PROCESS)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if not (HOME / "atheris").is_dir():
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
        subprocess.run([*pip, "--target", str(HOME), ATHERIS], check=True)
    broken = 0
    for name in chosen.only:
        found = HOME / "corpora" / name  # what reached new code is gone on with the next time
        found.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "tests.fuzz.guided", f"-max_total_time={chosen.seconds}"]
        # Hypothesis draws from up to 8 kB; a search that may not use them damages little.
        command += [f"-seed={chosen.seed}", "-max_len=4096", "-timeout=60", "-rss_limit_mb=3000"]
        command += ["-len_control=0", "-print_final_stats=1", f"-artifact_prefix={found}-", str(found)]
        environment = {**os.environ, "GONGKAI_FUZZ_FORMAT": name, "PYTHONPATH": str(HOME)}
        print(f"{name}: {chosen.seconds} s", flush=True)
        broken += subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0
    return int(broken > 0)


def search(name: str) -> None:
    """One search; does not return."""
    import atheris  # type: ignore[import-not-found,unused-ignore]

    with atheris.instrument_imports(include=["pipelines.extract", "pipelines.collect"]):
        from tests.fuzz.answers import TYPES, answers, damaged_files
        from tests.fuzz.samples import samples

    def ask(content: bytes, media_type: str) -> None:
        try:
            answers(content, media_type)
        except BaseException:
            kept = CRASHERS / f"{hashlib.sha256(content).hexdigest()[:12]}.{name}"
            kept.write_bytes(content)
            print(f"kept {kept}", file=sys.stderr)
            raise

    answers(samples()[TYPES[name]], TYPES[name])  # what is imported late is imported now
    look = damaged_files(name, 1, ask)
    atheris.Setup(sys.argv, look.hypothesis.fuzz_one_input)  # type: ignore[attr-defined]
    atheris.Fuzz()


if __name__ == "__main__":
    if searched := os.environ.get("GONGKAI_FUZZ_FORMAT"):
        search(searched)
    sys.exit(main())
