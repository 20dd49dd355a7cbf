"""Reads for whoever reads what waits, and the public log: what was done by which line and why, never the words."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from helpfulacts.core.clock import today
from helpfulacts.places.models import Place
from helpfulacts.promises.models import OPEN, Promise

from .contributions import Shown, in_words
from .models import Contribution, Deliberation, Moderation
from .policy import policy
from .public import ANSWERED_ONE_BY_ONE
from .words import NOUN


@dataclass(frozen=True)
class Waiting:
    """Something that waits to be read. since: the day from when; days: how many days it has waited; due: the last day in time."""

    shown: Shown
    since: dt.date
    days: int
    due: dt.date | None
    late: bool


@dataclass(frozen=True)
class Appeal:
    """Something hidden that its author wants looked at again: by which line and why it was hidden, and what the author says."""

    asked: Moderation
    hidden: Moderation
    shown: Shown
    due: dt.date | None
    late: bool


@dataclass(frozen=True)
class LogLine:
    """One line of the public log. line: its title in the policy, "" where none was needed. question: the deliberation's number."""

    question: int
    number: int
    kind: str
    what: str
    line: str
    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Counted:
    """One line of the policy, and by it how many are hidden now, and how many were shown again."""

    title: str
    hidden: int
    shown_again: int


def waiting(place: Place, deliberation: Deliberation | None = None) -> list[Waiting]:
    """What waits to be read, what has waited longest first."""
    rows = Contribution.objects.filter(place=place, state="waiting").select_related("deliberation", "author")
    if deliberation is not None:
        rows = rows.filter(deliberation=deliberation)
    owed, day = _owed(place, [one.pk for one in rows]), today(place.zone)
    found = []
    for one in in_words(rows):
        promise = owed.get(one.contribution.pk)
        since = (promise.counts_from if promise else None) or one.contribution.brought_on
        late = promise is not None and promise.due < day
        found.append(Waiting(one, since, (day - since).days, promise.due if promise else None, late))
    return sorted(found, key=lambda one: (one.since, one.shown.contribution.number))


def overdue(place: Place) -> int:
    """How many things wait past their day, to be read or looked at again. Public."""
    rows = Promise.objects.filter(OPEN, place=place, about_noun=NOUN, due__lt=today(place.zone))
    return rows.values("about_id").distinct().count()


def appeals(place: Place) -> list[Appeal]:
    """What authors want looked at again, the earliest first."""
    rows = Moderation.objects.filter(place=place, what="appealed", contribution__state="hidden")
    answered = Moderation.objects.filter(place=place, answers__isnull=False).values("answers")
    asked = list(
        rows.exclude(pk__in=answered)
        .select_related("contribution__deliberation", "contribution__author")
        .order_by("at")
    )
    keys = [one.contribution_id for one in asked]
    owed, day = _owed(place, keys), today(place.zone)
    shown = {one.contribution.pk: one for one in in_words([one.contribution for one in asked])}
    hidden = {
        one.contribution_id: one
        for one in Moderation.objects.filter(place=place, what="hidden", contribution__in=keys).order_by("at")
    }
    found = []
    for one in asked:
        if one.contribution_id in shown and one.contribution_id in hidden:
            promise = owed.get(one.contribution_id)
            due = promise.due if promise else None
            late = due is not None and due < day
            found.append(Appeal(one, hidden[one.contribution_id], shown[one.contribution_id], due, late))
    return found


def log_rows(place: Place, about: tuple[int, int] | None = None) -> QuerySet[Moderation]:
    """All that was done about what people brought in this place, the latest first; `in_log` says it in words.

    about: only what was done about one thing, by the number of its question and its own.
    """
    rows = Moderation.objects.filter(place=place).select_related("contribution__deliberation")
    if about is not None:
        rows = rows.filter(contribution__deliberation__number=about[0], contribution__number=about[1])
    return rows.order_by("-at", "-contribution__number")


def in_log(rows: Iterable[Moderation]) -> list[LogLine]:
    """Without the words it was about, and without those of an appeal."""
    lines = policy()
    return [
        LogLine(
            one.contribution.deliberation.number, one.contribution.number, one.contribution.get_kind_display(),
            one.get_what_display(), lines[one.policy].title if one.policy in lines else one.policy, one.reason,
            one.by_shown_as, one.at,
        )
        for one in rows
    ]  # fmt: skip


def hidden_in(deliberation: Deliberation) -> list[tuple[int, str]]:
    """(number, the line of the policy in words) of each thing that is asked about and hidden now, by number. Never its words."""
    lines = policy()
    rows = Moderation.objects.filter(
        place=deliberation.place_id,
        contribution__deliberation=deliberation,
        contribution__state="hidden",
        contribution__kind__in=ANSWERED_ONE_BY_ONE,
        what__in=("hidden", "kept hidden"),
    )
    last = dict(rows.order_by("at").values_list("contribution__number", "policy"))
    return [(number, lines[code].title if code in lines else code) for number, code in sorted(last.items())]


def counted_by_line(place: Place, deliberation: Deliberation | None = None) -> list[Counted]:
    """For each line of the policy, in its order; of one question, or of all."""
    rows, brought = Moderation.objects.filter(place=place), Contribution.objects.filter(place=place)
    if deliberation is not None:
        rows = rows.filter(contribution__deliberation=deliberation)
        brought = brought.filter(deliberation=deliberation)
    last: dict[uuid.UUID, str] = {}
    again: Counter[str] = Counter()
    for one in rows.filter(what__in=("hidden", "kept hidden", "shown again")).order_by("at"):
        if one.what == "shown again":
            again[last.get(one.contribution_id, "")] += 1
        else:
            last[one.contribution_id] = one.policy
    hidden_now = set(brought.filter(state="hidden").values_list("pk", flat=True))
    hidden = Counter(code for key, code in last.items() if key in hidden_now)
    return [Counted(line.title, hidden[code], again[code]) for code, line in policy().items()]


def _owed(place: Place, keys: list[uuid.UUID]) -> dict[uuid.UUID, Promise]:
    rows = Promise.objects.filter(OPEN, place=place, about_noun=NOUN, about_id__in=keys).order_by("due")
    return {promise.about_id: promise for promise in rows if promise.about_id is not None}
