"""Damaged files of every format: whatever a reader is given, it answers with records or with a code."""
