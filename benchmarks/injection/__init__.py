"""Injection benchmark: sound documents, one figure changed at a time, what the rules find of it."""
