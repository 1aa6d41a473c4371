"""What a run survives: kills, lost workers, a full disk, a store that is gone, a wrong clock, company.

Belongs here: causing trouble on purpose, and looking whether everything is whole afterwards.
Does not: the code that survives it (see `pipelines`). Small versions run in `tests/integration/faults`.
"""
