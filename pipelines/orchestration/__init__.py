"""The road as Dagster assets, and what it needs to know before Dagster is even imported.

Belongs here: assets, checks, jobs, resources (`definitions`); the plan of a run and the work on one
document (`plan`, `work`, `pool`), which import no Dagster so that a run with nothing to do is instant.
Does not: reading, computing, publishing (the rooms do). Nothing else in the project imports Dagster.
"""
