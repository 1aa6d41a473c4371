"""Reconciliation rules (勾稽关系) applied to one disclosure, without dbt.

Belongs here: rendering the SQL of `dbt_project/` with Jinja alone and running it in an in-memory DuckDB.
Does not: the rules themselves (one SQL file each in dbt_project/models/reconciliation/rules, catalogue in
dbt_project/seeds/rules.csv), reports for people (see `reports/check_report`).
"""
