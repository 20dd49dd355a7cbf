"""What a note says that nobody has: in words for its readers, and which gap it logged.

The key of that gap comes out again from the person, what nobody had and the month, and says none of them.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from helpfulacts.directory.facets import FACET_CODES, FACET_WORDS
from helpfulacts.directory.gap_figures import WHENS

from .models import Note


def note_gap(person: uuid.UUID, facet: str, month: dt.date) -> uuid.UUID:
    """`Gap.about` of what a note about them said nobody has: once a facet and month. Of RFC 9562, version 5."""
    return uuid.uuid5(person, f"gap:{facet}:{month:%Y-%m}")


def asked_in_words(note: Note, facets: Iterable[str] | None = None) -> str:
    """“Money and debt; Food, in the evening”: all that a note says nobody has, or the `facets` of it; "" where it says nothing."""
    codes = note.asked.get("facets", []) if facets is None else facets
    words = "; ".join(FACET_WORDS[code] for code in codes)
    when = note.asked.get("when", "any")
    return f"{words}, {WHENS[when].lower()}" if words and when != "any" else words


def note_gaps_of(place: uuid.UUID, people: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Every `Gap.about` that the notes on these people can have: what is not there is there for nobody."""
    notes = Note.objects.filter(place=place, person__in=people, gap=True).order_by()
    months = {
        (person, at.astimezone(ZoneInfo(zone)).date().replace(day=1))
        for person, at, zone in notes.values_list("person_id", "at", "place__zone")
    }
    return [note_gap(person, facet, month) for person, month in sorted(months) for facet in FACET_CODES]
