"""OFD, the national format for fixed pages (GB/T 33190): its marks go through the page builder.

Belongs here: reading OFD. Does not: building pages (`page`).
"""
