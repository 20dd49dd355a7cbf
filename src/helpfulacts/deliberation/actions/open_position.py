"""Ask partners where they stand: a statement for each principle and condition, answered in their own time, with no meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.core.principles import CONDITIONS, PRINCIPLES
from helpfulacts.people.actor import Actor

from ..models import Contribution, Deliberation, Membership, Revision
from .begin_deliberation import begin_deliberation
from .publish_deliberation import publish_deliberation
from .take_part import invite

if TYPE_CHECKING:
    from helpfulacts.people.models import Organisation
    from helpfulacts.places.models import Place

ABSENT = {
    "who": "people who use help and belong to none of these bodies",
    "why": "only bodies are asked here",
    "doing": "what people say in other questions stands beside it",
}


def open_position(
    *,
    place: Place,
    board: Organisation,
    partners: Iterable[Organisation],
    by: Actor,
    first_day: dt.date | None = None,
) -> Deliberation:
    """The report of where the place stands, to `board`, whose members reply in the last part. Published at once.

    One statement a principle and condition, numbered in their order (`subject["statements"]`: number → code). Each partner answers
    agree, pass or disagree, and says why. Raises Refused where fewer than two partners beside the board are asked, or for a day
    that has passed or is too far away.
    """
    asked = [body for body in {body.pk: body for body in partners}.values() if body.pk != board.pk]
    if len(asked) < 2:
        raise Refused(
            "Choose at least two bodies that say where they stand. The board itself replies.",
            field="partners",
        )
    day = today(place.zone)
    if first_day is not None and first_day < day:
        raise Refused("That day has passed. Choose today or a later day.", field="first_day")
    items = [*PRINCIPLES, *CONDITIONS]
    with register.writing(place):
        made = begin_deliberation(
            place=place, uses="position", question=f"Where does {place.name} stand on its principles?",
            promise=f"{board.name} answers each thing on which we differ, in writing, whether it meets or not.", convenor=board,
            by=by, first_day=first_day, open_to="invited", open_to_change=["what we do about each principle"], absent=[ABSENT],
            subject={"statements": {str(number): item.code for number, item in enumerate(items, start=1)}},
        )  # fmt: skip
        statements = Contribution.objects.bulk_create(
            Contribution(
                place=place,
                deliberation=made,
                number=number,
                kind="statement",
                state="shown",
                order=number,
                brought_on=day,
            )
            for number, _ in enumerate(items, start=1)
        )
        revisions = []
        for statement, item in zip(statements, items, strict=True):
            said = Revision(place=place, contribution=statement, number=1, written_on=day)
            said.title, said.words = item.name, f"We are there: {item.question}"
            revisions.append(said)
        Revision.objects.bulk_create(revisions)
        for body in asked:
            invite(deliberation=made, organisation=body, by=by)
        Membership.objects.create(
            place=place, deliberation=made, organisation=board, role="convenor", came="invited", evidence="the board asks",
            joined_on=day,
        )  # fmt: skip
        return publish_deliberation(deliberation=made, by=by)
