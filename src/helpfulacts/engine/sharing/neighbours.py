"""What is left over goes next door: a second round, after every place's own, between places that both said yes.

A town does not fall into parts, so a line drawn through it costs people places: whoever lives near it is refused on one
side while a place stays empty on the other. The first round of each place stands as it is. What it left over, where the
owner of the offer said that it may go to a neighbour, is then shared among the people that their own place refused, who
said that they may be told of places next door, in one published order of all of them. A person is in one place only,
and has at most one place in all.

The programme is that of `share`: exact admission in the order (`admit`), then the greatest gain (`improve`). So more
left over never costs anybody a place, nor does one more owner who says yes. Integers throughout, no id and no name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .instance import BadInstance, Instance, Ints, select_rows
from .share import Outcome, share

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Around:
    """N places side by side after their first rounds: the P people and the R offers of all of them.

    person_in: int64[P] and offer_in: int64[R], the place of each, 0 to N - 1.
    links: bool[N, N]; links[a, b]: people of a may be offered what b has left over. Both places said so.
    capacity: int64[R], places before the first rounds. first: int64[P], the offer that the first round gave, or -1.
    lends: bool[R], the owner said that what is left over may go next door.
    asks: bool[P], refused in the first round, and said that they may be told of places next door.
    """

    person_in: Ints
    offer_in: Ints
    links: Flags
    capacity: Ints
    first: Ints
    lends: Flags
    asks: Flags

    def validate(self) -> Around:
        """Return self, or raise BadInstance with one clear sentence."""
        people, offers, places = self.person_in.size, self.offer_in.size, len(self.links)
        if self.links.shape != (places, places) or self.links.dtype != bool:
            raise BadInstance("links must say yes or no for every two places.")
        sizes = (self.first.size, self.asks.size, self.capacity.size, self.lends.size)
        if sizes != (people, people, offers, offers):
            raise BadInstance(
                f"There are {people} people and {offers} offers: each column must have as many."
            )
        for what, where in (("A person", self.person_in), ("An offer", self.offer_in)):
            if where.size and (where.min() < 0 or where.max() >= places):
                raise BadInstance(f"{what} lies in a place outside 0 to {places - 1}.")
        if people and (self.first.min() < -1 or self.first.max() >= offers):
            raise BadInstance(f"A first round gave an offer outside 0 to {offers - 1}.")
        if (self.asks & (self.first >= 0)).any():
            raise BadInstance("Somebody has a place from the first round and asks for one next door.")
        if (self.capacity < self._taken()).any():
            raise BadInstance("A first round gave more places of an offer than there are.")
        return self

    def _taken(self) -> Ints:
        held = self.first[self.first >= 0]
        return np.bincount(held, minlength=self.offer_in.size).astype(np.int64)

    def left_over(self) -> Ints:
        """int64[R]: places that may go next door. An owner who did not say yes gives none."""
        return np.where(self.lends, self.capacity - self._taken(), 0).astype(np.int64)


@dataclass(frozen=True)
class Leftovers:
    """first: int64[P], as it was given. second: int64[P], the offer next door, or -1. left: int64[R], still left over.

    people: int64[n], the rows that `outcome` is about, in its own order; everybody else had no part in it.
    """

    first: Ints
    second: Ints
    left: Ints
    people: Ints
    outcome: Outcome

    def given_by(self, place: int, around: Around) -> Ints:
        """The people (rows, rising) who are offered a place by `place`: all that it is ever told of."""
        mine = (self.second >= 0) & (around.offer_in[self.second] == place)
        return np.flatnonzero(mine)


def share_leftovers(
    around: Around,
    pairs: Instance,
    classes: ArrayLike,
    tickets: Sequence[str],
    standing: ArrayLike | None = None,
) -> Leftovers:
    """Share what is left over. `pairs`: who could take which offer next door, P people and R offers.

    Its capacity is not read: there is what `around` has left over. Pairs inside one place, between places that are not
    linked, and of people who do not ask, are passed over. classes: int[P], as each person's own place has them; tickets:
    P strings drawn afresh for this round; standing: int[P]. Raises BadInstance.
    """
    around.validate()
    if pairs.people != around.person_in.size or pairs.offers != around.offer_in.size:
        raise BadInstance("The pairs are of other people or other offers than the places.")
    given_class = np.asarray(classes, np.int64)
    stands = np.zeros(pairs.people, np.int64) if standing is None else np.asarray(standing, np.int64)
    if (
        given_class.shape != (pairs.people,)
        or stands.shape != given_class.shape
        or len(tickets) != pairs.people
    ):
        raise BadInstance(
            f"There are {pairs.people} people: classes, tickets and standing must be one per person."
        )
    people = np.flatnonzero(around.asks)
    left = around.left_over()
    outcome = share(
        _next_door(around, pairs, people, left),
        given_class[people],
        [tickets[person] for person in people.tolist()],
        standing=stands[people],
    )
    second = np.full(pairs.people, -1, np.int64)
    second[people] = outcome.assign
    taken = np.bincount(second[second >= 0], minlength=pairs.offers).astype(np.int64)
    return Leftovers(around.first, second, left - taken, people, outcome)


def _next_door(around: Around, pairs: Instance, people: Ints, left: Ints) -> Instance:
    """The pairs of those who ask with what linked places have left over."""
    pointer, at = select_rows(pairs.indptr, people)
    offer, gain = pairs.offer[at], pairs.gain[at]
    row = np.repeat(np.arange(people.size), np.diff(pointer))
    home, there = around.person_in[people[row]], around.offer_in[offer]
    kept = around.links[home, there] & (home != there) & (left[offer] > 0)
    indptr = np.zeros(people.size + 1, np.int64)
    np.cumsum(np.bincount(row[kept], minlength=people.size), out=indptr[1:])
    return Instance(indptr, offer[kept], gain[kept], left)
