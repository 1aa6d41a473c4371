"""`python -m benchmarks.panel`: five departments of Jiangsu over three years, as documents and as a page.

Belongs here: the command. Does not: what it makes (modules beside this one).

    python -m benchmarks.panel --typeset FOLDER     the fifteen budgets as PDFs
    python -m benchmarks.panel                      compare the kept answer and the pages
    python -m benchmarks.panel --write              keep the answer, write the pages

The last two send the typeset budgets through the whole road first (a minute). The answer on the real
disclosures is kept by `python -m benchmarks.warehouse questions --database FILE --write`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.panel.build import ask_panel, run_road
from benchmarks.panel.page import TYPESET, pages
from benchmarks.panel.typeset import typeset_all


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 1 when something kept differs from what comes out."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.panel",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--typeset", type=Path, metavar="FOLDER", help="only write the PDFs")
    parser.add_argument("--write", action="store_true", help="keep the answer, write the pages")
    chosen = parser.parse_args(arguments)
    if chosen.typeset:
        for path in typeset_all(chosen.typeset):
            print(path)
        return 0
    with tempfile.TemporaryDirectory(prefix="gongkai-panel-") as folder:
        print("fifteen budgets: typesetting, reading, building", file=sys.stderr)
        answer = ask_panel(run_road(Path(folder))).as_csv()
    return settle({TYPESET: answer}, write=chosen.write) | settle(pages(), write=chosen.write)


def settle(made: dict[Path, str], *, write: bool) -> int:
    """Write each text, or say which differs from the file."""
    differing = 0
    for path, text in made.items():
        kept = path.read_text(encoding="utf-8") if path.exists() else ""
        if write:
            path.write_text(text, encoding="utf-8")
        elif kept != text:
            differing = 1
            print(f"{path.name} differs from what is kept: --write keeps it")
    return differing


if __name__ == "__main__":
    sys.exit(main())
