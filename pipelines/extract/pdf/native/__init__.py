"""The optional native part: one C file, compiled while the project is installed where a compiler exists.

Belongs here: `page_marks.c`, building it, and the library it becomes.
Does not: anything that the Python beside it cannot do with the same results (`plain`).
"""
