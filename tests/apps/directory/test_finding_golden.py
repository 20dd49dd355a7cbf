"""How well finding answers ninety-six everyday sentences with known answers, beside plain full-text search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from helpfulacts.cli.bench.finding import quality
from helpfulacts.cli.bench.finding.measures import HALVES, labelled
from helpfulacts.directory import selectors
from helpfulacts.directory.crisis import advice_for
from tests.dudley import dudley_offers

LABELS = Path(__file__).parents[2] / "golden" / "finding"
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# A little below what was measured: see the README beside the sentences. The goal of 1.4 is met on both halves by words and
# meaning (1.81 and 1.41), and by words alone on the development half (1.64 and 1.20).
FLOORS = {
    ("ours by words", "development"): 1.6,
    ("ours by words", "held_out"): 1.15,
    ("ours by words and meaning", "development"): 1.75,
    ("ours by words and meaning", "held_out"): 1.38,
}


@pytest.fixture
def dudley(db: None) -> Any:
    return dudley_offers()


def test_every_grade_names_an_entry_and_no_sentence_is_a_crisis(dudley: Any) -> None:
    titles = set(selectors.browse(dudley).values_list("title", flat=True))
    for half in HALVES:
        queries = labelled(LABELS, half)
        assert len({query.id for query in queries}) == len(queries) == 48
        for query in queries:
            assert set(query.grades) <= titles, query.id
            assert set(query.grades.values()) <= {1, 2, 3}
            assert advice_for(query.words) is None, query.words


def test_the_halves_share_no_sentence() -> None:
    one, other = ({query.words.casefold() for query in labelled(LABELS, half)} for half in HALVES)
    assert not one & other


def better(ways: dict[str, Any], way: str, half: str) -> float:
    found: float = ways[way][half]["ndcg_at_10"] / ways["FTS5 OR"][half]["ndcg_at_10"]
    return found


def test_by_words_alone_it_answers_better_than_full_text_and_leaves_nobody_with_nothing(
    dudley: Any, settings: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(quality.meaning, "embedder", lambda: None)
    ways = quality.ways_on(dudley, LABELS)
    assert "ours by words and meaning" not in ways
    for half in HALVES:
        assert better(ways, "ours by words", half) >= FLOORS["ours by words", half]
        assert ways["ours by words"][half]["empty"] == 0
        assert ways["AND"][half]["empty"] > 30, "asking for every word answers hardly anybody"


@pytest.mark.once  # by meaning it is ranked in this process; `test_meaning.py` reads vectors from both databases
def test_with_meaning_it_answers_better_still(dudley: Any, by_meaning: Any) -> None:
    ways = quality.ways_on(dudley, LABELS)
    for half in HALVES:
        assert better(ways, "ours by words and meaning", half) >= FLOORS["ours by words and meaning", half]
        assert ways["ours by words and meaning"][half]["empty"] == 0
        assert ways["ours by words and meaning"][half]["success_at_5"] >= 0.85


@pytest.mark.once  # a crisis is heard in the words, before a database is asked
def test_no_sentence_of_danger_reaches_the_ranker(dudley: Any, by_meaning: Any) -> None:
    found = quality.reaching(dudley)
    assert found["sentences"] >= 12 and found["reached_the_ranker"] == 0
