"""Word processors' files: DOCX itself, others through LibreOffice; zip and XML that cannot be trusted.

Belongs here: DOCX, conversion, embedded files. Does not: spreadsheets (`sheets`), web pages (`web`).
"""
