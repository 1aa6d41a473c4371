"""Reads a file as a worker does. Belongs here: the task. Does not: judging what comes of it."""

from __future__ import annotations

from collections import Counter

from pipelines.extract.document import extract_document, to_records
from pipelines.extract.model import UnreadableDocument


def read(task: tuple[str, bytes, str]) -> tuple[str, str, str]:
    """Name, `read` and what was found, or the code and the reason it could not be read."""
    name, content, media_type = task
    try:
        records = to_records(extract_document(content, media_type))
    except UnreadableDocument as error:
        return name, error.code, error.detail
    codes = Counter(outcome["code"] for outcome in records["outcomes"])
    return name, "read", f"{len(records['pages'])} pages, {dict(codes)}"
