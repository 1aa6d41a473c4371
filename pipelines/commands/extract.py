"""`gongkai extract`: tables and text of files, no state kept.

Belongs here: the command. Does not: the shapes it prints (see `extracted_output`).
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipelines.commands.bars import bars
from pipelines.commands.extracted_output import csv_of, html_of, json_of
from pipelines.commands.failures import NOT_READ, OK
from pipelines.commands.reading import read_files
from pipelines.conform.document import conform_document


def extract(paths: list[Path], output_format: str) -> int:
    """Print what was read of every file. Returns 2 when any of them could not be read, else 0."""
    with bars({"files": "Files"}) as progress:
        files = list(read_files(paths, report=progress))
        conformed = {f.path: conform_document(f.document) for f in files if f.document}
    shape = {"json": json_of, "csv": csv_of, "html": html_of}[output_format]
    sys.stdout.write(shape(files, conformed))
    unread = [f for f in files if f.document is None]
    for file in unread:
        print(f"gongkai: {file.complaint}", file=sys.stderr)
    return NOT_READ if unread else OK
