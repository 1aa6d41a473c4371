"""opendataloader-pdf: a Java program, started once per document."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import common
import opendataloader_pdf


def read(path: str) -> Iterator[Any]:
    with tempfile.TemporaryDirectory() as folder:
        opendataloader_pdf.convert(input_path=path, output_dir=folder, format="json", quiet=True)
        written = next(Path(folder).glob("*.json"), None)
        if written is None:
            raise ValueError("no output was written")
        document = json.loads(written.read_text(encoding="utf-8"))
    yield from _tables(document["kids"])


def _tables(kids: Any) -> Iterator[Any]:
    for kid in kids:
        if kid.get("type") == "table":
            yield kid
        else:
            yield from _tables(kid.get("kids", ()))


def _text(thing: Any) -> str:
    below = [*thing.get("kids", ()), *thing.get("list items", ())]
    return "".join([thing.get("content", ""), *(_text(kid) for kid in below)])


def plain(found: Any) -> common.Table:
    cells = [
        {
            "r": cell["row number"] - 1,
            "c": cell["column number"] - 1,
            "rs": cell["row span"],
            "cs": cell["column span"],
            "text": _text(cell),
        }
        for row in found["rows"]
        for cell in row["cells"]
    ]
    return {"nrows": found["number of rows"], "ncols": found["number of columns"], "cells": cells}


if __name__ == "__main__":
    common.serve(read, plain)
