"""How far failing results can be trusted: precision over the corpus, by a reviewed list."""
