"""From bytes to `ExtractedDocument`, and to the records of this room and back.

Belongs here: choosing the engine by media type, the record form of a document.
Does not: reading formats, checking records against contracts.
"""

from __future__ import annotations

import hashlib
import json
from importlib import import_module
from typing import Any

from pipelines.collect import media_types
from pipelines.extract.evidence import confidence, number_kind
from pipelines.extract.model import (
    PLAIN,
    Box,
    Engine,
    ExtractedDocument,
    LogicalTable,
    Outcome,
    PageInfo,
    Reading,
    Spot,
    TableCell,
    TextBlock,
    UnreadableDocument,
)
from pipelines.extract.tables.assemble import assemble
from pipelines.extract.text.hygiene import text_changes
from pipelines.extract.text.personal import mask

Record = dict[str, Any]

SECTION_SEPARATOR = " / "
_ROOM = "pipelines.extract"
ENGINES = {
    media_types.PDF: (f"{_ROOM}.pdf.engine", "DigitalPdfEngine"),
    media_types.TEXT: (f"{_ROOM}.text.dump", "TextDumpEngine"),
    media_types.XLSX: (f"{_ROOM}.sheets.engines", "XlsxEngine"),
    media_types.XLS: (f"{_ROOM}.sheets.engines", "XlsEngine"),
    media_types.ODS: (f"{_ROOM}.sheets.engines", "OdsEngine"),
    media_types.DOCX: (f"{_ROOM}.office.docx", "DocxEngine"),
    media_types.HTML: (f"{_ROOM}.web.html", "HtmlEngine"),
    media_types.OFD: (f"{_ROOM}.ofd.engine", "OfdEngine"),
    media_types.MHTML: (f"{_ROOM}.web.mhtml", "MhtmlEngine"),
    media_types.DOC: (f"{_ROOM}.office.converted", "DocEngine"),
    media_types.RTF: (f"{_ROOM}.office.converted", "RtfEngine"),
    media_types.ODT: (f"{_ROOM}.office.converted", "OdtEngine"),
    media_types.FLAT_ODF: (f"{_ROOM}.office.converted", "FlatOdfEngine"),
    media_types.WORDML: (f"{_ROOM}.office.converted", "WordXmlEngine"),
    media_types.XLSB: (f"{_ROOM}.office.converted", "XlsbEngine"),
    media_types.SPREADSHEETML: (f"{_ROOM}.sheets.engines", "SpreadsheetMlEngine"),
    **{
        f"image/{kind}": (f"{_ROOM}.ocr.image_engine", "ImageEngine")
        for kind in ("png", "jpeg", "tiff", "gif", "bmp")
    },
}
"""Module and class of the engine for each media type; imported on first use, PDF libraries are heavy."""

_CANNOT_BE_READ = {
    media_types.ENCRYPTED_OFFICE: ("OFFICE_ENCRYPTED", "the file opens only with a password"),
    media_types.PPT: ("UNSUPPORTED_TYPE", "slides hold no tables of a disclosure; save them as PDF"),
    media_types.PPTX: ("UNSUPPORTED_TYPE", "slides hold no tables of a disclosure; save them as PDF"),
}


def engine_for(media_type: str) -> Engine:
    """The engine that reads a media type; `UnreadableDocument` when there is none."""
    if media_type in _CANNOT_BE_READ:
        raise UnreadableDocument(*_CANNOT_BE_READ[media_type])
    if media_type not in ENGINES:
        raise UnreadableDocument("UNSUPPORTED_TYPE", f"no engine reads {media_type}")
    module, name = ENGINES[media_type]
    engine: Engine = getattr(import_module(module), name)()
    return engine


def extract_document(content: bytes, media_type: str) -> ExtractedDocument:
    """Read one file. Raises `UnreadableDocument` with a stable code when nothing can be read."""
    assembly = assemble(engine_for(media_type).pages(content))
    if not assembly.tables and not assembly.lines:
        raise UnreadableDocument("NO_CONTENT", "neither text nor a table was found on any page")
    return assembly.close(hashlib.sha256(content).hexdigest(), media_type)


def spot_fields(spot: Spot | None) -> Record:
    """`page`, `bbox` and `locator` of a record; all null where there is no spot."""
    if spot is None:
        return {"page": None, "bbox": None, "locator": None}
    return {
        "page": spot.page,
        "bbox": spot.box.as_list() if spot.box else None,
        "locator": spot.locator or None,
    }


def outcome_records(
    document_id: str, room: str, outcomes: tuple[Outcome, ...] | list[Outcome]
) -> list[Record]:
    """Records of the contract table `outcomes`, numbered within document and room, personal data masked."""
    return [
        {
            "document_id": document_id,
            "room": room,
            "outcome_index": index,
            "code": o.code,
            "severity": o.severity,
            "page": o.page,
            "table_index": o.table_index,
            "row": o.row,
            "column": o.column,
            "text": mask(o.text),
            "detail": mask(o.detail),
        }
        for index, o in enumerate(outcomes, start=1)
    ]


