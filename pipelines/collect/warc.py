"""The archive as WARC, for those who keep web archives.

Belongs here: writing WARC records from fetches. Does not: reading WARC.

Bodies are kept unpacked, and of the headers only those worth keeping, so nothing here claims to be the
answer byte for byte: each body is a `resource` record, its fetch a `metadata` record beside it, an
unchanged address a `revisit`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from warcio.warcwriter import WARCWriter

from pipelines.collect.archive import Archive
from pipelines.collect.fetches import GOT, FetchRecord

_REVISIT = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


def export_warc(archive: Archive, fetches: Iterable[FetchRecord], target: Path) -> tuple[int, int]:
    """Write a gzipped WARC 1.1; returns how many bodies and how many other records it holds. Raises OSError.

    Fetches whose body lies in the archive no more become metadata alone: nothing is passed over.
    """
    bodies = others = 0
    written: dict[str, tuple[str, str]] = {}
    part = target.with_name(f".{target.name}.part")
    with part.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        info = {
            "software": "Gongkai",
            "format": "WARC File Format 1.1",
            "description": __doc__.split("\n")[0],
        }
        writer.write_record(writer.create_warcinfo_record(target.name, info))
        for fetch in fetches:
            date = fetch.fetched_at.replace("+00:00", "Z")
            url = fetch.final_url or fetch.url
            if fetch.code in GOT and fetch.document_id and archive.holds(fetch.document_id):
                writer.write_record(
                    writer.create_warc_record(
                        url,
                        "resource",
                        payload=io.BytesIO(archive.read(fetch.document_id)),
                        warc_content_type=fetch.media_type or "application/octet-stream",
                        warc_headers_dict={"WARC-Date": date},
                    )
                )
                written[fetch.document_id] = (url, date)
                bodies += 1
            elif fetch.code == "FETCH_NOT_MODIFIED" and fetch.document_id in written:
                first_url, first_date = written[fetch.document_id]
                headers = {
                    "WARC-Date": date,
                    "WARC-Profile": _REVISIT,
                    "WARC-Refers-To-Target-URI": first_url,
                    "WARC-Refers-To-Date": first_date,
                }
                record = writer.create_warc_record(
                    url, "revisit", payload=io.BytesIO(b""), warc_headers_dict=headers
                )
                writer.write_record(record)
                others += 1
            text = json.dumps(asdict(fetch), ensure_ascii=False).encode()
            writer.write_record(
                writer.create_warc_record(
                    url or f"urn:gongkai:{fetch.fetch_id}",
                    "metadata",
                    payload=io.BytesIO(text),
                    warc_content_type="application/json",
                    warc_headers_dict={"WARC-Date": date},
                )
            )
            others += 1
    part.replace(target)
    return bodies, others
