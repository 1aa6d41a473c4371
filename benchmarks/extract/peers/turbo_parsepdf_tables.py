"""turbo-parsepdf: Rust, a PDF parser of its own; rows of texts, merged cells unknown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import common
import turbo_parsepdf


def read(path: str) -> Iterator[Any]:
    for page in turbo_parsepdf.parse(Path(path).read_bytes())["pages"]:
        yield from page["tables"]


def plain(found: Any) -> common.Table:
    return common.from_rows(found["cells"])


if __name__ == "__main__":
    common.serve(read, plain)
