"""The engines that are compared: what they are called, where they run, what they are measured on.

Belongs here: one line per engine and mode. Does not: how an engine is called (`peers`), pins of packages
(`requirements-peers.txt`, one environment per heading).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Role = Literal["speed", "ruled", "borderless", "corpus"]
OURS: Final = ""
"""The environment of the project itself."""


@dataclass(frozen=True, slots=True)
class EngineEntry:
    """One engine in one mode.

    `package` is the distribution whose version is reported. `roles`: `speed` (the sample of real pages),
    `ruled` (synthetic documents and hand-labelled real tables), `borderless` (typeset pages without rules),
    `corpus` (every document there is; only the fast ones).
    """

    key: str
    label: str
    environment: str
    adapter: str
    roles: tuple[Role, ...]
    package: str = ""
    variant: str = ""
    licence: str = ""
    variables: tuple[tuple[str, str], ...] = ()

    @property
    def is_ours(self) -> bool:
        return self.environment == OURS


_ALL: Final = ("speed", "ruled", "borderless")
_RULED: Final = ("speed", "ruled")
_BARE: Final = ("borderless",)
_PLAIN: Final = (("GONGKAI_NO_NATIVE", "1"),)

REFERENCE: Final = "pdfplumber"
"""Ratios of speed are to this engine, measured in the same run."""

ENGINES: Final = (
    EngineEntry("gongkai", "Gongkai", OURS, "ours", (*_ALL, "corpus"), "gongkai"),
    EngineEntry(
        "gongkai_plain", "Gongkai without its native part", OURS, "ours", _ALL, "gongkai", variables=_PLAIN
    ),
    EngineEntry(
        "gongkai_logical",
        "Gongkai, tables joined over pages",
        OURS,
        "ours",
        (*_RULED, "corpus"),
        "gongkai",
        "logical",
    ),
    EngineEntry(
        "pdfplumber", "pdfplumber", "pdfplumber", "pdfplumber_tables", _RULED, "pdfplumber", "stock", "MIT"
    ),
    EngineEntry(
        "pdfplumber_tuned",
        "pdfplumber, tuned",
        "pdfplumber",
        "pdfplumber_tables",
        _RULED,
        "pdfplumber",
        "tuned",
        "MIT",
    ),
    EngineEntry(
        "pdfplumber_text",
        "pdfplumber, text",
        "pdfplumber",
        "pdfplumber_tables",
        _BARE,
        "pdfplumber",
        "text",
        "MIT",
    ),
    EngineEntry("bolivar", "bolivar", "bolivar", "bolivar_tables", (*_ALL, "corpus"), "bolivar", "", "MIT"),
    EngineEntry(
        "pdfplumber_rs", "pdfplumber-rs", "pdfplumber-rs", "pdfplumber_rs", _RULED, "pdfplumber-rs", "", "MIT"
    ),
    EngineEntry("tablers", "tablers", "tablers", "tablers_tables", (*_RULED, "corpus"), "tablers", "", "MIT"),
    EngineEntry(
        "pdfspine", "pdfspine", "pdfspine", "pdfspine_tables", (*_ALL, "corpus"), "pdfspine", "", "Apache-2.0"
    ),
    EngineEntry("pdf_oxide", "pdf-oxide", "pdf-oxide", "pdf_oxide_tables", _ALL, "pdf-oxide", "", "MIT"),
    EngineEntry(
        "turbo_parsepdf",
        "turbo-parsepdf",
        "turbo-parsepdf",
        "turbo_parsepdf_tables",
        _RULED,
        "turbo-parsepdf",
        "",
        "MIT",
    ),
    EngineEntry("rasgapdf", "rasgapdf", "rasgapdf", "rasgapdf_tables", _ALL, "rasgapdf", "", "AGPL"),
    EngineEntry(
        "ragtable", "ragtable-extract", "ragtable-extract", "ragtable_tables", _RULED, "ragtable-extract"
    ),
    EngineEntry("pymupdf", "PyMuPDF 1", "pymupdf", "pymupdf_tables", _RULED, "pymupdf", "", "AGPL"),
    EngineEntry(
        "pymupdf_text", "PyMuPDF 1, text", "pymupdf", "pymupdf_tables", _BARE, "pymupdf", "text", "AGPL"
    ),
    EngineEntry(
        "camelot_vector",
        "camelot lattice, vector",
        "camelot",
        "camelot_tables",
        _RULED,
        "camelot-py",
        "vector",
        "MIT",
    ),
    EngineEntry(
        "camelot_network",
        "camelot network",
        "camelot",
        "camelot_tables",
        _BARE,
        "camelot-py",
        "network",
        "MIT",
    ),
    EngineEntry(
        "camelot_stream", "camelot stream", "camelot", "camelot_tables", _BARE, "camelot-py", "stream", "MIT"
    ),
    EngineEntry(
        "tabula_lattice", "tabula lattice", "tabula", "tabula_tables", _RULED, "tabula-py", "lattice", "MIT"
    ),
    EngineEntry(
        "tabula_stream", "tabula stream", "tabula", "tabula_tables", _BARE, "tabula-py", "stream", "MIT"
    ),
    EngineEntry(
        "opendataloader",
        "opendataloader",
        "opendataloader",
        "opendataloader_tables",
        _ALL,
        "opendataloader-pdf",
        "",
        "Apache-2.0",
    ),
    EngineEntry("ripdoc", "ripdoc", "ripdoc", "", (), "ripdoc"),
    # The slow ones come last, so that a run that is cut short has the others.
    EngineEntry(
        "camelot_combined",
        "camelot lattice",
        "camelot",
        "camelot_tables",
        _RULED,
        "camelot-py",
        "combined",
        "MIT",
    ),
    EngineEntry("img2table", "img2table", "img2table", "img2table_tables", _RULED, "img2table", "", "MIT"),
    EngineEntry(
        "img2table_borderless",
        "img2table, borderless",
        "img2table",
        "img2table_tables",
        _BARE,
        "img2table",
        "borderless",
        "MIT",
    ),
    EngineEntry("pymupdf_2", "PyMuPDF 2", "pymupdf-2", "pymupdf_tables", _ALL, "pymupdf", "", "AGPL"),
)
