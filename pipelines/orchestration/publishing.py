"""The last assets: the release, and the summary people read.

Belongs here: publishing as an asset, its checks. Does not: making releases (see `publish/`), wording.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

import dagster as dg

from pipelines.orchestration.findings import finding_results, finding_specs
from pipelines.orchestration.labels import OWNER
from pipelines.orchestration.previews import bar_chart
from pipelines.orchestration.progress import progress
from pipelines.orchestration.warehouse import WRITER_POOL, build_stamp, mart_keys
from pipelines.orchestration.workshop import Workshop
from pipelines.publish.current import current_release
from pipelines.publish.files import sha256_of
from pipelines.publish.query import query
from pipelines.publish.release import publish
from pipelines.reports.summary import markdown, summarise

RELEASE = dg.AssetKey(["publish", "release"])
_LATE = (
    "select state, due_basis, unit_name || ' ' || fiscal_year || ' ' || kind || ', due ' || due_on "
    "from mart_publication_status where state in ('late', 'missing')"
)
SUMMARY = dg.AssetKey(["reports", "summary"])


@dg.asset(
    key=RELEASE,
    deps=mart_keys(),
    group_name="publish",
    owners=[OWNER],
    kinds={"duckdb", "parquet"},
    pool=WRITER_POOL,
    description="发布版. An immutable snapshot of the marts under warehouse/releases; `current` leads to it.",
    check_specs=[
        dg.AssetCheckSpec(
            "release_verified",
            asset=RELEASE,
            description="Every file of the release has the hash its manifest says, and opens (发布核验).",
        ),
        dg.AssetCheckSpec(
            "renditions_agree",
            asset=RELEASE,
            description="Two files of one publication give the same figures (同一公开的两种文本一致).",
        ),
        dg.AssetCheckSpec(
            "published_in_time",
            asset=RELEASE,
            description="Who must publish within 20 days of approval has done so (预算法第十四条，按期公开).",
        ),
        *finding_specs(RELEASE),
    ],
)
def release(workshop: Workshop) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Publish the build, and look at what was published as a reader would."""
    home = workshop.place
    progress().step("release", 0)
    stamp = json.loads(build_stamp(home).read_text(encoding="utf-8"))
    published = publish(
        home.build_db,
        home.releases,
        stamp["fingerprint"],
        stamp["source_versions"],
        changed_code=stamp.get("changed_code"),
    )
    rows = published.rows
    return dg.MaterializeResult(
        metadata={
            "release": published.release_id,
            "folder": dg.MetadataValue.path(str(published.folder)),
            "rows": sum(rows.values()),
            "rows_by_table": dg.MetadataValue.md(bar_chart(sorted(rows.items(), key=lambda r: -r[1])[:15])),
        },
        check_results=[
            _verified(workshop),
            _renditions(workshop),
            in_time(workshop),
            *finding_results(home.releases),
        ],
    )


def _verified(workshop: Workshop) -> dg.AssetCheckResult:
    current = current_release(workshop.place.releases)
    wrong: list[str] = []
    for name, entry in (current.manifest["files"] if current else {}).items():
        path = current.folder / name if current else None
        if path is None or not path.is_file() or sha256_of(path) != entry["sha256"]:
            wrong.append(name)
    tables = query(workshop.place.releases, "select count(*) from fct_line_item").rows
    return dg.AssetCheckResult(
        check_name="release_verified",
        passed=current is not None and not wrong and bool(tables),
        metadata={"files": len(current.manifest["files"]) if current else 0, "wrong": wrong},
    )


def _renditions(workshop: Workshop) -> dg.AssetCheckResult:
    sql = "select state, count(*) from fct_rendition_agreement group by state"
    states = dict(query(workshop.place.releases, sql).rows)
    off = sum(number for state, number in states.items() if state != "agrees")
    return dg.AssetCheckResult(
        check_name="renditions_agree",
        passed=off == 0,
        metadata={"figures_compared": sum(states.values()), "disagreeing": off, "by_state": states},
    )


def in_time(workshop: Workshop) -> dg.AssetCheckResult:
    """Warns of this and last year's disclosures that are overdue by a known day of approval.

    What is late by the season alone is counted, no more: nobody has said when it was due.
    """
    since = datetime.now(UTC).year - 1
    sql = _LATE + f" and fiscal_year >= {since} order by due_on, unit_name"
    rows = query(workshop.place.releases, sql).rows
    overdue = [f"{text} ({state})" for state, basis, text in rows if basis == "approval"]
    return dg.AssetCheckResult(
        check_name="published_in_time",
        passed=not overdue,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "overdue": len(overdue),
            "first": overdue[:20],
            "missing_after_season": len(rows) - len(overdue),
        },
    )


@dg.asset(
    key=SUMMARY,
    deps=[RELEASE],
    group_name="reports",
    owners=[OWNER],
    kinds={"markdown"},
    description="汇总. What was read, which tables, the headline figures, the checks: for people.",
)
def summary(workshop: Workshop) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """The summary that `gongkai run` prints, as Markdown."""
    progress().step("summary", 0)
    return dg.MaterializeResult(
        metadata={"summary": dg.MetadataValue.md(markdown(summarise(workshop.place.releases)))}
    )
