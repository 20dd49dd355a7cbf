"""What waits for a body: where it is asked and has not answered, voted, replied or signed. Computed; nothing is kept of it.

waiting_for_body(body) -> list[Waits], in the order of the day; what has no last day comes last
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from helpfulacts.core.clock import today
from helpfulacts.people.models import Organisation

from . import agreements
from .models import Contribution, Membership
from .public import answers_of, cast_of, options
from .selectors import last_day, open_stages, stage_of_kind, standing_of
from .stages import RULES
from .stands import answers_of as stand_of
from .stands import position_report, statements_of


@dataclass(frozen=True)
class Waits:
    """what: “stand” (say where it stands), “reply”, “say”, “propose”, “weigh”, “vote” or “sign”; about: the question, or the title of
    the agreement, of that number; until: the last day, None where there is none; late: it has passed; left: how many things, 0
    where they are not counted.
    """

    body: Organisation
    what: str
    about: str
    number: int
    until: dt.date | None = None
    late: bool = False
    left: int = 0

    @property
    def order(self) -> tuple[dt.date, str, str]:
        """By the day; what has none comes last."""
        return self.until or dt.date.max, self.about, self.what


def waiting_for_body(body: Organisation) -> list[Waits]:
    """In the order of the day, the earliest first."""
    rows = Membership.objects.filter(
        place=body.place_id, organisation=body, left_on__isnull=True, deliberation__published_at__isnull=False,
        deliberation__ended_at__isnull=True,
    ).exclude(role="observer")  # fmt: skip
    found = list(_signatures(body))
    for member in rows.select_related("deliberation__place", "organisation__place"):
        found += _report(body, member) if member.deliberation.uses == "position" else _question(body, member)
    return sorted(found, key=lambda one: one.order)


def _report(body: Organisation, member: Membership) -> Iterator[Waits]:
    """A report of where the place stands: a body says, the board replies."""
    one, zone = member.deliberation, body.place.zone
    gather = stage_of_kind(one, "gather")
    if member.role == "convenor":
        if standing_of(gather) == "coming" or not (left := len(position_report(one).unanswered)):
            return
        until = last_day(stage_of_kind(one, "decide"), zone)
        yield Waits(body, "reply", one.question, one.number, until, until < today(body.place.zone), left)
    elif standing_of(gather) == "open":
        said = stand_of(gather, member)
        if left := sum(row.pk not in said for row in statements_of(one)):
            yield Waits(body, "stand", one.question, one.number, last_day(gather, zone), False, left)


def _question(body: Organisation, member: Membership) -> Iterator[Waits]:
    """Any other question: each part that is open, where the body can still answer, vote or propose."""
    one = member.deliberation
    for stage in open_stages(one):
        if not stage.rule:
            continue
        until, left = last_day(stage, one.place.zone), 0
        if RULES[stage.rule].handed_in:
            what = "vote" if cast_of(stage, member) is None and options(stage).exists() else ""
        elif stage.rule == "weights":
            what = "" if answers_of(stage, member) else "weigh"
        else:
            said = answers_of(stage, member)
            left = sum(number not in said for number in options(stage).values_list("number", flat=True))
            what = "say" if left else "propose" if stage.kind == "draft" and not _brought(member) else ""
        if what:
            yield Waits(body, what, one.question, one.number, until, False, left)


def _brought(member: Membership) -> bool:
    return Contribution.objects.filter(place=member.place_id, author=member).exists()


def _signatures(body: Organisation) -> Iterator[Waits]:
    """A text that its side has not signed. There is no last day: until then the old text holds."""
    for agreement in agreements.agreements(body.place):
        version = next(iter(agreements.versions(agreement)), None)
        if version is None or version.in_force_from is not None:
            continue
        side = agreements.sides_of_bodies(version).get(body.pk)
        if side is not None and side not in {one.side for one in agreements.signatures(version)}:
            yield Waits(body, "sign", agreement.title, agreement.number)
