"""All that is held about one person, as sections for a page and as a file.

    ask(person, by=actor)                # DataRequest: words of others go to an officer first
    everything(person)                   # list[Section]
    as_file(person, sections)            # str, JSON

Every model with a person in its keys is in `KINDS`, or in `LEFT_OUT` with the reason; a test walks them all.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from helpfulacts.accountability import held as accountability
from helpfulacts.coordination import held as coordination
from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.deliberation import held as deliberation
from helpfulacts.directory import held as directory
from helpfulacts.people import held as people
from helpfulacts.people.actor import Actor
from helpfulacts.people.held import Held, rows_of, words_at
from helpfulacts.promises import held as promises
from helpfulacts.support import data_requests
from helpfulacts.support import held as support
from helpfulacts.support.actions.ask_for_data import ask_for_data

KINDS: dict[str, Held] = {
    kind.label: kind
    for kind in (
        *people.HELD,
        *support.HELD,
        *promises.HELD,
        *coordination.HELD,
        *directory.HELD,
        *deliberation.HELD,
        *accountability.HELD,
    )
}
_OF_AN_ENTRY = "worked out from the entry that is told, for finding it"
_OF_A_BODY = "about an entry of an organisation, or how entries go together: it says nothing of a person"
LEFT_OUT = {
    "core.RegisterEntry": "told at the end, as the register has it: `in_the_register`",
    "directory.Prerequisite": _OF_A_BODY,
    "directory.Condition": _OF_A_BODY,
    "directory.Weave": _OF_A_BODY,
    "directory.WeavePart": _OF_A_BODY,
    "directory.WeaveLift": _OF_A_BODY,
    "coordination.Lending": "that what is left over of an entry may go next door: it names no person who gives",
    "coordination.LentPlace": "a place of an entry that goes next door, under a handle that leads to nobody here",
    "learning.Practice": "how something went that an organisation brought together: it names no giver and nobody who came",
    "learning.Adoption": _OF_A_BODY,
    "directory.OfferBody": _OF_A_BODY,
    "directory.TextAsked": _OF_A_BODY,
    "support.QuarterAnswer": _OF_A_BODY,
    "directory.Likeness": _OF_A_BODY,
    "directory.ImportRow": "a row of somebody's spreadsheet, gone in thirty days: what came of it is in the entry",
    "directory.Occurrence": _OF_AN_ENTRY,
    "directory.OfferMeaning": _OF_AN_ENTRY,
    "directory.BookedSlot": "the half-hours of a booking that is told",
}
LOOKS = "people.AccessRecord"
WAITS = "Somebody else wrote this. An officer looks at it first."


@dataclass(frozen=True)
class Line:
    """One thing that is held: its name in words, and what it says; where somebody else wrote it, what was decided."""

    name: str
    value: Any


@dataclass(frozen=True)
class Section:
    """One kind of row: its title, and its rows of lines."""

    title: str
    rows: tuple[tuple[Line, ...], ...]


def ask(person: Any, *, by: Actor) -> Any:
    """Ask for all of it; what somebody else wrote and no officer has seen yet goes to one."""
    others = [
        (kind.label, row.id, field.name)
        for kind in KINDS.values()
        for row in rows_of(kind, person)
        for field in row.fields
        if field.others
    ]
    return ask_for_data(person=person, others=others, by=by)


def everything(person: Any, *, with_us: bool = True) -> list[Section]:
    """All that is held now, in plain order; kinds of which there is nothing are left out.

    with_us: somebody from the desk is there. Without, whoever must not be found reads elsewhere who looked: whoever else
    has their six words would learn from it where they went.
    """
    decided = data_requests.decided_of(person)
    sections, ids = [], set()
    for kind in KINDS.values():
        rows = list(rows_of(kind, person))
        ids |= {row.id for row in rows}
        told = tuple(
            tuple(
                Line(
                    field.name.replace("_", " "),
                    _as_decided(decided.get((kind.label, row.id, field.name)))
                    if field.others
                    else field.value,
                )
                for field in row.fields
            )
            for row in rows
        )
        if told and kind.label == LOOKS and person.protected and not with_us:
            told = ((Line("shown", "We show you this when one of us is with you. Come to the desk."),),)
        if told:
            sections.append(Section(kind.title, told))
    entries = in_the_register(person, ids)
    return [*sections, Section("What the public register has of it", entries)] if entries else sections


def _as_decided(words: Any) -> str:
    if words is None or not words.decision:
        return WAITS
    return words.told if words.decision == "told" else f"Kept back. {words.get_ground_display()}."


def in_the_register(person: Any, ids: set[uuid.UUID]) -> tuple[tuple[Line, ...], ...]:
    """Entries about any of these rows: when, what was done, and the commitment, which says nothing to anybody else."""
    return tuple(
        tuple(
            Line(name, value)
            for name, value in (
                ("number", entry.sequence),
                ("at", entry.at),
                ("what was done", f"{entry.action} ({entry.noun})"),
                ("commitment", entry.commitment),
            )
            if value
        )
        for entry in register.entries(person.place).filter(subject__in=ids)
    )


def as_file(person: Any, sections: list[Section]) -> str:
    """The same as JSON, in words that a person and a programme can both read."""
    told = {
        "place": person.place.name,
        "made_at": now().isoformat(),
        "held": [
            {"what": section.title, "rows": [{line.name: line.value for line in row} for row in section.rows]}
            for section in sections
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def waiting_words(words: Any) -> tuple[str, str]:
    """(where it stands, what somebody else wrote there now); "" for what is gone. For the officer who looks at it."""
    kind = KINDS.get(words.label)
    if kind is None:
        return "", ""
    return kind.title, words_at(kind, words.person, words.row, words.column)
