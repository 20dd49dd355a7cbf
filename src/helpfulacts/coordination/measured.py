"""What rules were expected to do, beside what came: a what-if, and the rounds before and after they came into force.

expected_of(what_if, hash) -> (Counted, Counted) | None     with the rules as they were, and with these
came_of(place, number) -> Came                              of the rule set of that number

A round after is told as its public page tells it. Who gained and who lost by the rules is worked out by running that
very round again with the rules that were in force before: the same people, places and draw, so nothing else differs.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpfulacts.core.errors import Refused
from helpfulacts.core.kept import Kept
from helpfulacts.engine.small import SMALL

from .fairness.tables import told
from .figures import effect_of_rules, public_counts
from .inputs import open_outcome
from .models import RuleSet, Run, WhatIf
from .rule_reading import parse

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

SPOKEN = {"no": "none"}
OF_ALL = ("placed", "refused", "gaps", "gain", "lose")
_RUN_AGAIN: Kept[tuple[uuid.UUID, int, uuid.UUID], tuple[int, int] | tuple[()]] = Kept(64)
"""Who gained and lost, by round, how many were erased from it, and rules: working it out again takes as long as a round."""


@dataclass(frozen=True)
class Counted:
    """How many asked, and how many of them had a place (“placed”), found all full, found nothing that suits, gained, lost:
    each as it may be said. "" is not told; “gain” and “lose” stand only where rules are compared with those before."""

    asked: str
    of_them: Mapping[str, str]


@dataclass(frozen=True)
class Held:
    number: int
    confirmed_at: dt.datetime
    people: Counted


@dataclass(frozen=True)
class Came:
    """before: the last round by other rules. after: the first by these. None where none was held."""

    before: Held | None
    after: Held | None


def expected_of(what_if: WhatIf, hash: str) -> tuple[Counted, Counted] | None:
    """None where it is about other rules. Its numbers are means over its draws, to the nearest five."""
    ways = [one["hash"] for one in what_if.figures.get("scenarios", [])]
    if hash not in ways:
        return None
    columns = what_if.figures["columns"]
    return _column(columns[0], OF_ALL[:3]), _column(columns[1 + ways.index(hash)], OF_ALL)


def _column(column: Mapping[str, Any], names: tuple[str, ...]) -> Counted:
    return Counted(_about(column["asked"]), {name: _about(column[name]["mean"]) for name in names})


def _about(count: int | None) -> str:
    return "" if count is None else f"about {count:,}" if count else "none"


def came_of(place: Place, number: int) -> Came:
    """Of confirmed rounds alone. The round before is the last one by any other rules."""
    runs = Run.objects.filter(place=place, state="confirmed").defer("inputs_sealed", "manifest")
    after = runs.filter(rule_set__number=number).select_related("place").order_by("number").first()
    earlier = runs.filter(rule_set__number__lt=number).order_by("-number")
    before = (earlier.filter(number__lt=after.number) if after else earlier).first()
    old = (
        RuleSet.objects.filter(place=place, number__lt=number, state="superseded").order_by("-number").first()
    )
    moved = _moved(after, old) if after and old else {}
    return Came(_held(before, {}) if before else None, _held(after, moved) if after else None)


def _held(run: Run, moved: Mapping[str, str]) -> Held:
    said = {name: SPOKEN.get(words, words) for name, words in public_counts(run).items()}
    asked = said.pop("people")
    return Held(run.number, run.confirmed_at, Counted(asked, {**said, **moved}))  # type: ignore[arg-type]


def _moved(run: Run, old: RuleSet) -> dict[str, str]:
    """Nothing of a round of fewer than ten, or of one that can no longer be run again."""
    if run.people < SMALL:
        return dict.fromkeys(("gain", "lose"), "")
    key = (run.pk, run.erased, old.pk)
    if (found := _RUN_AGAIN.get(key)) is None:
        found = _worked_out(run, old)
        _RUN_AGAIN.keep(key, found, 1)
    return {name: _about(told(count)) for name, count in zip(("gain", "lose"), found, strict=False)}


def _worked_out(run: Run, old: RuleSet) -> tuple[int, int] | tuple[()]:
    """(how many have a place by its rules and would have had none by `old`, the other way round).

    Nobody can say who would move where turns or money were shared out with the facts of people who are gone, nor where the
    round kept nothing of a fact that `old` looks at: it keeps only those that rules then looked at.
    """
    try:
        inputs, _ = open_outcome(run)
        if inputs.erased and (inputs.turn.size or "money" in inputs.meta):
            return ()
        if not set(parse(old.document).facts_named) <= set(inputs.meta["facts"]):
            return ()
        back = effect_of_rules(run, old).everyone
    except Refused:
        return ()
    return back.lose, back.gain
