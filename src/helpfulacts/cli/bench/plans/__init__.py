"""How long the pages of whoever walks beside people take in a place with many plans."""
