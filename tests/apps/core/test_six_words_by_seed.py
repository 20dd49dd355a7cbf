"""Six words are drawn at random; only inside the demonstration's seed are they the same each time."""

from __future__ import annotations

import random

from helpfulacts.core.ids import seeded
from helpfulacts.people.phrases import new_phrase


def drawn(seed: str) -> str:
    with seeded(random.Random(seed)):
        return new_phrase()


def test_the_same_seed_gives_the_same_words_and_nothing_else_does() -> None:
    assert drawn("one") == drawn("one") != drawn("other")
    assert len({new_phrase() for _ in range(50)}) == 50
