"""One disclosure as PDF, web page, text document and spreadsheet gives one set of facts."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.formats.facts import Fact, facts_of
from benchmarks.formats.office import FORMATS, as_office
from benchmarks.formats.page import as_html
from pipelines.collect.media_types import media_type_of
from pipelines.conform.document import conform_document
from pipelines.extract.document import extract_document
from tests.paths import SAMPLE_PDF
from tests.programs import needs_libreoffice


@pytest.fixture(scope="module")
def page() -> str:
    return as_html(extract_document(SAMPLE_PDF.read_bytes(), "application/pdf"))


def facts(content: bytes) -> Counter[Fact]:
    return facts_of(conform_document(extract_document(content, media_type_of(content))))


@pytest.fixture(scope="module")
def printed() -> Counter[Fact]:
    found = facts(SAMPLE_PDF.read_bytes())
    assert found.total() > 500
    return found


def test_as_a_web_page(page: str, printed: Counter[Fact]) -> None:
    assert facts(page.encode()) == printed


@needs_libreoffice
@pytest.mark.parametrize("ending", FORMATS)
def test_as_the_real_office_program_writes_it(page: str, printed: Counter[Fact], ending: str) -> None:
    assert facts(as_office(page, ending)) == printed
