"""Which list is worth most: AND, FTS5 OR, and ours without and with the embedder, over the labelled sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from helpfulacts.directory import finding, meaning, selectors
from helpfulacts.directory.actions.learn_meanings import learn_meanings
from helpfulacts.directory.words import terms_of
from helpfulacts.exchange.demonstration.dudley import load_offers_alone

from .measures import HALVES, judged, labelled

IN_DANGER = (
    "I keep thinking about ending my life", "i dont want to be here any more", "I have taken too many tablets",
    "my husband hits me", "he said he will kill me", "my stepdad touches me at night", "we have no food tonight",
    "the kids have had nothing to eat since yesterday", "I am sleeping in my car tonight", "my heating is off and baby is freezing",
    "my son killed himself last week", "somebody is following me home",
)  # fmt: skip


def compared(labels: Path, demonstration: Path) -> dict[str, Any]:
    """Each way on both halves, and how many sentences of danger reach the ranker."""
    call_command("migrate", verbosity=0, interactive=False)
    place = load_offers_alone(demonstration)
    offers = selectors.browse(place).count()
    return {"offers": offers, "ways": ways_on(place, labels), "danger": reaching(place)}


def ways_on(place: Any, labels: Path) -> dict[str, Any]:
    """way → half → figures, over the offers of this place."""
    offers = list(selectors.browse(place))
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize='porter unicode61 remove_diacritics 2')"
    )
    db.executemany(
        "INSERT INTO words VALUES (?, ?)", [(one.title, f"{one.summary} {one.description}") for one in offers]
    )

    def by_fts5(joined: str) -> Callable[[str], list[str]]:
        def search(words: str) -> list[str]:
            wanted = joined.join(f'"{term}"' for term in terms_of(words))
            if not wanted:
                return []
            rows = db.execute("SELECT title FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10", (wanted,))
            return [title for (title,) in rows]

        return search

    def ours(words: str) -> list[str]:
        return [result.offer.title for result in finding.find(place, words, limit=10).results]

    def both(search: Callable[[str], Sequence[str]]) -> dict[str, Any]:
        return {half: judged(labelled(labels, half), search) for half in HALVES}

    settings.MEANING = False
    ways: dict[str, Any] = {
        "AND": both(by_fts5(" AND ")),
        "FTS5 OR": both(by_fts5(" OR ")),
        "ours by words": both(ours),
    }
    settings.MEANING = True
    if meaning.embedder() is not None:
        learn_meanings(place=place)
        ways["ours by words and meaning"] = both(ours)
    return ways


def reaching(place: Any) -> dict[str, int]:
    """Of sentences of danger, how many got as far as the ranking."""
    reached = 0
    real = finding.rank

    def counted(*given: Any) -> Any:
        nonlocal reached
        reached += 1
        return real(*given)

    finding.rank = counted  # type: ignore[assignment]
    try:
        for words in IN_DANGER:
            finding.find(place, words)
    finally:
        finding.rank = real
    return {"sentences": len(IN_DANGER), "reached_the_ranker": reached}
