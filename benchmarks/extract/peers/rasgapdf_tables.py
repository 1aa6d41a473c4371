"""rasgapdf: Rust, tables by the alignment of texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import common
import rasgapdf


def read(path: str) -> Iterator[Any]:
    for page in rasgapdf.parse_pdf(path, detect_tables=True)["pages"]:
        yield from page["tables"]


def plain(found: Any) -> common.Table:
    return common.from_rows(found["rows"])


if __name__ == "__main__":
    common.serve(read, plain)
