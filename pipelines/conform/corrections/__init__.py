"""What reviewers found on pages that the machine misread: reviewed rows that take effect before conforming.

Belongs here: the records in raw/corrections/*.csv, applying them to what was extracted, and telling when one
no longer holds. Does not: choosing what to review (`reports/review_queue`), any guess of its own.

A correction says: at this spot of this file (by its SHA-256) the program reads A, and B is printed. It is
bound to A: when the reader reads something else, or B by itself, the correction is not used and says so.
"""
