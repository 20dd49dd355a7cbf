"""What was sent to a place next door and what came back: kept here, after the other installation has said that it has it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from helpfulacts.core import register
from helpfulacts.core.clock import date_in_words, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.directory.facets import KINDS, SPHERES
from helpfulacts.places.models import Neighbour
from helpfulacts.promises.actions.ask_desk_to_tell import ask_desk_to_tell

from ..models import AskedNextDoor, HelpfulAct, NextDoorLine
from ..next_door import agreed

ANSWER_WITHIN = dt.timedelta(days=14)
LONGEST_STEP = 160
"""Letters of the sentence that comes with an answer."""


@dataclass(frozen=True)
class Offered:
    """What a place next door has for a wish: its title, who gives it, what comes next and by when."""

    title: str
    shown_from: str
    kind: str
    sphere: str
    next_step: str
    by_when: dt.date


def note_sent(line: NextDoorLine) -> None:
    """The wish has arrived there."""
    _note(line, "asked next door", sent_at=now())


def send_again(*, neighbour: Neighbour) -> None:
    """Its address is another now: what has no answer yet goes there too. Sent twice to one installation it is one asking."""
    lines = NextDoorLine.objects.filter(place=neighbour.place_id, neighbour=neighbour, asked__answer="")
    lines.update(sent_at=None)


def note_told(line: NextDoorLine, said: str) -> None:
    """What the person answered has arrived there."""
    _note(line, "told next door what was answered", told=said)


def _note(line: NextDoorLine, action: str, **change: object) -> None:
    with register.writing(line.place_id):
        if NextDoorLine.objects.filter(place=line.place_id, pk=line.pk).update(**change):
            register.record(place=line.place, action=action, noun="place", subject=line.neighbour_id)


def note_forgotten(line: NextDoorLine) -> None:
    """The place next door has forgotten it, so the line goes here too, with what was kept of the asking."""
    with register.writing(line.place_id):
        if line.delete()[0]:
            register.record(
                place=line.place,
                action="had next door forget",
                noun="place",
                subject=line.neighbour_id,
            )


def hear_answer(*, asked: AskedNextDoor, offered: Offered | None, instead: str = "") -> HelpfulAct | None:
    """Put what they have on the plan as a suggestion, to be answered as any other; None: they have nothing. Once only.

    instead: their sentence on where else to ask, where they have nothing.

    Raises Refused where what came cannot be shown to anybody.
    """
    place, there = asked.place, asked.line.neighbour.called
    with register.writing(place):
        if not agreed(place).filter(pk=asked.pk, answer="").exists():
            return None
        plan = asked.aspiration.plan
        act = None if offered is None else _suggestion(asked, offered, there)
        if act is not None:
            act.save(force_insert=True)
        asked.answer, asked.act, asked.answered_at = "offer" if act else "nothing", act, now()
        asked.next_step = tidy(offered.next_step if offered else instead)[:LONGEST_STEP]
        asked.save(update_fields=["answer", "act", "answered_at", "next_step_sealed"])
        if plan.person.channel != "email":
            ask_desk_to_tell(
                place=place,
                to=("person", plan.person_id),
                about=("helpful act", act.pk) if act else ("person", plan.person_id),
                what=f"Tell them what {there}, next door, has for them: {act.title}"
                if act
                else f"Tell them that {there}, next door, has nothing for what they asked.",
                trigger="a place next door answered",
            )
        register.record(
            place=place, action="was answered next door", noun="place", subject=asked.line.neighbour_id
        )
    return act


def _suggestion(asked: AskedNextDoor, offered: Offered, there: str) -> HelpfulAct:
    title, step, giver = tidy(offered.title), tidy(offered.next_step), tidy(offered.shown_from)
    day = today(asked.place.zone)
    if not title or not step or offered.kind not in KINDS or offered.sphere not in SPHERES:
        raise Refused(f"What {there} answered cannot be read. Ask them to answer again.")
    moment = now()
    act = HelpfulAct(
        place=asked.place,
        plan=asked.aspiration.plan,
        aspiration=asked.aspiration,
        shown_from=f"{giver[:60]} in {there}, next door",
        kind=offered.kind,
        sphere=offered.sphere,
        reason={"code": "next_door"},
        answer_by=min(asked.consent.until, day + ANSWER_WITHIN),
        created_at=moment,
        changed_at=moment,
    )
    act.title = f"{title[:120]}. Next: {step[:LONGEST_STEP]}, by {date_in_words(offered.by_when)}"
    act.suggested_by = f"{there}, a place next door"
    return act
