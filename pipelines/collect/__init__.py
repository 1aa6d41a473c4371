"""What came in, kept as it came: sources, archive, ingest.

Belongs here: registered sources, the content-addressed archive, taking files in, opening containers.
Does not: reading what a file says (see `extract`).
"""
