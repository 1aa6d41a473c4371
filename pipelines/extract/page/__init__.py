"""From the marks of a page (characters, rules, areas) to cells and lines of text.

Belongs here: geometry shared by PDF and OFD. Does not: files and libraries, tables without rules (`unruled`),
anything that needs the neighbouring pages (`tables`, `text`).
"""
