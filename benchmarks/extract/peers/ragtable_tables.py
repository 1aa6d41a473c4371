"""ragtable-extract: Python over pdfplumber; rows of texts (its merged cells show only in its HTML)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import common
import ragtable_extract


def read(path: str) -> Iterator[Any]:
    yield from ragtable_extract.extract(path)


def plain(found: Any) -> common.Table:
    return common.from_rows(found["raw"])


if __name__ == "__main__":
    common.serve(read, plain)
