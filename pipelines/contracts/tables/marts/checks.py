"""What the reconciliation rules found, as users read it."""

from __future__ import annotations

from dataclasses import replace

from pipelines.contracts.model import Table
from pipelines.contracts.tables.marts.fields import DISCLOSURE, without
from pipelines.contracts.tables.reconcile import CHECK_RESULTS, FINDINGS

FCT_CHECK_RESULT = Table(
    name="fct_check_result",
    layer="marts",
    zh="勾稽结果",
    grain="One row per rule × place it applies to, per disclosure.",
    key=("result_id",),
    fields=(
        CHECK_RESULTS.field("result_id"),
        *DISCLOSURE,
        *(
            replace(f, reference="fct_finding.finding_id") if f.name == "finding_id" else f
            for f in without(CHECK_RESULTS, "result_id", "disclosure_id")
        ),
    ),
)

FCT_FINDING = Table(
    name="fct_finding",
    layer="marts",
    zh="发现",
    grain="One row per cause of failing results, per disclosure.",
    key=("finding_id",),
    fields=(
        FINDINGS.field("finding_id"),
        *DISCLOSURE,
        *without(FINDINGS, "finding_id", "disclosure_id"),
    ),
)

TABLES = (FCT_CHECK_RESULT, FCT_FINDING)
