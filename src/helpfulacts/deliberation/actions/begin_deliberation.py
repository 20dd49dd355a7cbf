"""Begin a deliberation as a draft: nobody else reads it until it is published, and everything can still be changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Max

from helpfulacts.core import register
from helpfulacts.core.clock import UTC, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy, tidy_lines
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Deliberation, Stage
from ..panels import promised_panel
from ..rules import may_convene
from ..stages import check_parameters
from ..templates import TEMPLATES, Step

if TYPE_CHECKING:
    from helpfulacts.people.models import Organisation
    from helpfulacts.places.models import Area, Place

LONGEST = {"question": 200, "promise": 300, "about": 4000, "level_reason": 300}
ANSWERS_ABOVE = 10
"""Supporters from whom on each thing is answered one by one, unless it is said; fewer where fewer can take part."""
A_YEAR = dt.timedelta(days=366)


def begin_deliberation(
    *,
    place: Place,
    uses: str,
    question: str,
    promise: str,
    convenor: Organisation,
    by: Actor,
    first_day: dt.date | None = None,
    steps: Iterable[Step] | None = None,
    about: str = "",
    stance: str = "",
    area: Area | None = None,
    subject: Mapping[str, Any] | None = None,
    open_to_change: Iterable[str] = (),
    fixed: Iterable[str] = (),
    absent: Iterable[Mapping[str, str]] = (),
    open_to: str = "everyone",
    answers_above: int | None = None,
    level: str = "place",
    level_reason: str = "",
    hear_by: dt.date | None = None,
) -> Deliberation:
    """`uses`: a key of TEMPLATES, whose steps it takes unless others are given; they follow each other from `first_day` on.

    `hear_by` is two weeks after the last part in which something is decided, unless it is said. Raises Refused, NotAllowed.
    """
    require(may_convene(by), "ask the place something")
    if uses not in TEMPLATES:
        raise Refused("Choose what it is for.", field="uses")
    template = TEMPLATES[uses]
    said = _words(question=question, promise=promise, about=about, level_reason=level_reason)
    given = list(steps if steps is not None else template.steps)
    if not given:
        raise Refused("Choose at least one part.", field="stages")
    for step in given:
        check_parameters(step.kind, step.rule, step.parameters)
        if step.days < 1:
            raise Refused("Each part lasts a day at least.", field="stages")
    threshold = _answers_above(answers_above, given, drawn_alone=open_to == "drawn")
    stance = stance or template.stance
    for field, value, choices in (
        ("stance", stance, dict(Deliberation._meta.get_field("stance").choices or [])),
        ("open_to", open_to, dict(Deliberation.OPEN_TO)),
        ("level", level, dict(Deliberation.LEVELS)),
    ):
        if value not in choices:
            raise Refused("Choose one of those that are offered.", field=field)
    if open_to == "area" and area is None:
        raise Refused("Choose the area whose people may take part.", field="area")
    if area is not None and area.place_id != place.pk:
        raise Refused("Choose an area of this place.", field="area")
    if convenor.place_id != place.pk:
        raise Refused("Choose a body of this place.", field="convenor")
    if level in ("region", "nation") and not said["level_reason"]:
        raise Refused("Say why it is not decided nearer to the people it is about.", field="level_reason")
    begins = first_day or today(place.zone) + dt.timedelta(days=1)
    if begins > today(place.zone) + A_YEAR:
        raise Refused("That is more than a year away. Choose a day within a year.", field="first_day")
    stages = list(_dated(given, begins, place.zone))
    ends = max((closes for step, _, closes in stages if step.kind == "decide"), default=stages[-1][2])
    with register.writing(place):
        last = Deliberation.objects.filter(place=place).aggregate(last=Max("number"))["last"] or 0
        deliberation = Deliberation.objects.create(
            place=place, number=last + 1, uses=uses, area=area, convenor=convenor, begun_by_shown_as=by.shown_as[:80],
            stance=stance, subject=dict(subject or {}), open_to_change=[tidy(one) for one in open_to_change],
            fixed=[tidy(one) for one in fixed], absent=[dict(one) for one in absent], open_to=open_to,
            answers_above=threshold, level=level, begun_at=now(),
            hear_by=hear_by or (ends + dt.timedelta(days=14)).astimezone(ZoneInfo(place.zone)).date(), **said,
        )  # fmt: skip
        Stage.objects.bulk_create(
            Stage(
                place=place, deliberation=deliberation, order=order, kind=step.kind, opens=opens, closes=closes,
                rule=step.rule, parameters=dict(step.parameters),
            )
            for order, (step, opens, closes) in enumerate(stages, start=1)
        )  # fmt: skip
        register.record(
            place=place,
            action="began a deliberation",
            noun="deliberation",
            subject=deliberation.pk,
            facts={"number": deliberation.number, "uses": uses, "by": by.shown_as},
        )
    return deliberation


def _answers_above(said: int | None, given: Iterable[Step], *, drawn_alone: bool) -> int:
    """What nobody can reach is no promise: where only those take part who are drawn, it is at most all of them."""
    sizes = [promised_panel(step.parameters).size for step in given if "panel" in step.parameters]
    most = min(sizes, default=None) if drawn_alone else None
    threshold = min(ANSWERS_ABOVE, most or ANSWERS_ABOVE) if said is None else said
    if threshold < 1:
        raise Refused(
            "Say from how many supporters on each thing is answered: a number from 1.", field="answers_above"
        )
    if most is not None and threshold > most:
        raise Refused(
            f"Only the {most} who are drawn take part, so nothing can have {threshold:,} supporters. "
            f"Choose a number up to {most}.",
            field="answers_above",
        )
    return threshold


def _words(**given: str) -> dict[str, str]:
    said = {name: tidy_lines(text) if name == "about" else tidy(text) for name, text in given.items()}
    for name, empty in (
        ("question", "Write the question."),
        ("promise", "Say in one sentence what the result binds."),
    ):
        if not said[name]:
            raise Refused(empty, field=name)
    for name, text in said.items():
        if len(text) > LONGEST[name]:
            raise Refused(f"Please keep it under {LONGEST[name]:,} letters.", field=name)
    return said


def _dated(steps: list[Step], begins: dt.date, zone: str) -> Iterable[tuple[Step, dt.datetime, dt.datetime]]:
    """Each step from midnight to midnight where the place is, as instants in UTC."""
    day = begins
    for step in steps:
        over = day + dt.timedelta(days=step.days)
        yield step, _midnight(day, zone), _midnight(over, zone)
        day = over


def _midnight(day: dt.date, zone: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), ZoneInfo(zone)).astimezone(UTC)
