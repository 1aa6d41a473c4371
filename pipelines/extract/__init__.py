"""Bytes of one file → pages → paragraphs and logical tables of cells, each with its place on the page.

Belongs here: reading formats, joining tables over pages, finding titles, unit lines and notes.
Does not: knowing what a table means, what a number is worth, or where a file came from.
Every function is pure: same bytes, same result.
"""
