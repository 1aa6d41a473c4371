"""The last asset of the road: what nobody needs any more goes.

Belongs here: clearing as an asset, its log, its check. Does not: choosing what goes (see `retention`,
`history`).
"""

from datetime import UTC, datetime
from typing import Final

import dagster as dg

from pipelines.orchestration.history import forget_old_runs
from pipelines.orchestration.labels import OWNER
from pipelines.orchestration.progress import progress
from pipelines.orchestration.publishing import SUMMARY
from pipelines.orchestration.retention import RUNS_VARIABLE, Cleared, clear, days_kept
from pipelines.orchestration.workshop import Workshop

RETENTION = dg.AssetKey(["reports", "retention"])
CLEARED_CHECK: Final = "old_parts_and_runs_cleared"


@dg.asset(
    key=RETENTION,
    deps=[SUMMARY],
    group_name="reports",
    owners=[OWNER],
    kinds={"python"},
    description=(
        "清理. After a release: parts of other code than the present and than that of any release, and "
        "finished runs of long ago, are removed (GONGKAI_PARTS_DAYS, GONGKAI_RUNS_DAYS)."
    ),
    check_specs=[
        dg.AssetCheckSpec(
            CLEARED_CHECK,
            asset=RETENTION,
            description="What nobody needs any more could be removed (过期数据已清理).",
        )
    ],
)
def retention(context: dg.AssetExecutionContext, workshop: Workshop) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Clear up. Trouble with that fails no run: the release stands, and the next run tries again."""
    progress().step("retention", 0)
    home, now = workshop.place, datetime.now(UTC)
    cleared, runs, trouble = Cleared(), [], ""
    try:
        cleared = clear(home, now)
        if (kept := days_kept(RUNS_VARIABLE)) is not None:
            runs = forget_old_runs(context.instance, home, now - kept)
    except (OSError, ValueError) as error:
        trouble = f"{type(error).__name__}: {error}"
        context.log.warning(f"not everything could be cleared: {trouble}")
    for line in [*cleared.lines(), *([f"{len(runs)} old run(s) forgotten"] if runs else [])]:
        context.log.info(line)
    return dg.MaterializeResult(
        metadata={
            "versions_removed": [
                f"{room} {version} ({n} documents)" for room, version, n in cleared.versions
            ],
            "reports_removed": cleared.reports,
            "runs_forgotten": len(runs),
        },
        check_results=[
            dg.AssetCheckResult(
                check_name=CLEARED_CHECK,
                passed=not trouble,
                severity=dg.AssetCheckSeverity.WARN,
                metadata={"trouble": trouble},
            )
        ],
    )
