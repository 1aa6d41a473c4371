"""Reads pages that are pictures: scans inside PDFs and image files.

Belongs here: everything between pixels and a `Page`. Does not: opening PDFs with text, joining pages.
The parts, in the order of the work: `picture` (grey, even paper), `upright` (turned, deskewed),
`pixel_rules` (rules), `ink` (blobs and lines), `marks` (dashes, boxes), `recogniser` (text),
`agreement` and `widths` (which reading to believe), `cells`, `outside`, `scan` (the page); `pdf_pages` and
`image_engine` bring the pictures.
"""
