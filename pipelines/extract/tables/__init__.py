"""Fragments of pages become logical tables with captions, headers and notes.

Belongs here: joining over pages, headers, captions, the audit that nothing was lost on the way.
Does not: reading pages, meaning.
"""
