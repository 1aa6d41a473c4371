"""Full-text search over what units say: names, projects, goals, indicators, purchases, the narrative.

Belongs here: which texts there are, cutting Chinese into searchable pieces, the index, asking it.
Does not: the page (see `pages/search`).

Chinese is cut into overlapping pairs of characters: a search for 消防救援 finds every text that holds these
characters in a row and no other, whatever a dictionary would have cut them into. Names of units and projects,
which no dictionary knows, are found as surely as common words.
"""
