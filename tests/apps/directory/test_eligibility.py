"""Who it is for has three answers, and what is not known is a question, never a no."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpfulacts.core.errors import Refused
from helpfulacts.directory.eligibility import Known, checked, in_words, questions, suits, verdict
from helpfulacts.directory.facets import AGES, FACTS

CODES = list(FACTS)[:5]
EASY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
_FACT = st.sampled_from(CODES).map(lambda code: {"fact": code})
_ENDS = st.integers(0, 60).flatmap(
    lambda low: st.integers(low, 120).map(lambda high: {"from": low, "to": high})
)
_LEAF = st.one_of(
    _FACT,
    _ENDS.map(lambda ends: {"age": ends}),
    st.just({"lives_in": ["North"]}),
    st.just({"ask": "A garden?"}),
)
TREES = st.recursive(
    _LEAF,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda one: {"not": one}),
    ),
    max_leaves=6,
)
KNOWN = st.builds(
    Known,
    ages=st.one_of(st.none(), st.sampled_from(list(AGES.values()))),
    facts=st.dictionaries(st.sampled_from(CODES), st.booleans()),
    ward=st.sampled_from(["", "North", "South"]),
)


def test_the_truth_tables_are_kleenes() -> None:
    """Kleene 1952, §64: the strong tables."""
    values = {"t": 1, "u": 0, "f": -1}
    conjunction = dict(
        zip(product("tuf", repeat=2), ["t", "u", "f", "u", "u", "f", "f", "f", "f"], strict=True)
    )
    disjunction = dict(
        zip(product("tuf", repeat=2), ["t", "t", "t", "t", "u", "u", "t", "u", "f"], strict=True)
    )
    for (a, b), both in conjunction.items():
        either = disjunction[a, b]
        leaf = lambda name, value: np.int8(values[value])  # noqa: E731
        assert verdict({"all": [{"is": a}, {"is": b}]}, leaf) == values[both]
        assert verdict({"any": [{"is": a}, {"is": b}]}, leaf) == values[either]
    assert [int(verdict({"not": {"is": one}}, lambda n, v: np.int8(values[v]))) for one in "tuf"] == [
        -1,
        0,
        1,
    ]


@EASY
@given(tree=TREES, known=KNOWN, code=st.sampled_from(CODES), answer=st.booleans())
def test_knowing_more_never_turns_a_yes_into_a_no_or_a_no_into_a_yes(
    tree: Any, known: Known, code: str, answer: bool
) -> None:
    if code in known.facts:
        return
    before = suits(tree, known)
    more = Known(known.ages, {**known.facts, code: answer}, known.ward, known.languages)
    if before != "ask":
        assert suits(tree, more) == before


@EASY
@given(tree=TREES)
def test_of_somebody_who_told_us_nothing_nothing_is_ever_said_no_to(tree: Any) -> None:
    assert suits(tree, Known()) == "ask"
    assert questions(tree, Known())


@EASY
@given(tree=TREES, known=KNOWN)
def test_questions_are_asked_only_where_the_answer_is_open(tree: Any, known: Known) -> None:
    assert bool(questions(tree, known)) == (suits(tree, known) == "ask")


@EASY
@given(tree=TREES, known=KNOWN)
def test_a_checked_tree_says_the_same_and_is_checked_already(tree: Any, known: Known) -> None:
    try:
        sound = checked(tree)
    except Refused:
        return
    assert suits(sound, known) == suits(tree, known)
    assert checked(sound) == sound and in_words(sound)


@pytest.mark.parametrize(
    "tree",
    [
        "carer", 7, [{"fact": "carer"}], {"fact": "rich"}, {"fact": "carer", "age": {}}, {"age": {}},
        {"age": {"from": 30, "to": 20}}, {"age": {"from": -1}}, {"age": {"from": True}}, {"age": {"from": 18.5}},
        {"all": []}, {"any": {}}, {"lives_in": []}, {"lives_in": "Lye"}, {"lives_in": [""]}, {"speaks": "xx"},
        {"ask": " "}, {"ask": "x" * 200}, {"income": 100}, {"not": {}}, {"not": []}, {1: 2},
        {"all": [{"any": [{"all": [{"any": [{"fact": "carer"}, {"fact": "carer"}]}, {"fact": "carer"}]}, {"fact": "carer"}]}, {"fact": "carer"}]},
        {"any": [{"fact": "carer"}] * 25},
    ],
)  # fmt: skip
def test_a_tree_that_is_not_sound_is_refused_with_one_sentence(tree: Any) -> None:
    with pytest.raises(Refused) as refusal:
        checked(tree)
    assert str(refusal.value).count("\n") == 0 and refusal.value.field == "eligibility"


def test_it_is_said_in_words() -> None:
    tree = {
        "all": [
            {"any": [{"fact": "carer"}, {"fact": "parent"}]},
            {"lives_in": ["Gornal", "Lye"]},
            {"age": {"from": 18}},
        ]
    }
    assert in_words(tree) == (
        "either can say “I look after someone”, or can say “I have a child at home”, and live in Gornal or Lye, "
        "and are 18 or older"
    )
    assert in_words({"not": tree}) == (
        "both cannot say “I look after someone”, and cannot say “I have a child at home”, or do not live in Gornal "
        "or Lye, or are younger than 18"
    )
    assert in_words({}) == ""
    assert questions(tree, Known(facts={"carer": True}, ward="Lye")) == ["How old are you?"]
