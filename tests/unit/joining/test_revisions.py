"""Several publications of one disclosure: which follows which, how that is known, which one counts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.warehouse.records import record, sha
from tests.unit.joining.files import narrative_file, tables_file
from tests.unit.joining.models import Records, by_document, rows, together

FEBRUARY, MARCH = {"published_on": "2023-02-01"}, {"published_on": "2023-03-01"}
LATER = {"fetched_at": "2026-12-01T01:00:00+00:00"}


def ordered(*files: Records) -> dict[str, tuple[int, str, bool]]:
    found = by_document(rows(together(*files), "int_disclosure_document"))
    return {
        letter: (row["revision"], row["revision_basis"], row["is_current"]) for letter, row in found.items()
    }


@pytest.mark.parametrize(
    ("old", "new", "basis"),
    [
        (FEBRUARY, MARCH, "published_later"),
        (FEBRUARY, MARCH | {"file_name": "b.pdf"}, "published_later"),
        ({}, {"file_name": "2023年部门预算（更正）.pdf"}, "correction_stated"),
        ({}, {"link_text": "关于重新公开2023年部门预算的说明"}, "correction_stated"),
        ({"file_name": "更正.pdf"} | FEBRUARY, MARCH, "published_later"),
        ({}, LATER, "fetched_later"),
    ],
)
@pytest.mark.parametrize("letters", ["ab", "ba"])
def test_the_newest_counts_and_the_order_says_how_it_is_known(
    old: dict[str, Any], new: dict[str, Any], basis: str, letters: str
) -> None:
    one, two = letters
    found = ordered(tables_file(one, found=old), tables_file(two, found=new))
    assert found == {one: (1, "first", False), two: (2, basis, True)}


def test_a_title_that_states_a_correction_counts_too() -> None:
    found = ordered(tables_file("b", title="东海市民政局2023年部门预算（更正）"), tables_file("c"))
    assert found == {"c": (1, "first", False), "b": (2, "correction_stated", True)}


def test_other_content_at_the_same_address_is_a_revision() -> None:
    files = together(tables_file("b"), tables_file("a", found=LATER))
    files["document_changes"] = [
        record(
            "document_changes",
            url="https://czj.example.gov.cn/1.pdf",
            old_document_id=sha("b"),
            new_document_id=sha("a"),
            seen_at="2026-12-01T01:00:00+00:00",
        )
    ]
    assert ordered(files) == {"b": (1, "first", False), "a": (2, "replaced_at_address", True)}


def test_where_nothing_tells_the_order_the_fuller_one_counts_and_says_so() -> None:
    found = ordered(
        tables_file("b", types=("three_public", "income_detail")), tables_file("c", types=("three_public",))
    )
    assert found == {"c": (1, "first", False), "b": (2, "undetermined", True)}


def test_a_partial_correction_replaces_what_it_holds() -> None:
    files = together(tables_file("b", found=FEBRUARY), tables_file("c", types=("three_public",), found=MARCH))
    assert ordered(files) == {"b": (1, "first", True), "c": (2, "published_later", True)}
    preferred = {row["content"]: row["document_id"][0] for row in rows(files, "int_preference")}
    assert preferred == {"expenditure_detail": "b", "general_budget_expenditure": "b", "three_public": "c"}


def test_a_narrative_published_later_revises_no_tables() -> None:
    found = ordered(tables_file("b", found=FEBRUARY), narrative_file("c", found=MARCH))
    assert found == {"b": (1, "first", True), "c": (1, "first", True)}


def test_one_table_that_both_parts_print_makes_them_no_revisions() -> None:
    # Some print their purchases beside the words and among the tables: parts of one day, not two publications.
    types = ("income_detail", "expenditure_detail", "three_public", "procurement", "gov_fund_expenditure")
    words = tables_file("a", types=("procurement",), amounts=("91300.00",), content="both")
    files = together(words, tables_file("b", types=types))
    assert ordered(files) == {"a": (1, "first", True), "b": (1, "first", True)}
    preferred = {row["content"]: row["document_id"][0] for row in rows(files, "int_preference")}
    assert preferred["procurement"] == "b"


def test_a_later_publication_that_could_not_be_read_replaces_nothing() -> None:
    broken = tables_file("c", types=(), found=MARCH)
    assert ordered(tables_file("b", found=FEBRUARY), broken)["b"] == (1, "first", True)
