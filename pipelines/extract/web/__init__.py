"""Web pages and web archives: charset, main content, tables, positioned text.

Belongs here: HTML and MHTML. Does not: fetching them (`collect`).
"""
