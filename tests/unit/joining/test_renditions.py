"""One publication in several formats: found by place and format, compared, never a revision."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.joining.files import BUDGET, narrative_file, tables_file
from tests.unit.joining.models import Records, by_document, rows, together

PAGE = {"found_at": "https://czj.example.gov.cn/2023/t1.html"}
WORD = {"media_type": "application/msword", "method": "flow"}


def ordered(*files: Records) -> dict[str, tuple[int, str, bool]]:
    found = by_document(rows(together(*files), "int_disclosure_document"))
    return {
        letter: (row["revision"], row["revision_basis"], row["is_current"]) for letter, row in found.items()
    }


@pytest.mark.parametrize("letters", ["ab", "ba"])
def test_the_same_in_another_format_from_one_page_is_a_rendition(letters: str) -> None:
    pdf, word = letters
    files = (tables_file(pdf, found=PAGE), tables_file(word, found=PAGE, **WORD))
    assert ordered(*files) == {word: (1, "first", False), pdf: (1, "rendition", True)}
    assert {row["document_id"][0] for row in rows(together(*files), "int_preference")} == {pdf}
    assert rows(together(*files), "int_revision_pair") == []


@pytest.mark.parametrize(
    ("place", "said"),
    [({}, WORD), (PAGE, {}), (PAGE, WORD | {"types": ("three_public",)})],
    ids=["found nowhere", "same format", "a part of it"],
)
def test_another_place_the_same_format_or_another_content_make_no_rendition(
    place: dict[str, Any], said: dict[str, Any]
) -> None:
    said = {"types": BUDGET, **said}
    found = ordered(tables_file("a", found=place), tables_file("b", found=place, **said))
    assert "rendition" not in {basis for _, basis, _ in found.values()}


def test_renditions_are_compared_figure_by_figure_and_say_that_they_were_found() -> None:
    pdf, word = tables_file("a", found=PAGE), tables_file("b", found=PAGE, **WORD)
    word["lines"][0]["amount_yuan"] += 100
    compared = rows(together(pdf, word), "fct_rendition_agreement")
    assert {row["is_declared"] for row in compared} == {False}
    assert {(row["preferred_document_id"][0], row["other_document_id"][0]) for row in compared} == {
        ("a", "b")
    }
    assert [row["state"] for row in compared if not row["agrees"]] == ["differs"]


def test_a_correction_after_two_renditions_is_the_second_revision() -> None:
    later = {"published_on": "2023-03-01"}
    first = {"published_on": "2023-02-01"} | PAGE
    found = ordered(
        tables_file("a", found=first), tables_file("b", found=first, **WORD), tables_file("c", found=later)
    )
    assert found["c"] == (2, "published_later", True)
    assert found["a"][2] is False


def test_an_archive_file_of_all_units_has_a_folder_for_each() -> None:
    def packed(path: str) -> dict[str, Any]:
        return {"container_id": "9" * 64, "container_path": path}

    files = (
        narrative_file("a", amounts=(), found=packed("民政局/1.doc")),
        tables_file("b", unit_name=None, found=packed("民政局/2.pdf")),
        narrative_file("c", amounts=(), unit_name="东海市财政局", found=packed("财政局/1.doc")),
        tables_file("d", unit_name=None, found=packed("财政局/2.pdf")),
    )
    found = by_document(rows(together(*files), "int_disclosure_document"))
    assert (
        found["b"]["disclosure_id"]
        == found["a"]["disclosure_id"]
        == "name:东海市民政局-2023-budget-department"
    )
    assert (
        found["d"]["disclosure_id"]
        == found["c"]["disclosure_id"]
        == "name:东海市财政局-2023-budget-department"
    )
    assert "same container" in found["b"]["join_evidence"]
