"""The warehouse measured: the analysts' questions, their time, and a district fifty times the corpus."""
