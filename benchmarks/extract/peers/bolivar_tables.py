"""bolivar: Rust, the interface of pdfplumber. `extract_tables` is its fast way; merged cells show as None."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import common
import pdfplumber


def read(path: str) -> Iterator[Any]:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            yield from page.extract_tables()


def plain(found: Any) -> common.Table:
    return common.from_rows(found)


if __name__ == "__main__":
    common.serve(read, plain)
