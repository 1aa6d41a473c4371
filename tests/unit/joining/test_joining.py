"""Files of one disclosure are joined by what they state; where evidence is thin they are listed, not joined."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.integration.warehouse.records import record, sha
from tests.unit.joining.files import AMOUNTS, narrative_file, tables_file
from tests.unit.joining.models import Records, by_document, rows, together

OTHER = ("1110000.00", "2220000.00", "3330000.00", "4440000.00", "5550000.00")
PAGE = {"found_at": "https://czj.example.gov.cn/2023/t1.html"}
FOLDER = {"found_at": "folder:0123456789abcdef"}
ZIP = {"container_id": "9" * 64, "container_path": "民政局/1.pdf"}
HIS = "name:东海市民政局-2023-budget-department"


def joined(*files: Records) -> dict[str, dict[str, Any]]:
    return by_document(rows(together(*files), "int_disclosure_document"))


def candidates(*files: Records) -> list[dict[str, Any]]:
    return rows(together(*files), "int_disclosure_candidate")


def test_narrative_and_tables_that_state_the_same_are_one_disclosure() -> None:
    found = joined(narrative_file("a"), tables_file("b"))
    assert {row["disclosure_id"] for row in found.values()} == {HIS}
    assert {row["join_basis"] for row in found.values()} == {"stated"}
    for row in found.values():
        assert "one is the narrative, the other the tables" in row["join_evidence"]
        assert "6 of the 6 amounts that the narrative states stand in the tables" in row["join_evidence"]
        assert (row["revision"], row["is_current"]) == (1, True)


def test_a_file_alone_needs_no_evidence() -> None:
    (row,) = joined(tables_file("a")).values()
    assert (row["join_basis"], row["join_evidence"]) == ("alone", "")


@pytest.mark.parametrize("said", [{"fiscal_year": 2024}, {"kind": "final"}, {"unit_name": "东海市财政局"}])
def test_what_differs_never_joins(said: dict[str, Any]) -> None:
    found = joined(narrative_file("a", found=ZIP), tables_file("b", found=ZIP, **said))
    assert found["a"]["disclosure_id"] != found["b"]["disclosure_id"]


def test_a_department_and_its_own_office_stay_two() -> None:
    found = joined(
        tables_file("a"),
        tables_file("b", report_level="unit"),
        tables_file("c", unit_name="东海市民政局（本级）"),
    )
    assert len({row["disclosure_id"] for row in found.values()}) == 3


def test_a_narrative_silent_on_its_level_goes_to_its_tables() -> None:
    found = joined(narrative_file("a", report_level="unknown"), tables_file("b"))
    assert found["a"]["disclosure_id"] == found["b"]["disclosure_id"] == HIS
    assert found["a"]["join_basis"] == "completed"
    assert "does not state level" in found["a"]["join_evidence"]


def test_amounts_tell_department_and_unit_apart() -> None:
    files = (
        narrative_file("a", report_level="unknown"),
        tables_file("b"),
        tables_file("c", report_level="unit", amounts=OTHER),
    )
    assert joined(*files)["a"]["disclosure_id"] == HIS


def test_two_that_fit_alike_are_candidates() -> None:
    files = (
        narrative_file("a", report_level="unknown", amounts=()),
        tables_file("b"),
        tables_file("c", report_level="unit"),
    )
    assert joined(*files)["a"]["disclosure_id"] not in {joined(*files)[x]["disclosure_id"] for x in "bc"}
    listed = candidates(*files)
    assert {row["candidate_disclosure_id"] for row in listed} == {HIS, HIS.replace("department", "unit")}
    assert all(row["doubt"] for row in listed)


def test_two_files_of_tables_are_not_joined_over_an_unknown_level() -> None:
    # One may be the department's and the other its own office's: only the same figures would tell.
    files = (tables_file("a", report_level="unknown", amounts=OTHER), tables_file("b"))
    found = joined(*files)
    assert found["a"]["disclosure_id"] != found["b"]["disclosure_id"]
    assert [row["doubt"] for row in candidates(*files)] == ["the evidence is thin"]


def test_the_same_tables_twice_are_one_disclosure_over_an_unknown_level() -> None:
    found = joined(tables_file("a", report_level="unknown"), tables_file("b"))
    assert found["a"]["disclosure_id"] == found["b"]["disclosure_id"]


def test_a_narrative_whose_amounts_stand_nowhere_in_the_tables_is_not_theirs() -> None:
    files = (narrative_file("a", report_level="unknown", amounts=OTHER), tables_file("b"))
    assert joined(*files)["a"]["disclosure_id"] != HIS
    assert candidates(*files)[0]["doubt"] == "its amounts do not stand in these tables"


@pytest.mark.parametrize(("place", "is_joined"), [(PAGE, True), (ZIP, True), (FOLDER, False), ({}, False)])
def test_a_missing_year_needs_a_common_page_or_archive(place: dict[str, Any], is_joined: bool) -> None:
    few = AMOUNTS[:2]
    files = (
        narrative_file("a", amounts=few, found=place),
        tables_file("b", fiscal_year=None, found=place),
    )
    assert (joined(*files)["b"]["disclosure_id"] == HIS) is is_joined
    assert bool(candidates(*files)) is not is_joined


def test_a_missing_year_is_told_by_the_figures() -> None:
    assert joined(narrative_file("a"), tables_file("b", fiscal_year=None))["b"]["disclosure_id"] == HIS


def test_nameless_tables_in_an_archive_of_all_units_go_where_their_figures_are() -> None:
    nameless = tables_file("c", unit_name=None, found=ZIP)
    files = (
        narrative_file("a", found=ZIP),
        narrative_file("b", unit_name="东海市财政局", amounts=OTHER, found=ZIP),
        nameless,
    )
    assert joined(*files)["c"]["disclosure_id"] == HIS
    silent = (
        narrative_file("a", amounts=(), found=ZIP),
        narrative_file("b", unit_name="东海市财政局", amounts=(), found=ZIP),
    )
    assert joined(*silent, nameless)["c"]["disclosure_id"].startswith("unknown:")
    assert len(candidates(*silent, nameless)) == 2


def test_other_names_with_the_same_figures_are_candidates() -> None:
    files = (
        narrative_file("a", unit_name="东海市民政局机关服务中心", found=PAGE),
        tables_file("b", found=PAGE),
    )
    found = joined(*files)
    assert found["a"]["disclosure_id"] != found["b"]["disclosure_id"]
    listed = candidates(*files)
    assert {row["differs_in"] for row in listed} == {"unit"}
    assert {row["shared_amounts"] for row in listed} == {6}
    names = rows(together(*files), "int_unit_candidate")
    assert ("name:东海市民政局", "东海市民政局机关服务中心") in {(n["unit_id"], n["name"]) for n in names}


@given(
    names=st.permutations(["附件1.pdf", "2019年决算（更正）.pdf", "c.pdf"]),
    letters=st.permutations(["a", "b", "c"]),
)
@settings(max_examples=8, deadline=None)
def test_names_of_files_and_their_order_join_nothing(names: list[str], letters: list[str]) -> None:
    one, two, three = letters
    files = (
        narrative_file(one, report_level="unknown", found={"file_name": names[0]}),
        tables_file(two, found={"file_name": names[1]}),
        tables_file(three, unit_name="东海市财政局", amounts=OTHER, found={"file_name": names[2]}),
    )
    found = joined(*files)
    assert found[one]["disclosure_id"] == found[two]["disclosure_id"] == HIS
    assert found[three]["disclosure_id"] == "name:东海市财政局-2023-budget-department"


def test_the_narrative_is_not_hidden_by_what_a_table_file_says_in_passing() -> None:
    tables = tables_file("b")
    tables["claims"] = [{**narrative_file("b")["claims"][0], "claim_id": "b-1"}]
    preferred = {
        row["content"]: row["document_id"][0]
        for row in rows(together(narrative_file("a"), tables), "int_preference")
    }
    assert preferred["claims"] == "a"
    assert preferred["three_public"] == "b"


def test_no_disclosure_belongs_to_none_and_stays_visible() -> None:
    notice = narrative_file("a", amounts=AMOUNTS[:1], unit_name=None, fiscal_year=None, kind="unknown")
    notice["outcomes"] = [
        record(
            "outcomes",
            document_id=sha("a"),
            room="conform",
            outcome_index=1,
            code="NOT_A_DISCLOSURE",
            severity="error",
            detail="a notice or letter: no table",
        )
    ]
    files = together(notice, tables_file("b"))
    assert set(by_document(rows(files, "int_disclosure_document"))) == {"b"}
    assert [row["disclosure_id"] for row in rows(files, "dim_disclosure")] == [HIS]
    shown = by_document(rows(files, "dim_document"))["a"]
    assert (shown["disclosure_id"], shown["exclusion_code"]) == (None, "NOT_A_DISCLOSURE")
    assert shown["exclusion_reason"] == "a notice or letter: no table"
    assert (shown["is_read"], shown["content"], shown["page_count"]) == (True, "narrative", 1)
    assert [row["code"] for row in rows(files, "fct_outcome")] == ["NOT_A_DISCLOSURE"]
