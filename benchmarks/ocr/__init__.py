"""How well scanned pages are read: pages typeset here, rasterised, spoiled as scanners do, and scored.

`python -m benchmarks.ocr` writes docs/benchmarks/ocr.md.
"""