def to_records(document: ExtractedDocument) -> dict[str, list[Record]]:
    """The document as records of the contract tables that this room writes."""
    key = {"document_id": document.document_id}
    return {
        "pages": [
            {
                **key,
                "page": p.number,
                "width": p.width,
                "height": p.height,
                "rotation": p.rotation,
                "method": p.method,
            }
            for p in document.pages
        ],
        "blocks": [
            {
                **key,
                "block_index": b.index,
                "kind": b.kind,
                "level": b.level,
                "section": SECTION_SEPARATOR.join(b.section),
                "text": b.text,
                **spot_fields(b.spot),
            }
            for b in document.blocks
        ],
        "extracted_tables": [{**key, **_table_record(t)} for t in document.tables],
        "cells": [
            {**key, "table_index": t.index, "part": part, **_cell_record(c)}
            for t in document.tables
            for part, cells in (("header", t.header_cells), ("body", t.cells))
            for c in cells
            if c.text
        ],
        "text_changes": text_changes(document),
        "outcomes": outcome_records(document.document_id, "extract", document.outcomes),
    }


def _table_record(table: LogicalTable) -> Record:
    return {
        "table_index": table.index,
        "title": table.title,
        "unit_line": table.unit_line,
        "publisher_line": table.publisher_line,
        "note": table.note,
        "columns": json.dumps(table.columns, ensure_ascii=False),
        "row_count": table.row_count,
        "first_page": table.first_page,
        "last_page": table.last_page,
        "section": SECTION_SEPARATOR.join(table.section),
        "title_spot": json.dumps(spot_fields(table.title_spot), ensure_ascii=False),
        "unit_spot": json.dumps(spot_fields(table.unit_spot), ensure_ascii=False),
        "column_numbers": json.dumps(table.column_numbers, ensure_ascii=False),
        "preamble": json.dumps(table.preamble, ensure_ascii=False),
        "surplus_fields": json.dumps(table.surplus_fields),
    }


def _cell_record(cell: TableCell) -> Record:
    return {
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "text": cell.text,
        **_reading_fields(cell.reading, cell.text),
        **spot_fields(cell.spot),
    }


def _reading_fields(reading: Reading, text: str) -> Record:
    """Columns of `cells` that say how a text was read; null where there is nothing to say."""
    return {
        "lines": json.dumps(reading.lines, ensure_ascii=False) if reading.lines else None,
        "indent": reading.indent or None,
        "number_kind": number_kind(text),
        "changes": json.dumps(reading.changes) if reading.changes else None,
        "flags": json.dumps(reading.flags) if reading.flags else None,
        "confidence": confidence(reading.flags),
    }


def _reading(r: Record) -> Reading:
    if not (r["lines"] or r["indent"] or r["changes"] or r["flags"]):
        return PLAIN
    return Reading(
        lines=tuple(json.loads(r["lines"] or "[]")),
        indent=r["indent"] or 0.0,
        changes=tuple(json.loads(r["changes"] or "[]")),
        flags=tuple(json.loads(r["flags"] or "[]")),
    )


def from_records(
    document_id: str, media_type: str, method: str, records: dict[str, list[Record]]
) -> ExtractedDocument:
    """The document that `to_records` was given; blank cells are not restored (they say nothing)."""
    cells: dict[tuple[int, str], list[TableCell]] = {}
    for r in records["cells"]:
        cells.setdefault((r["table_index"], r["part"]), []).append(
            TableCell(
                r["row"], r["column"], r["text"], _spot(r), r["row_span"], r["column_span"], _reading(r)
            )
        )
    return ExtractedDocument(
        document_id=document_id,
        media_type=media_type,
        method=method,
        pages=tuple(
            PageInfo(r["page"], r["width"], r["height"], r["rotation"], r["method"]) for r in records["pages"]
        ),
        blocks=tuple(
            TextBlock(r["block_index"], r["kind"], r["level"], r["text"], _spot(r), _section(r["section"]))
            for r in records["blocks"]
        ),
        tables=tuple(_table(r, cells) for r in records["extracted_tables"]),
        outcomes=tuple(
            Outcome(
                r["code"],
                r["severity"],
                r["detail"],
                r["page"],
                r["table_index"],
                r["row"],
                r["column"],
                r["text"],
            )
            for r in records["outcomes"]
        ),
    )


def _table(r: Record, cells: dict[tuple[int, str], list[TableCell]]) -> LogicalTable:
    index = r["table_index"]
    return LogicalTable(
        index=index,
        title=r["title"],
        title_spot=_optional_spot(r["title_spot"]),
        unit_line=r["unit_line"],
        unit_spot=_optional_spot(r["unit_spot"]),
        publisher_line=r["publisher_line"],
        note=r["note"],
        columns=tuple(tuple(path) for path in json.loads(r["columns"])),
        column_numbers=tuple(json.loads(r["column_numbers"])),
        cells=tuple(cells.get((index, "body"), ())),
        row_count=r["row_count"],
        first_page=r["first_page"],
        last_page=r["last_page"],
        section=_section(r["section"]),
        surplus_fields={int(k): v for k, v in json.loads(r["surplus_fields"]).items()},
        header_cells=tuple(cells.get((index, "header"), ())),
        preamble=tuple(json.loads(r["preamble"])),
    )


def _section(text: str) -> tuple[str, ...]:
    return tuple(text.split(SECTION_SEPARATOR)) if text else ()


def _spot(r: Record) -> Spot:
    return Spot(r["page"], Box(*r["bbox"]) if r["bbox"] else None, r["locator"] or "")


def _optional_spot(text: str) -> Spot | None:
    r = json.loads(text)
    return _spot(r) if r["page"] is not None else None
