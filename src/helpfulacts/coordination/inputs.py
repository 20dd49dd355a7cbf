"""What a round was made from and what came out, as arrays that are sealed with the run.

Everything said about a round is made from these arrays, the rule set and each Allocation's reason: nothing else.
Rows are persons in canonical order (`Allocation.index`); there is no id, name, word or address of anybody in here.
"""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from helpfulacts.core.errors import Refused
from helpfulacts.core.kept import Kept
from helpfulacts.core.sealing import seal, unseal
from helpfulacts.engine.sharing.admit import Floors
from helpfulacts.engine.sharing.instance import Instance
from helpfulacts.engine.sharing.share import Outcome, share

from .turns import order_under

if TYPE_CHECKING:
    from .models import Run
    from .rule_document import RuleDocument

Ints = NDArray[np.int64]
NO_ARRAYS = ("meta", "seed")


@dataclass(frozen=True)
class RunInputs:
    """P persons, R shared offers, E pairs, n claims.

    indptr, offer, gain: pairs in compressed rows, gain in micro-gains. capacity: int64[R], places free.
    pair_claim, pair_grade, pair_metres (-1 not known), pair_asks: of each pair.
    yes, known: uint32[P], facts given (only those that a rule set of the place names). decile: 0 = not known.
    missed: rounds without a place before this one. ticket: S64[P], drawn. continuing: int64[P], offer kept or -1.
    assign: int64[P], offer given or -1. claim_person, claim_facets: of each claim. near: int64[n, tests].
    leaves: uint8[n, 32]. offer_id: uint8[R, 16]. offer_title: str[R]. floor_grade: int8[R, floors].
    owed, unmet: uint32[P], floors by bit, in the order of the rule document: those that no kept place meets, and of
    these the ones that the offer given does not meet either.
    ticket_id: S64[P], what each ticket was drawn from; empty in a round from before tickets could be drawn more than once.
    turn: int64[P], people in order where turns are kept, else empty: an erased person's class is gone, but not their turn.
    waits: int64[n, caps], the day (its ordinal) from which a claim that a limit holds back may be asked again, 0 = it is not.
    draw_salt: S32[P], kept with each number in the seal of the draw, so that what is left of an erased one is nobody's.
    seed: what was drawn for the round. It is not stored here.
    Who was erased keeps an empty row and the leaves of their claims, whose claim_person is -1 (`redaction.py`).
    """

    indptr: Ints
    offer: NDArray[np.int32]
    gain: Ints
    capacity: Ints
    pair_claim: Ints
    pair_grade: Ints
    pair_metres: Ints
    pair_asks: Ints
    yes: NDArray[np.uint32]
    known: NDArray[np.uint32]
    decile: Ints
    missed: Ints
    ticket: NDArray[np.bytes_]
    continuing: Ints
    assign: Ints
    claim_person: Ints
    claim_facets: NDArray[np.uint32]
    near: Ints
    leaves: NDArray[np.uint8]
    offer_id: NDArray[np.uint8]
    offer_title: NDArray[np.str_]
    floor_grade: NDArray[np.int8]
    owed: NDArray[np.uint32]
    unmet: NDArray[np.uint32]
    ticket_id: NDArray[np.bytes_] = field(default_factory=lambda: np.zeros(0, "S64"))
    turn: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    waits: Ints = field(default_factory=lambda: np.zeros((0, 0), np.int64))
    draw_salt: NDArray[np.bytes_] = field(default_factory=lambda: np.zeros(0, "S32"), repr=False)
    meta: dict[str, Any] = field(default_factory=dict)
    seed: str = field(default="", repr=False)

    @property
    def people(self) -> int:
        return int(self.missed.size)

    @cached_property
    def instance(self) -> Instance:
        return Instance(self.indptr, self.offer, self.gain, self.capacity)

    @cached_property
    def claims_of(self) -> list[list[int]]:
        """Claim rows of each person."""
        rows: list[list[int]] = [[] for _ in range(self.people)]
        for claim, person in enumerate(self.claim_person.tolist()):
            if person >= 0:
                rows[person].append(claim)
        return rows

    @property
    def erased(self) -> list[int]:
        """Rows of people who were erased, rising."""
        rows: list[int] = self.meta.get("erased", [])
        return rows

    @cached_property
    def tickets(self) -> list[str]:
        return [ticket.decode() for ticket in self.ticket.tolist()]

    @cached_property
    def drawn_from(self) -> list[str]:
        """What numbers are drawn from: each person's ticket id; in an older round the ticket itself."""
        ids = self.ticket_id if self.ticket_id.size else self.ticket
        return [one.decode() for one in ids.tolist()]

    def drawn_of(self, row: int) -> tuple[str, str]:
        """(the first drawn number of this person, what it is salted with in the seal of the draw)."""
        return self.tickets[row], self.draw_salt[row].decode() if self.draw_salt.size else ""

    @cached_property
    def offer_ids(self) -> list[str]:
        """The id of each offer, as text."""
        return [str(uuid.UUID(bytes=row.tobytes())) for row in self.offer_id]

    def offer_uuid(self, offer: int) -> uuid.UUID:
        return uuid.UUID(bytes=self.offer_id[offer].tobytes())

    def waits_until(self, person: int, cap: int) -> int:
        """The first day (its ordinal) on which a claim of theirs that this limit holds back may be asked again, 0 = none."""
        days = self.waits[self.claims_of[person], cap] if self.waits.size else self.waits
        return int(days[days > 0].min(initial=np.iinfo(np.int64).max)) if (days > 0).any() else 0

    @cached_property
    def waiting(self) -> NDArray[np.bool_]:
        """bool[P]: nothing is left to ask a round for, for a limit holds back what would fit."""
        rows = np.zeros(self.people, bool)
        held = self.claim_person[self.waits.any(axis=1)] if self.waits.size else self.claim_person[:0]
        rows[held[held >= 0]] = True
        return rows & (np.diff(self.indptr) == 0)

    def given_facts(self, person: int) -> dict[str, bool]:
        """Facts that the person gave (yes or no), of those that a rule names."""
        codes = self.meta["facts"]
        yes, known = int(self.yes[person]), int(self.known[person])
        return {code: bool(yes >> n & 1) for n, code in enumerate(codes) if known >> n & 1}

    def decile_of(self, person: int) -> int | None:
        return int(self.decile[person]) or None

    def classes_under(self, rules: RuleDocument) -> Ints:
        """int64[P], the class of each person under `rules`, 1 first."""
        return self.by_case(lambda told, decile: rules.class_of(told, decile)[0])

    def by_case(self, number_of: Callable[[dict[str, bool], int | None], int]) -> Ints:
        """int64[P], a number for each person from their facts and decile; each different case is worked out once."""
        keys = np.stack([self.yes.astype(np.int64), self.decile], axis=1).reshape(-1, 2)
        cases, back = np.unique(keys, axis=0, return_inverse=True)
        codes = self.meta["facts"]
        found = [
            number_of({code: bool(yes >> n & 1) for n, code in enumerate(codes)}, decile or None)
            for yes, decile in cases.tolist()
        ]
        return np.asarray(found, np.int64)[back.reshape(-1)] if found else np.zeros(0, np.int64)

    def standing_under(self, rules: RuleDocument) -> Ints:
        return np.where(self.missed >= rules.standing.after_missed, self.missed, 0).astype(np.int64)

    @cached_property
    def floors(self) -> Floors | None:
        """Persons owed a floor and the offers that would meet it; None when nobody is."""
        person = np.flatnonzero(self.owed > 0)
        if not person.size:
            return None
        indptr, offers = [0], []
        for row in person.tolist():
            which = [n for n in range(self.floor_grade.shape[1]) if int(self.owed[row]) >> n & 1]
            offers.extend(np.flatnonzero(self._qualifies[:, which].any(axis=1)).tolist())
            indptr.append(len(offers))
        return Floors(person.astype(np.int64), np.asarray(indptr, np.int64), np.asarray(offers, np.int32))

    @cached_property
    def _qualifies(self) -> NDArray[np.bool_]:
        return self.floor_grade >= np.asarray(self.meta["floor_min_grade"], np.int8)

    def run_again(self, rules: RuleDocument, seed: str | None = None) -> Outcome:
        """The engine's outcome under `rules`, from the stored arrays. Floors stay those of the round: rights first.

        seed: draw with this instead of what was drawn for the round.
        """
        classes, standing = self.classes_under(rules), self.standing_under(rules)
        order = order_under(self, rules, seed)
        return share(self.instance, classes, self.tickets, self.floors, standing, order)

    def unmet_under(self, assign: Ints) -> NDArray[np.uint32]:
        """uint32[P]: floors owed that the offer given does not meet."""
        met = np.zeros(self.people, np.uint32)
        for floor in range(self.floor_grade.shape[1]):
            if len(self._qualifies):
                good = (assign >= 0) & self._qualifies[np.maximum(assign, 0), floor]
                met[good] |= np.uint32(1 << floor)
        return (self.owed & ~met).astype(np.uint32)

    def sealed(self, run_id: uuid.UUID) -> bytes:
        """Compressed and encrypted, bound to the run."""
        buffer = io.BytesIO()
        arrays = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in NO_ARRAYS}
        meta = np.frombuffer(json.dumps(self.meta, sort_keys=True).encode(), np.uint8)
        np.savez_compressed(buffer, meta=meta, **arrays)
        return seal(buffer.getvalue(), _binding(run_id))


