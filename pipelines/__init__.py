"""Gongkai (公开): disclosures of Chinese public departments, as comparable and traceable rows.

One package per room, in the order in which the data flows: collect, extract, conform, contracts,
reconcile, publish, reports. A room imports only from rooms before it. `orchestration` is the only
place that imports Dagster; `cli` is what people type.
"""

__version__ = "0.1.0"
