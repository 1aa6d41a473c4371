"""One adapter per engine, each a script that runs in the engine's own environment and process.

Belongs here: what a user of that engine would write to get its tables, and their common form (`common`).
Does not: measuring or scoring; nothing here may import what only one environment has, except the adapter
of that environment.
"""