def _binding(run_id: uuid.UUID) -> str:
    return f"coordination_run:{run_id}:inputs_sealed"


_OPENED: Kept[tuple[uuid.UUID, int, bytes], tuple[RunInputs, Outcome]] = Kept(4)
"""Runs opened last, by run, by how many were erased from it and by how it was sealed last."""
_SEALED_ANEW = 64
"""In so many bytes of a sealed value stands its nonce, which is another each time it is sealed."""


def unsealed(run: Run) -> RunInputs:
    """The stored arrays of a run, as they are, without running it again. Raises Refused when they are gone."""
    if not run.inputs_sealed:
        raise Refused(
            f"Round {run.number} can no longer be worked out again: what it was made from has been erased."
        )
    with np.load(io.BytesIO(unseal(run.inputs_sealed, _binding(run.pk))), allow_pickle=False) as stored:
        meta = json.loads(stored["meta"].tobytes())
        arrays = {f.name: stored[f.name] for f in fields(RunInputs) if f.name in stored and f.name != "meta"}
    return RunInputs(**arrays, meta=meta, seed=run.seed)


def open_inputs(run: Run) -> RunInputs:
    """The stored arrays of a run. Raises Refused when they were erased."""
    return open_outcome(run)[0]


def open_outcome(run: Run) -> tuple[RunInputs, Outcome]:
    """The stored arrays and the engine's outcome, made again from them and found the same.

    Where people were erased, the same is: everybody else has a place or none as before, and the total gain of all is
    as great. Which of two equal sharings comes out may then differ, so the one that was given stands.
    """
    key = (run.pk, run.erased, bytes(memoryview(run.inputs_sealed or b"")[:_SEALED_ANEW]))
    found = _OPENED.get(key)
    if found is not None and run.inputs_sealed:
        return found
    from .rule_reading import parse

    inputs = unsealed(run)
    outcome = inputs.run_again(parse(run.rule_set.document))
    if not (_as_good if inputs.erased else _same)(inputs, outcome):
        raise Refused(f"Round {run.number} does not come out the same when it is run again. Ask for a check.")
    if inputs.erased:
        outcome = replace(outcome, assign=inputs.assign, cache={})
    forget_opened(run.pk)
    _OPENED.keep(key, (inputs, outcome), 1)
    return inputs, outcome


def _same(inputs: RunInputs, outcome: Outcome) -> bool:
    return np.array_equal(outcome.assign, inputs.assign)


def _as_good(inputs: RunInputs, outcome: Outcome) -> bool:
    """The same people placed, each at an offer that fits them, with the greatest gain there is and no offer overfull."""
    instance, given = inputs.instance, inputs.assign
    person = np.repeat(np.arange(instance.people), np.diff(instance.indptr))
    held = instance.offer == given[person]
    placed = given >= 0
    load = np.bincount(given[placed], minlength=instance.offers)
    return (
        np.array_equal(placed, outcome.assign >= 0)
        and int(held.sum()) == int(placed.sum())
        and int(instance.gain[held].sum()) == outcome.benefit
        and bool((load <= instance.capacity).all())
    )


def forget_opened(run_id: uuid.UUID | None = None) -> None:
    """Empty the small memory of opened runs, or of one of them (after an erasure, and between tests)."""
    _OPENED.drop(name for name in _OPENED.names() if run_id in (None, name[0]))
