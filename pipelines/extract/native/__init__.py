"""The optional native part: C files, compiled while the project is installed where a compiler exists.

Belongs here: the C files, building them, the library they become. Does not: what calls them
(`pdf.pdfium_native`, `page.native_grids`), anything that Python cannot do with the same results.
"""
