"""The rule tried: the last round run again with what people said of themselves turned round, and who would lose by it.

    tried(run)  -> for each fact that the rules name: everybody who said yes says no, and the other way round
    not_read()  -> what no rule looks at, which the round could not be run with if it wanted to

Rights stay as they are. The numbers are exact re-runs of the stored round (`RunInputs.run_again`), each told as it may be.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from helpfulacts.core.errors import Refused
from helpfulacts.directory.facets import FACTS
from helpfulacts.people.equality import QUESTIONS

from ..funding import paid_again
from ..inputs import RunInputs, open_outcome
from ..models import Run
from ..rule_reading import parse
from .tables import told

DECILE = "decile"
DECILE_WORDS = "How hard up the area is"


@dataclass(frozen=True)
class Tried:
    """What was turned round, and how many would gain or lose a place by it: to the nearest five, None is “some”.

    said: how many answered it, yes or no (of the area: of how many it is known). yes: how many of these have it; None where
    that is not told, or is no answer of anybody.
    """

    code: str
    words: str
    said: int | None
    gain: int | None
    lose: int | None
    yes: int | None = None

    @property
    def nobody_moves(self) -> bool:
        return self.gain == self.lose == 0


@dataclass(frozen=True)
class NotRead:
    """What no rule looks at. same: the round run again, of which this is no part, gave everybody what they had."""

    code: str
    words: str
    same: bool


def tried(run: Run) -> tuple[list[Tried], list[NotRead]]:
    """Raises Refused where the round can no longer be worked out again."""
    inputs, outcome = open_outcome(run)
    if inputs.erased and (inputs.turn.size or "money" in inputs.meta):
        # Turns and money were shared out with the facts of people who are gone: nobody can say who would move.
        raise Refused(
            f"Round {run.number} can no longer be tried another way: people of it have been erased."
        )
    rules = parse(run.rule_set.document)
    kept = inputs.continuing >= 0
    now = (outcome.assign >= 0) | kept

    def row(code: str, words: str, said: int, other: RunInputs, yes: int | None = None) -> Tried:
        then = (paid_again(other, rules).run_again(rules).assign >= 0) | kept
        gain, lose = int((then & ~now).sum()), int((now & ~then).sum())
        return Tried(code, words, told(said), told(gain), told(lose), yes)

    rows = []
    for number, code in enumerate(inputs.meta["facts"]):
        bit = np.uint32(1 << number)
        gave = (inputs.known & bit).astype(np.uint32)
        other = replace(inputs, yes=(inputs.yes ^ gave).astype(np.uint32))
        said = int((gave > 0).sum())
        yes = int(((inputs.yes & gave) > 0).sum())
        rows.append(row(code, FACTS.get(code, code), said, other, _yes_told(yes, said)))
    known = inputs.decile > 0
    turned = np.where(known, 11 - inputs.decile, 0)
    rows.append(row(DECILE, DECILE_WORDS, int(known.sum()), replace(inputs, decile=turned)))
    same = np.array_equal((inputs.run_again(rules).assign >= 0) | kept, now)
    stored = {one.name for one in fields(RunInputs)} | set(inputs.meta["facts"])
    unread = (("age", "Age"), *((one.code, one.title) for one in QUESTIONS))
    return rows, [NotRead(code, words, same) for code, words in unread if code not in stored]


def _yes_told(yes: int, said: int) -> int | None:
    """None also where few said no: beside how many answered, that would tell how many."""
    return told(yes) if told(said - yes) is not None else None
