"""A round that is only worked out: frozen as it would be, and drawn with the published seeds of a what-if.

Never with the seed of a draw that waits: it would tell who wins. Nothing is written.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..changes import Changes
from ..freeze import freeze
from ..reading import Asker
from ..round_rows import statuses
from ..rule_adoption import rights_short
from ..rule_checks import Short
from ..rule_document import RuleDocument
from ..worked_out import worked_out

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

SEEDS = tuple(f"what-if|{number}" for number in range(1, 11))
"""Published, the same for every what-if, and none of a draw: anybody can draw these tickets again."""
PLACED, REFUSED, GAP = 1, 2, 3
STATUS = {"placed": PLACED, "refused": REFUSED, "gap": GAP}
Tell = Callable[[str, float], None]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Drawn:
    """One way in which things could be, drawn D times; P people who ask, R shared offers, F floors.

    status: int8[D, P], PLACED, REFUSED or GAP. given: int64[D, R], places given anew by offer. capacity: int64[R].
    unmet: int64[D, F], owed: int64[F]: people by floor; owed counts rights that a kept place meets as well.
    anew: people who keep no place yet. two_fit: those of them with two or more shared offers that fit.
    short: rights, new or stricter than those in force, that the places cannot meet.
    """

    rules: RuleDocument
    askers: Sequence[Asker]
    offers: Sequence[uuid.UUID]
    status: NDArray[np.int8]
    given: Ints
    capacity: Ints
    owed: Ints
    unmet: Ints
    anew: int
    two_fit: int
    short: Short | None = None


def draw(
    place: Place, rules: RuleDocument, day: dt.date, changes: Changes, tell: Tell, in_force: RuleDocument | None = None
) -> Drawn:  # fmt: skip
    """Who would have a place under `rules` and with `changes`, once for each seed. Reads only.

    in_force: the rules beside which rights are new; without them nobody looks whether places are short for any.
    """
    tell("Reading who asks and what there is", 0.0)
    frozen = freeze(place, rules, day, changes)
    facts = list(rules.facts_named)
    people, offers, floors = len(frozen.askers), len(frozen.offers), len(rules.floors)
    status = np.zeros((len(SEEDS), people), np.int8)
    given = np.zeros((len(SEEDS), offers), np.int64)
    unmet = np.zeros((len(SEEDS), floors), np.int64)
    for number, seed in enumerate(SEEDS):
        tell(f"Drawing {number + 1} of {len(SEEDS)}", 0.4 + 0.6 * number / len(SEEDS))
        inputs, outcome = worked_out(place, rules, frozen, facts, seed)
        assign = outcome.assign
        status[number] = [STATUS[one] for one in statuses(inputs)]
        given[number] = np.bincount(assign[assign >= 0], minlength=offers)[:offers]
        unmet[number] = _by_floor(inputs.unmet_under(assign), floors)
    fitting = np.diff(frozen.instance.indptr)
    owed = _by_floor(frozen.owed | frozen.met_by_kept, floors)
    capacity = np.asarray(frozen.instance.capacity, np.int64)
    ids = [offer.id for offer in frozen.offers]
    anew = frozen.continuing < 0
    two = int((anew & (fitting >= 2)).sum())
    short = rights_short(rules, in_force, frozen) if in_force else None
    return Drawn(rules, frozen.askers, ids, status, given, capacity, owed, unmet, int(anew.sum()), two, short)


def _by_floor(mask: NDArray[np.uint32], floors: int) -> Ints:
    return np.array([int((mask >> np.uint32(n) & np.uint32(1)).sum()) for n in range(floors)], np.int64)
