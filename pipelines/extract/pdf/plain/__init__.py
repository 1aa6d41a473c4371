"""PDFium read in Python, one call after the other: what `native/page_marks.c` does, digit by digit.

Belongs here: the reader for machines without a compiler. Does not: opening files (`pdfium_file`),
understanding marks. Change both or neither: a test compares them bit by bit.
"""
