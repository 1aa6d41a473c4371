"""Tables without upright rules: three rules, row rules, stripes, bare alignment.

Belongs here: finding columns in white gaps and rows in rules, bands and baselines. Does not: ruled tables.
"""
