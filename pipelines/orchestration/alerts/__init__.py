"""Telling the right person that something went wrong, once, with what to do about it.

Belongs here: settings (`settings`), wording (`message`), ways (`mail`, `webhook`), not telling twice
(`memory`), and the one call that does it all (`tell`). Does not: Dagster (see `orchestration/alerting`).
"""
