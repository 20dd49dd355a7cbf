"""One note on a person, which they read in full; at once it may log a gap and move the day of what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.log_gap import log_gap
from helpfulacts.directory.facets import FACET_CODES
from helpfulacts.directory.gap_figures import SAID_WHENS
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.rules import may_use_desk, require

from ..models import Introduction, Note, TimeWriting
from ..note_gaps import note_gap
from ..states import read_introduction_again
from .begin_plan import tidy_words
from .move_next import move_next

LONGEST_WRITING = 7200
"""Seconds: a page that lay open longer was left, and says nothing of the writing."""


def write_note(
    *,
    person: Person,
    words: str,
    by: Actor,
    introduction: Introduction | None = None,
    next_day: dt.date | None = None,
    nobody_has: Iterable[str] = (),
    when: str = "any",
    seconds: int | None = None,
) -> Note:
    """Keep it, sealed, with its author and its moment.

    `next_day` moves what comes next in `introduction`. `nobody_has` are facets of what was asked for and not found:
    each is one gap a month of the person, with their ward, however many notes say so, and with `when` they needed it, a key
    of SAID_WHENS. `seconds` is how long the writing took: it is kept for its author, apart from the note. Raises Refused.
    """
    require(may_use_desk(by), "write a note")
    kept = tidy_words(words)
    facets = [code for code in dict.fromkeys(nobody_has) if code in FACET_CODES]
    if when not in SAID_WHENS:
        raise Refused("Say when: at any time, in the evening or at the weekend.", field="when")
    if when != "any" and not facets:
        raise Refused("Tick what nobody has at that time.", field="nobody_has")
    if next_day is not None and introduction is None:
        raise Refused("Choose which introduction gets that day.", field="introduction")
    with register.writing(person.place_id):
        if introduction is not None:
            read_introduction_again(introduction)
            if introduction.act.plan.person_id != person.pk:
                raise Refused("That introduction is somebody else’s.", field="introduction")
        note = Note(
            place=person.place, person=person, introduction=introduction, by_shown_as=by.shown_as[:80],
            role=by.role, by_account=by.account_id, gap=bool(facets), at=now(),
        )  # fmt: skip
        note.words = kept
        note.asked = {"facets": facets, "when": when} if facets else {}
        note.save(force_insert=True)
        if facets:
            month = today(person.place.zone).replace(day=1)
            for facet in facets:
                about = note_gap(person.pk, facet, month)
                log_gap(
                    place=person.place, facets=[facet], ward=person.ward, when=when, source="note", about=about
                )  # fmt: skip
        if next_day is not None and introduction is not None:
            move_next(introduction=introduction, due=next_day, by=by)
        if seconds is not None and by.account_id is not None and 0 <= seconds <= LONGEST_WRITING:
            TimeWriting.objects.create(
                place=person.place, by_account=by.account_id, day=today(person.place.zone), seconds=seconds
            )
        register.record(
            place=person.place, action="wrote a note", noun="note", subject=note.pk, facts={"by": by.role}
        )
    return note
