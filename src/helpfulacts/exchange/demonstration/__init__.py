"""A demonstration place from hand-written files: real geography, invented people and offers, a seeded history."""
