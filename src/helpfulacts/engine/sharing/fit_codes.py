"""What a pair is tested for and what it leaves to be asked, by bit number. Loads nothing, for every process needs it."""

TESTS = ("travel", "times", "language", "who_for", "steps", "ward")
"""What may be relaxed one at a time to say what came near. Being a group, and “not this one”, are never relaxed."""

ASKS = ("age", "rule", "steps", "ward", "language", "ask_first")
"""The questions attached to a pair that fits as far as we know."""
