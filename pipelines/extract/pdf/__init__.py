"""PDF files: PDFium first, pdfplumber as second opinion, pictures where there is no text.

Belongs here: everything that calls a PDF library, what puts a page in doubt, conservation of figures.
Does not: building a page from marks (`page`), scans (`ocr`).
"""
