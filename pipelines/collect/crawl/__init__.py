"""Crawling: registered sources into the archive, politely, in a process of its own.

Belongs here: everything that knows Scrapy. Does not: reading pages and links (see `families/`), what
follows from fetches (see `absence`, `changes`). Imported by nobody but its own process and `launch`.
"""
