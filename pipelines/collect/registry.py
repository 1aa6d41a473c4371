"""A new source record: what is known filled in, what only people can know asked for.

Belongs here: the skeleton of `source.yaml`, guessing a family from an address. Does not: reading records.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import yaml

from pipelines.collect.addresses import host_of
from pipelines.collect.files import write_atomically
from pipelines.collect.sources import SOURCE_FILE, Source, load_source

_MARKS: Final = (
    (re.compile(r"/gkmlpt(?:/|$)"), "gkmlpt"),
    (re.compile(r"/col/col\d+/"), "hanweb"),
    (re.compile(r"(?i)yjsgk|yjspt"), "platform"),
    (re.compile(r"(?:/|index(?:_\d+)?\.s?html?)$"), "trs"),
)
_HEAD: Final = """\
# {name}: who publishes what, where. docs/how-to/add-a-source.md explains every key.
# Not crawled until somebody has read the site's terms and robots.txt and filled in:
# terms:
#   licence: what the site says of re-use
#   notes: anything a crawler should know
#   reviewed_on: 2026-01-31
"""
_UNITS: Final = """
# The roster, from the site's own list of departments or the budget bureau's:
# units:
#   - unit_id: "{code}-017"
#     name: {name}大数据中心
#     code: "017"
#     type: institution
#     aliases: [大数据中心]
"""


def guess_family(url: str) -> str:
    """The family an address alone speaks for; `plain` when none."""
    parts = urlsplit(url)
    return next((name for mark, name in _MARKS if mark.search(parts.path or "/")), "plain")


def new_source(
    folder: Path, source_id: str, code: str, name: str, urls: Sequence[str], family: str | None
) -> Source:
    """Write `<source_id>/source.yaml` and read it back.

    Raises FileExistsError when there is one, `SourceProblem` when an address cannot be used (nothing is
    left behind then).
    """
    file = folder / source_id / SOURCE_FILE
    if file.exists():
        raise FileExistsError(f"{file} is there already")
    record = {
        "source_id": source_id,
        "region": {"division_code": code, "division_name": name},
        "column_url": urls[0],
        "columns": [{"url": url, "family": family or guess_family(url), "kind": "both"} for url in urls],
        "crawl": {"hosts": sorted({host_of(u) for u in urls}), "delay_seconds": 3},
    }
    text = _HEAD.format(name=name) + yaml.safe_dump(record, allow_unicode=True, sort_keys=False)
    write_atomically(file, (text + _UNITS.format(code=code, name=name)).encode())
    try:
        return load_source(file)
    except Exception:
        file.unlink()
        file.parent.rmdir()
        raise
