"""Spreadsheets: XLSX, XLS/ET, ODS, Excel 2003 XML, read as they are shown.

Belongs here: sheets, number formats, several tables on one sheet. Does not: word processors (`office`).
"""
