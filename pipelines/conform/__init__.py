"""Extracted tables and paragraphs → figures with a meaning, a unit of money and a place in a hierarchy.

Belongs here: which table it is, which column means what, which row is a total, what a sentence claims.
Does not: reading files, checking figures against each other, anything about other documents.
Layouts are data: `catalogue/*.yaml` and `catalogue/*.csv`. An unknown header is an outcome.
"""
