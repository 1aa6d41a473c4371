"""Who has published, who is late, who has not."""

from __future__ import annotations

from tests.integration.warehouse.build import Build

STATUS = "marts.mart_publication_status"


def test_every_expectation_and_every_archived_disclosure_has_one_state(sound: Build) -> None:
    rows = sound.rows(
        f"select unit_name, fiscal_year, kind, state, due_on, due_basis, days_late from {STATUS}"
    )
    assert sorted(rows) == sorted(
        [
            # The links did not say so, the documents do.
            ("数据中心", 2023, "budget", "published", "2023-02-21", "approval", None),
            ("档案馆", 2023, "budget", "late", "2023-02-21", "approval", 8),
            ("档案馆", 2023, "final", "missing", "2024-10-31", "season", None),
            ("档案馆", 2026, "budget", "not_due", "2026-04-30", "season", None),
            ("某（某）局", 2023, "final", "published", "2024-10-31", "season", None),
        ]
    )


def test_documents_and_the_first_of_them_are_counted(sound: Build) -> None:
    rows = sound.rows(
        "select is_expected, document_count, cast(first_seen_at as varchar) "
        f"from {STATUS} where unit_name = '数据中心'"
    )
    assert len(rows) == 1
    is_expected, documents, seen = rows[0]
    assert (is_expected, documents) == (True, 5)
    assert seen.startswith("2026-11-24")
