"""Synthetic places to time the sharing of: people and offers clustered in space, about 14 pairs a person.

Everything here is invented. People and offers lie in and between centres; a person may take one of the nearest
offers of the two to four kinds they ask for, and gains more from a nearer and better one. Places come to 75 for
100 people. Five classes: a third of the people are in the last, few in the first. Gains are whole
thousandths, at most 9. The same size and seed give the same instance.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from helpfulacts.engine.sharing.instance import MICRO, Instance
from helpfulacts.engine.sharing.order import ticket

PEOPLE_PER_KM2 = 1000.0
PEOPLE_PER_CENTRE = 5000
PEOPLE_PER_OFFER = 10
MOST_OFFERS = 50_000
PLACES_PER_PERSON = 0.75
KINDS = 24
NEAREST_OF_A_KIND = 5
KINDS_WANTED = (2, 3, 4)
CLASS_SHARES = (0.05, 0.12, 0.2, 0.3, 0.33)


@dataclass(frozen=True)
class SyntheticPlace:
    """An instance with the class (1 first) and the ticket of each person."""

    instance: Instance
    classes: NDArray[np.int64]
    tickets: list[str]

    def save(self, path: Path) -> None:
        np.savez(
            path,
            indptr=self.instance.indptr,
            offer=self.instance.offer,
            gain=self.instance.gain,
            capacity=self.instance.capacity,
            classes=self.classes,
            tickets=np.array(self.tickets, dtype="S64"),
        )

    @classmethod
    def load(cls, path: Path) -> SyntheticPlace:
        with np.load(path) as kept:
            instance = Instance(kept["indptr"], kept["offer"], kept["gain"], kept["capacity"])
            return cls(instance, kept["classes"], [one.decode() for one in kept["tickets"].tolist()])


def synthetic_place(people: int, seed: int) -> SyntheticPlace:
    """A place of `people` with one offer to every ten, and never more than 50,000."""
    return synthetic_map(people, seed)[0]


def synthetic_map(
    people: int, seed: int
) -> tuple[SyntheticPlace, NDArray[np.float64], NDArray[np.float64], float]:
    """`synthetic_place`, with where its people and its offers are (float64[., 2], km) and how wide it is (km)."""
    random = np.random.default_rng([people, seed])
    offers = offers_for(people)
    side = float(np.sqrt(people / PEOPLE_PER_KM2))
    centres = random.random((max(4, people // PEOPLE_PER_CENTRE), 2)) * side
    homes = clustered(random, people, centres, side, share=0.8)
    venues = clustered(random, offers, centres, side, share=0.6)
    kind = random.permutation(np.arange(offers) % KINDS)
    quality = random.uniform(0.2, 1.0, offers)
    person, offer, distance = _near_pairs(random, homes, venues, kind)
    nearness = 1.0 - 0.5 * np.minimum(distance / 3.0, 1.0)
    liking = random.uniform(0.8, 1.2, person.size)
    gain = np.rint(7500 * quality[offer] * nearness * liking).astype(np.int64) * (MICRO // 1000)
    shares = random.dirichlet(np.full(offers, 1.5))
    capacity = random.multinomial(int(PLACES_PER_PERSON * people), shares).astype(np.int64)
    classes = random.choice(np.arange(1, len(CLASS_SHARES) + 1), size=people, p=CLASS_SHARES).astype(np.int64)
    instance = Instance.from_arrays(people, capacity, person, offer, gain)
    place = SyntheticPlace(instance, classes, [ticket(str(seed), f"p{i}") for i in range(people)])
    return place, homes, venues, side


def offers_for(people: int) -> int:
    return max(KINDS, min(MOST_OFFERS, people // PEOPLE_PER_OFFER))


def clustered(
    random: np.random.Generator, count: int, centres: NDArray[np.float64], side: float, share: float
) -> NDArray[np.float64]:
    """Points on the map in kilometres: `share` of them about 800 m from a centre, the rest anywhere."""
    near = centres[random.integers(0, len(centres), count)] + random.normal(0.0, 0.8, (count, 2))
    anywhere = random.random((count, 2)) * side
    return np.where(random.random((count, 1)) < share, near, anywhere).clip(0.0, side)


def _near_pairs(
    random: np.random.Generator,
    homes: NDArray[np.float64],
    venues: NDArray[np.float64],
    kind: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Each person with the nearest few offers of each kind they want; nobody wants a kind twice."""
    people = len(homes)
    wanted = random.random((people, KINDS)).argsort(axis=1)[:, : max(KINDS_WANTED)]
    how_many = random.choice(KINDS_WANTED, size=people)
    persons, offers, distances = [], [], []
    for each in range(KINDS):
        of_kind = np.flatnonzero(kind == each)
        asking = ((wanted == each) & (np.arange(max(KINDS_WANTED)) < how_many[:, None])).any(axis=1)
        who = np.flatnonzero(asking)
        nearest = min(NEAREST_OF_A_KIND, of_kind.size)
        distance, found = cKDTree(venues[of_kind]).query(homes[who], k=list(range(1, nearest + 1)))
        persons.append(np.repeat(who, nearest))
        offers.append(of_kind[found].ravel())
        distances.append(distance.ravel())
    person, offer, distance = np.concatenate(persons), np.concatenate(offers), np.concatenate(distances)
    kept = random.random(person.size) < 0.94
    return person[kept], offer[kept], distance[kept]
