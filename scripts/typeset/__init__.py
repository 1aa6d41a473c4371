"""Helpers that typeset a PDF of the first document from its text dump.

Belongs here: reading the dump, undoing its damage, layout, drawing.
Does not: anything the pipeline needs at run time; nothing in `pipelines/` imports from here.
"""
