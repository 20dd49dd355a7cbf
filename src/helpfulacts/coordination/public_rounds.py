"""What anybody may read of rounds and draws: who confirmed, how many were opened and changed by a person, and the draw.

rounds_held(place) -> list[RoundHeld]             confirmed rounds, newest first
changed_by_people(place) -> Changed               over all of them: the override rate
published_draw(run) -> dict | None                what `engine.sharing.draw_check` checks; None: too few, or forgotten.
                                                  It is public once shown, so each process opens it once and keeps the last few
tickets_root(inputs) -> str                       goes on the public register as the round is confirmed
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpfulacts.core import register
from helpfulacts.core.kept import Kept
from helpfulacts.engine.sharing.draw_check import draw_root
from helpfulacts.engine.small import SMALL, nearest, some

from .figures import public_counts
from .inputs import RunInputs, unsealed
from .models import Override, Run

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

_SHOWN: Kept[tuple[uuid.UUID, int], dict[str, Any]] = Kept(4)
"""Draws shown last, by run and by how many were erased from it; empty where nothing may be shown."""


@dataclass(frozen=True)
class RoundHeld:
    """A confirmed round. Counts are as they may be spoken: “some” below ten.

    How many cases were opened is not among them: with what the rules say must be opened, it would tell how many rights
    were not met. Nor how many answers a person changed: the sum over all rounds would then tell what one had.
    """

    number: int
    confirmed_at: dt.datetime
    confirmed_by: str
    rules: str
    rules_number: int
    counts: dict[str, str]
    alarms: str
    draw: int
    commitment: str
    committed_at: dt.datetime


@dataclass(frozen=True)
class Changed:
    """Of all confirmed rounds of ten people and more: answers, and how many of them a person changed, both to the nearest
    five, so that no single change shows; changed is None below ten. at_most: the share that a person changed is about this,
    or this at the most where changed is None; None before any answer was given."""

    rounds: int
    answers: int
    changed: int | None
    at_most: float | None


def rounds_held(place: Place) -> list[RoundHeld]:
    runs = Run.objects.filter(place=place, state="confirmed").select_related("rule_set", "draw")
    return [
        RoundHeld(
            number=run.number,
            confirmed_at=run.confirmed_at,  # type: ignore[arg-type]  # `confirmed_by_a_named_human`
            confirmed_by=run.confirmed_by_shown_as,
            rules=run.rule_set.title,
            rules_number=run.rule_set.number,
            counts=public_counts(run),
            alarms=some(run.alarms),
            draw=run.draw.number,
            commitment=run.draw.commitment,
            committed_at=run.draw.committed_at,
        )
        for run in runs.defer("inputs_sealed").order_by("-number")
    ]


def _changed(place: Place) -> Counter[Any]:
    """How many answers of each round a person changed, changing one twice counting once."""
    rows = Override.objects.filter(place=place).order_by().values_list("run_id", "allocation_id", "pk")
    return Counter(run for run, _ in {(run, answer or own) for run, answer, own in rows})


def changed_by_people(place: Place) -> Changed:
    runs = Run.objects.filter(place=place, state="confirmed", people__gte=SMALL).order_by()
    people = dict(runs.values_list("pk", "people"))
    answers = nearest(sum(people.values()))
    changed = _changed(place)
    number = sum(changed[run] for run in people)
    told = None if 0 < number < SMALL else nearest(number)
    at_most = min(1.0, (SMALL - 1 if told is None else told) / answers) if answers else None
    return Changed(len(people), answers, told, at_most)


def tickets_root(inputs: RunInputs) -> str:
    """One number over everybody's drawn number; the same before and after somebody is erased."""
    return draw_root(_numbers(inputs), inputs.meta.get("leaves_of_erased", []))


def _numbers(inputs: RunInputs) -> list[tuple[str, str]]:
    """(first drawn number, its salt), lowest first; without those of people erased."""
    gone = set(inputs.erased)
    return sorted(inputs.drawn_of(row) for row in range(inputs.people) if row not in gone)


def sealed_root(run: Run) -> str:
    """What the public register got as the round was confirmed; "" of a round from before lists were sealed."""
    entries = register.entries(run.place, noun="round").filter(subject=run.pk, action="confirmed a round")
    return next((str(entry.facts.get("tickets_root", "")) for entry in entries), "")


def _locked_at(run: Run) -> str:
    """When the register got the lock, exactly as it says it; "" of a draw from before locks were on it."""
    entries = register.entries(run.place, noun="draw").filter(
        subject=run.draw_id, action="committed to a seed"
    )
    return next((register.public_form(entry)["at"] for entry in entries.select_related("place")), "")


def published_draw(run: Run) -> dict[str, Any] | None:
    """The draw of a confirmed round as data. Nothing in it says what anybody asked, was given, or in which group.

    root: as the register has it, so that whoever checks the list checks it against that. None where fewer than ten people
    are left in the round, or what it was made from has been forgotten.
    """
    if run.state != "confirmed" or not run.draw.revealed_at or run.people < SMALL:
        return None
    rows = Run.objects.filter(place=run.place_id, pk=run.pk, inputs_sealed__isnull=False)
    erased = rows.values_list("erased", flat=True).first()
    if erased is None:
        return None
    key = (run.pk, erased)
    shown = _SHOWN.get(key)
    if shown is None:
        shown = _opened(rows.select_related("place", "draw").get()) or {}
        forget_shown(run.pk)
        _SHOWN.keep(key, shown, 1)
    # The register is asked at each look: what is kept here must never speak for it.
    if not shown:
        return None
    return {
        **shown,
        "root": sealed_root(run) or shown["root"],
        "committed_at": _locked_at(run) or shown["committed_at"],
    }


def forget_shown(run_id: uuid.UUID) -> None:
    """The small memory of a draw goes after an erasure. Other processes open it anew by themselves: its count is another."""
    _SHOWN.drop(name for name in _SHOWN.names() if name[0] == run_id)


def _opened(run: Run) -> dict[str, Any] | None:
    inputs = unsealed(run)
    numbers = _numbers(inputs)
    if len(numbers) < SMALL:
        return None
    return {
        "form": 1,
        "place": run.place.slug,
        "round": run.number,
        "draw": run.draw.number,
        "committed_at": run.draw.committed_at.isoformat(),
        "commitment": run.draw.commitment,
        "seed": inputs.seed,
        "root": tickets_root(inputs),
        "numbers": [number for number, _ in numbers],
        "salts": [salt for _, salt in numbers],
        "leaves_of_erased": sorted(inputs.meta.get("leaves_of_erased", [])),
    }


def confirmed_run_of_draw(place: Place, number: int) -> Run | None:
    """The confirmed round that used this draw."""
    rows = Run.objects.filter(place=place, state="confirmed", draw__number=number)
    found = rows.select_related("rule_set", "place", "draw").defer("inputs_sealed", "manifest")
    return found.order_by("-number").first()
