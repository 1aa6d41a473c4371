"""The gate before the warehouse as Dagster shows it: a blocking check on the figures.

Belongs here: the check, its metadata. Does not: coming to the verdict (see `effect_gate`).
"""

from typing import Any, Final

import dagster as dg

from pipelines.contracts.tables import PART_TABLES
from pipelines.orchestration.effect_gate import judge
from pipelines.orchestration.effect_verdict import HELD, Verdict
from pipelines.orchestration.labels import key_of
from pipelines.orchestration.progress import progress
from pipelines.orchestration.workshop import Workshop

EFFECT_CHECK: Final = "effect_accepted"


@dg.asset_check(
    asset=key_of(PART_TABLES["lines"]),
    name=EFFECT_CHECK,
    blocking=True,
    description=(
        "Changed code changes no figure of the current release, or somebody has accepted exactly these "
        "changes (解析程序改动的影响已确认): `gongkai effect`."
    ),
)
def effect_accepted(context: dg.AssetCheckExecutionContext, workshop: Workshop) -> dg.AssetCheckResult:
    """Stops the run before the warehouse when an effect was not accepted; the release stays."""
    progress().step("effect", 0)
    verdict = judge(workshop.place)
    context.log.info(verdict.sentence)
    return effect_result(verdict)


def effect_result(verdict: Verdict) -> dg.AssetCheckResult:
    """The verdict as the check's result."""
    metadata: dict[str, Any] = {"state": verdict.state.value, "documents": verdict.documents}
    if verdict.page is not None:
        metadata |= {
            **{f"rows_{how}": number for how, number in verdict.rows.items()},
            "effect": verdict.effect.digest,
            "report": dg.MetadataValue.path(str(verdict.page)),
            "accept_with": verdict.accept_command,
        }
    said = verdict.sentence if verdict.may_publish else f"{HELD}: {verdict.sentence}"
    return dg.AssetCheckResult(passed=verdict.may_publish, description=said, metadata=metadata)
