"""Releases: immutable, versioned snapshots of the warehouse that anyone opens without meeting a lock.

Belongs here: making, checking, switching and reading releases.
Does not: building the warehouse (dbt does), deciding when to publish (orchestration does).
"""
