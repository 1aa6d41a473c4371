"""Business intelligence tools over a release: today Apache Superset, in an environment of its own.

Belongs here: what Superset is given (datasets, charts, dashboards) and how it is installed, started, filled.
Does not: what figures mean (contracts), the project's own dashboard. Nothing here imports Superset.
"""
