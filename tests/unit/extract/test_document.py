"""A document survives the trip through its records, so that conforming never needs the file again."""

from __future__ import annotations

import pytest

from pipelines.conform.document import conform_document
from pipelines.contracts.tables import PART_TABLES
from pipelines.extract.document import extract_document, from_records, to_records
from pipelines.extract.model import UnreadableDocument
from tests.paths import SAMPLE_PDF, SAMPLE_TEXT


@pytest.mark.parametrize(
    ("path", "media_type"), [(SAMPLE_TEXT, "text/plain"), (SAMPLE_PDF, "application/pdf")]
)
def test_conforming_from_records_equals_conforming_from_the_file(path, media_type):
    document = extract_document(path.read_bytes(), media_type)
    restored = from_records(document.document_id, media_type, document.method, to_records(document))
    assert conform_document(restored) == conform_document(document)


def test_records_have_the_fields_of_their_contracts():
    document = extract_document(SAMPLE_TEXT.read_bytes(), "text/plain")
    for name, records in to_records(document).items():
        allowed = set(PART_TABLES[name].field_names)
        for record in records:
            assert set(record) <= allowed, name


def test_unknown_types_and_empty_documents_are_refused_with_a_code():
    with pytest.raises(UnreadableDocument) as unsupported:
        extract_document(b"x", "application/x-unknown")
    assert unsupported.value.code == "UNSUPPORTED_TYPE"
    with pytest.raises(UnreadableDocument) as empty:
        extract_document(b"", "text/plain")
    assert empty.value.code == "FILE_EMPTY"
