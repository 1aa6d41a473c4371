"""How soon a reader sees something: the dashboard measured in a real browser."""
