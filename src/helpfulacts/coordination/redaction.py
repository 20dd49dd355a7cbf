"""Take erased people out of what a round was made from, so that what is left still verifies.

    redacted(inputs, rows) -> RunInputs         the same arrays with these rows emptied
    untitled(inputs, offers) -> RunInputs       the same arrays without what these offers were called

What goes: their pairs, facts, decile, missed rounds, ticket, rights, the place kept or given, and what each claim said.
What stays: an empty row, so that other people's case numbers stand, and the salted leaf of each claim, so that the
Merkle root of the manifest still comes out.

A place that they were given goes with them: the offer has one place fewer in these arrays. Nobody else's answer changes
by that. Whoever was admitted still fits, and whoever was refused is refused still: could they be placed beside the
others now, they could have been placed beside the others and the erased person, who held exactly that place. The total
gain of those who are left is as great as it can be, for the same reason.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace

import numpy as np

from helpfulacts.directory.actions.forget_words import BLANK
from helpfulacts.engine.sharing.draw_check import leaf_of

from .inputs import RunInputs


def redacted(inputs: RunInputs, rows: Iterable[int]) -> RunInputs:
    """`inputs` without the people in `rows`. Emptying a row twice changes nothing."""
    gone = np.zeros(inputs.people, bool)
    gone[list(rows)] = True
    pairs_per_person = np.diff(inputs.indptr)
    kept_pairs = ~np.repeat(gone, pairs_per_person)
    claims = (inputs.claim_person >= 0) & gone[inputs.claim_person]
    held = inputs.assign[gone & (inputs.assign >= 0)]
    return replace(
        inputs,
        indptr=np.concatenate([[0], np.cumsum(np.where(gone, 0, pairs_per_person))]).astype(np.int64),
        offer=inputs.offer[kept_pairs],
        gain=inputs.gain[kept_pairs],
        capacity=inputs.capacity - np.bincount(held, minlength=inputs.capacity.size),
        pair_claim=inputs.pair_claim[kept_pairs],
        pair_grade=inputs.pair_grade[kept_pairs],
        pair_metres=inputs.pair_metres[kept_pairs],
        pair_asks=inputs.pair_asks[kept_pairs],
        yes=_emptied(inputs.yes, gone),
        known=_emptied(inputs.known, gone),
        decile=_emptied(inputs.decile, gone),
        missed=_emptied(inputs.missed, gone),
        # The engine wants no two the same; a row number is no ticket of anybody.
        ticket=np.where(gone, np.array([f"erased {row}" for row in range(gone.size)], "S64"), inputs.ticket),
        continuing=np.where(gone, -1, inputs.continuing),
        assign=np.where(gone, -1, inputs.assign),
        claim_person=np.where(claims, -1, inputs.claim_person),
        claim_facets=_emptied(inputs.claim_facets, claims),
        near=np.where(claims[:, None], 0, inputs.near),
        ticket_id=np.where(
            gone, np.array([f"erased {row}" for row in range(gone.size)], "S64"), inputs.ticket_id
        )
        if inputs.ticket_id.size
        else inputs.ticket_id,
        draw_salt=_emptied(inputs.draw_salt, gone) if inputs.draw_salt.size else inputs.draw_salt,
        waits=np.where(claims[:, None], 0, inputs.waits) if inputs.waits.size else inputs.waits,
        owed=_emptied(inputs.owed, gone),
        unmet=_emptied(inputs.unmet, gone),
        meta={
            **inputs.meta,
            "erased": np.flatnonzero(gone | _were(inputs)).tolist(),
            # So that the root of the draw on the register still comes out: nobody's, once the salt is gone.
            "leaves_of_erased": sorted(
                [
                    *inputs.meta.get("leaves_of_erased", []),
                    *(
                        leaf_of(*inputs.drawn_of(row))
                        for row in np.flatnonzero(gone & ~_were(inputs)).tolist()
                    ),
                ]
            ),
        },
    )


def untitled(inputs: RunInputs, offers: Container[bytes]) -> RunInputs:
    """`inputs` without the titles of `offers` (ids, 16 bytes each), whose givers are forgotten; itself where none is told."""
    blank = BLANK["title"]
    titles = [
        blank if bytes(key) in offers else str(title)
        for key, title in zip(inputs.offer_id, inputs.offer_title, strict=True)
    ]
    if titles == inputs.offer_title.tolist():
        return inputs
    return replace(inputs, offer_title=np.array(titles, np.str_))


def _were(inputs: RunInputs) -> np.ndarray:
    """bool[P]: rows that were emptied before."""
    rows = np.zeros(inputs.people, bool)
    rows[inputs.erased] = True
    return rows


def _emptied(column: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """`column` with 0 (or no text) in `rows`, of the same kind."""
    return np.where(rows, np.zeros(1, column.dtype), column)
