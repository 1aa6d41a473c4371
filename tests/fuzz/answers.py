"""What a damaged file must come to, and the property that asks for it.

Belongs here: the property, for hypothesis and for the guided search. Does not: damage (see `mutations`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.collect import media_types as m
from pipelines.collect.media_types import media_type_of
from pipelines.contracts.frames import admit
from pipelines.contracts.outcome_codes import outcome_codes
from pipelines.contracts.tables import PART_TABLES, ROOM_TABLES
from pipelines.extract.document import extract_document, to_records
from pipelines.extract.model import UnreadableDocument
from tests.fuzz.mutations import Damage, damaged, damages
from tests.fuzz.samples import samples

TYPES: Final = {
    "pdf": m.PDF, "txt": m.TEXT, "xlsx": m.XLSX, "docx": m.DOCX, "html": m.HTML, "ofd": m.OFD, "mhtml": m.MHTML,
    "xml": m.SPREADSHEETML, "xls": m.XLS,
}  # fmt: skip
# PDFium is native code: damaged PDFs are read in worker processes, as in a run.
IN_THIS_PROCESS: Final = [name for name in TYPES if name not in ("xls", "pdf")]


def answers(content: bytes, media_type: str) -> None:
    """Read as a worker does, and see that what comes keeps its contracts."""
    media_type_of(content)
    try:
        records = to_records(extract_document(content, media_type))
    except UnreadableDocument as error:
        assert error.code in outcome_codes()
        return
    for table in ROOM_TABLES["extract"]:
        if table != "quarantine":
            admit(PART_TABLES[table], records.get(table, []))


def damaged_files(
    name: str, examples: int, ask: Callable[[bytes, str], None] = answers
) -> Callable[[], None]:
    """The property as a test to be called: `ask` bears every damage to the sample of that format."""

    @given(damages, st.one_of(st.none(), st.floats(0, 1)))
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def look(damage: list[Damage], member: float | None) -> None:
        ask(damaged(samples()[TYPES[name]], damage, member), TYPES[name])

    return look  # type: ignore[no-any-return]
