"""`python -m pipelines.contracts --write|--check`: regenerate or verify what is made from the contracts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipelines.contracts.generate import stale_files, write_files


def main(arguments: list[str] | None = None) -> int:
    """0 when the files are up to date (or were written), 1 when `--check` finds stale ones."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.contracts", description=__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--write", action="store_true", help="write the generated files")
    mode.add_argument("--check", action="store_true", help="fail when a generated file is stale")
    parser.add_argument(
        "--checkout", type=Path, default=Path(__file__).parents[2], help="root of the checkout"
    )
    options = parser.parse_args(arguments)
    if options.write:
        for name in write_files(options.checkout):
            print(f"wrote {name}")
        return 0
    stale = stale_files(options.checkout)
    for name in stale:
        print(f"stale: {name} (run: python -m pipelines.contracts --write)", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
