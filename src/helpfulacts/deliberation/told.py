"""What somebody hears of what they brought or supported: only when *its* result moves. Computed; nothing is kept of who was told.

news_for(person) -> list[News], the latest first          lately(person) -> list[News] of the last 30 days
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import today
from helpfulacts.core.words import mid_sentence
from helpfulacts.people.models import Person
from helpfulacts.promises.models import Promise
from helpfulacts.promises.selectors import standing_of

from .counting.reading import roots_of
from .models import Contribution, Decision, Deliberation, Membership, Moderation, Outcome, Position

ANSWERS = dict(Outcome.ANSWERS)
DONE = {
    "hidden": "is hidden.",
    "kept hidden": "was looked at again, and stays hidden.",
    "shown": "is shown now.",
    "shown again": "was looked at again, and is shown.",
    "joined": "was joined with another that says the same.",
}
TO_SUPPORTERS = ("hidden", "shown again", "joined")
LATELY = dt.timedelta(days=30)


@dataclass(frozen=True)
class News:
    """What moved on a day. mine: they brought it; else they said yes to it. decision: its number, where one is behind it."""

    day: dt.date
    deliberation: Deliberation
    contribution: Contribution
    sentence: str
    why: str
    mine: bool
    decision: int | None = None


def news_for(person: Person, day: dt.date | None = None) -> list[News]:
    """Answers that came or changed, what was hidden or joined, and what was promised for it and is done, excused or late."""
    day = day or today(person.place.zone)
    members = list(
        Membership.objects.filter(place=person.place_id, person=person).values_list("pk", flat=True)
    )
    if not members:
        return []
    brought = set(
        Contribution.objects.filter(place=person.place_id, author__in=members).values_list("pk", flat=True)
    )
    said_yes = Position.objects.filter(
        place=person.place_id, membership__in=members, current=True, value__gt=0
    )
    own = brought | set(said_yes.values_list("contribution_id", flat=True))
    if not own:
        return []
    every = Contribution.objects.filter(
        place=person.place_id, deliberation__memberships__in=members
    ).distinct()
    by_id = {one.pk: one for one in every.select_related("deliberation__place", "joined_into")}
    roots = roots_of(list(by_id.values()))
    # What was joined lives on in what it was joined into: its answer is theirs.
    concerns = {roots[one].pk: by_id[roots[one].pk] for one in own}
    mine = brought | {roots[one].pk for one in brought}
    zone = ZoneInfo(person.place.zone)
    found = [
        *_answers(list(concerns.values()), mine, zone),
        *_moderated([by_id[one] for one in own], brought, zone),
        *_promised(list(concerns.values()), mine, person, day),
    ]
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.contribution.number, one.sentence))


def lately(person: Person) -> list[News]:
    """What moved in the last 30 days, the latest first."""
    day = today(person.place.zone)
    return [one for one in news_for(person, day) if one.day > day - LATELY]


def _answers(concerns: list[Contribution], mine: set[uuid.UUID], zone: ZoneInfo) -> list[News]:
    """The first answer, and each one that is other than the one before. The same said again is no news."""
    rows = Outcome.objects.filter(
        place__in={one.place_id for one in concerns},
        contribution__in=concerns,
        decision__published_at__isnull=False,
    )
    by_contribution: dict[uuid.UUID, list[Outcome]] = defaultdict(list)
    for outcome in rows.select_related("decision").order_by("decision__number"):
        by_contribution[outcome.contribution_id].append(outcome)
    found = []
    for one in concerns:
        before = None
        for outcome in by_contribution[one.pk]:
            answer = ANSWERS[outcome.answer]
            if before is None or before.answer != outcome.answer:
                number = outcome.decision.number
                sentence = (
                    f"Number {one.number} has an answer by decision {number}: {answer}."
                    if before is None
                    else f"Decision {number} changed the answer to number {one.number} from {ANSWERS[before.answer]} to {answer}."
                )
                found.append(News(_day(outcome.decision, zone), one.deliberation, one, sentence, outcome.reason, one.pk in mine, number))  # fmt: skip
            before = outcome
    return found


def _day(decision: Decision, zone: ZoneInfo) -> dt.date:
    assert decision.published_at is not None  # as the query says
    return decision.published_at.astimezone(zone).date()


def _moderated(own: list[Contribution], brought: set[uuid.UUID], zone: ZoneInfo) -> list[News]:
    """Its author hears all that was done to it; who supported it, that it went, came back or was joined."""
    by_id = {one.pk: one for one in own}
    rows = Moderation.objects.filter(
        place__in={one.place_id for one in own}, contribution__in=own, what__in=DONE
    )
    found = []
    for row in rows.order_by("at"):
        one = by_id[row.contribution_id]
        if one.pk in brought or row.what in TO_SUPPORTERS:
            done = DONE[row.what]
            if row.what == "joined" and one.joined_into is not None:
                done = f"was joined with number {one.joined_into.number}, which says the same."
            found.append(
                News(row.at.astimezone(zone).date(), one.deliberation, one, f"Number {one.number} {done}", row.reason, one.pk in brought)
            )  # fmt: skip
    return found


def _promised(concerns: list[Contribution], mine: set[uuid.UUID], person: Person, day: dt.date) -> list[News]:
    """What was promised by a decision that said yes to something of theirs, and is done, excused or past its day: once each."""
    by_id = {one.pk: one for one in concerns}
    rows = Outcome.objects.filter(
        place=person.place_id,
        contribution__in=concerns,
        answer__in=("yes", "partly"),
        decision__published_at__isnull=False,
    )
    by_decision: dict[uuid.UUID, list[Contribution]] = defaultdict(list)
    numbers: dict[uuid.UUID, int] = {}
    for outcome in rows.select_related("decision").order_by("contribution__number"):
        by_decision[outcome.decision_id].append(by_id[outcome.contribution_id])
        numbers[outcome.decision_id] = outcome.decision.number
    promises = Promise.objects.filter(
        place=person.place_id, about_noun="decision", about_id__in=list(by_decision)
    )
    found = []
    for promise in promises.select_related("place").order_by("due"):
        if (moved := _moved(promise, day)) is None:
            continue
        assert promise.about_id is not None  # as the query says
        about = by_decision[promise.about_id]
        when, how, why = moved
        number = numbers[promise.about_id]
        sentence = f"What {mid_sentence(promise.by_shown_as)} promised by decision {number} {how}."
        theirs = [one for one in about if one.pk in mine]
        one = (theirs or about)[0]
        found.append(News(when, one.deliberation, one, sentence, why, bool(theirs), number))  # fmt: skip
    return found


def _moved(promise: Promise, day: dt.date) -> tuple[dt.date, str, str] | None:
    """(When, how, why) a promise moved; None while it is not due."""
    zone, standing = ZoneInfo(promise.place.zone), standing_of(promise, day)
    if standing == "late":
        return promise.due + dt.timedelta(days=1), "is late", promise.what
    if promise.kept_at is not None:
        how = "is done" if standing == "kept" else "is done, after its day"
        return promise.kept_at.astimezone(zone).date(), how, f"{promise.what.rstrip('.')}. {promise.evidence}"
    if promise.excepted_at is not None:
        why = f"{promise.what.rstrip('.')}. {promise.exception}"
        return promise.excepted_at.astimezone(zone).date(), "was put off, with a reason", why
    return None
