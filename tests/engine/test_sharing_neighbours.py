"""What places promise about what they have left over: one property test for each promise."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sharing_makers import rounds, slow_greedy, tickets

from helpfulacts.engine.sharing.instance import BadInstance, Instance
from helpfulacts.engine.sharing.neighbours import Around, Leftovers, share_leftovers
from helpfulacts.engine.sharing.order import total_order
from helpfulacts.engine.sharing.share import share

many = settings(max_examples=120, deadline=None)


@dataclass(frozen=True)
class Case:
    around: Around
    pairs: Instance
    classes: np.ndarray
    tickets: list[str]
    standing: np.ndarray

    def run(self) -> Leftovers:
        return share_leftovers(self.around, self.pairs, self.classes, self.tickets, self.standing)


@st.composite
def nations(draw: st.DrawFn) -> Case:
    """Two to four places: each has its own first round, on the pairs that lie within it."""
    whole = draw(rounds(most_people=16, most_offers=8))
    one, places = whole.instance, draw(st.integers(2, 4))

    def column(length: int, of: st.SearchStrategy[int]) -> np.ndarray:
        return np.array(draw(st.lists(of, min_size=length, max_size=length)), np.int64)

    person_in = column(one.people, st.integers(0, places - 1))
    offer_in = column(one.offers, st.integers(0, places - 1))
    links = column(places * places, st.sampled_from([1, 1, 0])).reshape(places, places).astype(bool)
    lends = column(one.offers, st.sampled_from([1, 1, 0])).astype(bool)
    told = column(one.people, st.sampled_from([1, 1, 0])).astype(bool)
    owner = np.repeat(np.arange(one.people), np.diff(one.indptr))
    within = person_in[owner] == offer_in[one.offer]
    home = Instance.from_arrays(one.people, one.capacity, owner[within], one.offer[within], one.gain[within])
    first = share(home, whole.classes, whole.tickets, standing=whole.standing).assign
    around = Around(person_in, offer_in, links, one.capacity, first, lends, told & (first < 0))
    return Case(around, one, whole.classes, tickets(one.people, "next door"), whole.standing)


def load(assign: np.ndarray, offers: int) -> np.ndarray:
    return np.bincount(assign[assign >= 0], minlength=offers)


@many
@given(nations())
def test_nobody_holding_a_first_round_place_loses_it(case: Case) -> None:
    before = case.around.first.copy()
    after = case.run()
    assert (after.first == before).all() and (case.around.first == before).all()
    assert (after.second[before >= 0] == -1).all(), "and nobody has two"
    together = load(after.first, case.pairs.offers) + load(after.second, case.pairs.offers)
    assert (together <= case.around.capacity).all(), "what the first round gave is not given again"


@many
@given(nations())
def test_an_owner_who_did_not_consent_gives_none(case: Case) -> None:
    after = case.run()
    assert case.around.lends[after.second[after.second >= 0]].all()
    assert (case.around.left_over()[~case.around.lends] == 0).all()


@many
@given(nations())
def test_a_person_who_did_not_consent_is_never_named_to_the_neighbour(case: Case) -> None:
    after = case.run()
    named = [after.given_by(place, case.around) for place in range(len(case.around.links))]
    everybody = np.concatenate(named)
    assert case.around.asks[everybody].all() and case.around.asks[after.people].all()
    assert sorted(everybody.tolist()) == np.flatnonzero(after.second >= 0).tolist()


@many
@given(nations(), st.data())
def test_a_person_who_did_not_consent_changes_nothing_for_anybody(case: Case, data: st.DataObject) -> None:
    """Whatever they would like and however they rank: the round is the same without them."""
    quiet = np.flatnonzero(~case.around.asks)
    classes = case.classes.copy()
    if quiet.size:
        classes[data.draw(st.sampled_from(quiet.tolist()))] = data.draw(st.integers(1, 3))
    assert (replace(case, classes=classes).run().second == case.run().second).all()


@many
@given(nations())
def test_places_that_did_not_both_say_yes_give_each_other_nothing(case: Case) -> None:
    after = case.run()
    given_to = np.flatnonzero(after.second >= 0)
    home, there = case.around.person_in[given_to], case.around.offer_in[after.second[given_to]]
    assert case.around.links[home, there].all() and (home != there).all()


@many
@given(nations(), st.data())
def test_more_leftovers_never_cost_anyone_a_place(case: Case, data: st.DataObject) -> None:
    offer = data.draw(st.integers(0, case.pairs.offers - 1))
    capacity, lends = case.around.capacity.copy(), case.around.lends.copy()
    capacity[offer] += data.draw(st.integers(0, 3))
    lends[offer] = True
    more = replace(case, around=replace(case.around, capacity=capacity, lends=lends)).run()
    assert set(np.flatnonzero(case.run().second >= 0)) <= set(np.flatnonzero(more.second >= 0))


@many
@given(nations())
def test_leftovers_are_shared_exactly_in_the_published_order(case: Case) -> None:
    """Compared with a plain recursive search over what may go where."""
    around, after = case.around, case.run()
    left = around.left_over()
    table = []
    for person in range(case.pairs.people):
        for offer in case.pairs.offers_of(person).tolist():
            a, b = around.person_in[person], around.offer_in[offer]
            if around.asks[person] and a != b and around.links[a, b]:
                table.append((person, offer, 1))
    plain = Instance.from_pairs(case.pairs.people, left, table)
    order = total_order(case.classes, case.tickets, case.standing)
    assert set(np.flatnonzero(after.second >= 0).tolist()) == slow_greedy(plain, order)
    assert (after.left == left - load(after.second, case.pairs.offers)).all()


@given(nations())
@settings(max_examples=30, deadline=None)
def test_the_same_again_gives_the_same(case: Case) -> None:
    assert case.run().second.tobytes() == case.run().second.tobytes()


def _two_places() -> Case:
    """One person of the first place, one offer of the second with a place left over."""
    zero, yes = np.zeros(1, np.int64), np.ones(1, bool)
    around = Around(
        zero, zero + 1, np.ones((2, 2), bool), zero + 1, zero - 1, yes, yes
    )  # fmt: skip
    return Case(around, Instance.from_pairs(1, [9], [(0, 0, 5)]), zero + 1, tickets(1), zero)


def test_it_works() -> None:
    after = _two_places().run()
    assert after.second.tolist() == [0] and after.left.tolist() == [0]
    assert after.given_by(1, _two_places().around).tolist() == [0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"first": np.zeros(1, np.int64)}, "has a place from the first round and asks"),
        ({"person_in": np.array([2])}, "A person lies in a place outside 0 to 1"),
        ({"links": np.ones((2, 1), bool)}, "links must say yes or no"),
        ({"lends": np.ones(2, bool)}, "each column must have as many"),
        ({"first": np.array([0]), "capacity": np.array([0]), "asks": np.array([False])}, "more places of an"),
    ],
)
def test_bad_input_is_one_clear_sentence(change: dict[str, np.ndarray], said: str) -> None:
    case = _two_places()
    with pytest.raises(BadInstance, match=said):
        replace(case, around=replace(case.around, **change)).run()
