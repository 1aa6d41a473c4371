"""Lines become paragraphs, headings, contents entries and sections; text dumps.

Belongs here: the narrative, running headers and footers, Chinese text. Does not: tables, figures' meaning.
"""
