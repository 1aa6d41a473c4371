"""Adding a correction to raw/corrections, whole or not at all.

Belongs here: the file that commands write to. Does not: files that people keep beside it (all are read).
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from pathlib import Path
from typing import Final

from pipelines.conform.corrections.records import COLUMNS, Correction

FILE: Final = "corrections.csv"


def add(folder: Path, correction: Correction) -> Path:
    """Append the row to `corrections.csv`, made when needed; a kill leaves the old file or the new."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    if not text:
        writer.writeheader()
    elif not text.endswith("\n"):
        buffer.write("\n")
    writer.writerow(correction.as_row())
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=folder, suffix=".part", delete=False, newline=""
    ) as file:
        file.write(text + buffer.getvalue())
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
    return path
