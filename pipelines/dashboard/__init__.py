"""The dashboard: a release as pages that people read, click through and pass on.

Belongs here: asking a release, laying out pages, serving them, exporting them as files.
Does not: computing figures of its own (the marts do), writing anything into a release.

A page is made by `site.Site` from its path, whoever asks: the server (`server`) or the export (`export`).
Addresses inside pages are relative, so both show the same bytes.
"""
