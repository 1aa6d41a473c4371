"""The same disclosures in other formats: do they give the same facts?

Belongs here: writing what was read of a PDF as HTML, and by the real LibreOffice in six office formats;
reading each; comparing facts. Does not: speed, accuracy of the PDF's own reading (`extract`).
"""
