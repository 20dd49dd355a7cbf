"""Reads of decisions: what was decided and why, what was promised by it, when it is looked at again, and what is coming.

decisions(place) -> list[Decision], latest first          decision_drafts(place)          get_decision(place, number) -> Decision
shown(decision) -> Shown: answers, counts, twelve principles in order, promises with how they stand, whether its review is past
reviews(place, day) -> list[Review], the longest past first          decision_of_rules(place, rule_set_number) -> Decision | None
decision_cited(place, ref) -> Decision | None, where a rule names one
coming(place, ward=None) -> list[Coming]          unanswered(deliberation) -> list[Contribution] (answered.py)
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from helpfulacts.coordination.decided import decision_number
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotFound
from helpfulacts.core.principles import PRINCIPLES, Principle
from helpfulacts.places.models import Area, Place
from helpfulacts.promises.models import Promise
from helpfulacts.promises.selectors import about
from helpfulacts.promises.selectors import standing_of as standing_of_promise

from .answered import supporters, unanswered
from .deciding import departures, tallies_of, why_not
from .models import Decision, Deliberation, Outcome, Stage, Tally, TradeOffCard
from .selectors import goes_on

__all__ = [
    "Coming", "Review", "Shown", "coming", "decision_cited", "decision_drafts", "decision_of_rules", "decisions", "decisions_of", "departures", "get_decision", "is_over",
    "reviews", "shown", "supporters", "tallies_of", "unanswered", "why_not",
]  # fmt: skip

NOT_LOOKED_AT = "not assessed"


@dataclass(frozen=True)
class TradeOff:
    """One of the twelve principles, and what the decision means for it; “not looked at” where nobody said."""

    principle: Principle
    mark: str
    title: str
    sentence: str
    evidence: str


@dataclass(frozen=True)
class Owed:
    """A promise, and how it stands: “kept”, “kept late”, “excused”, “stands still”, “late” or “open”."""

    promise: Promise
    standing: str


@dataclass(frozen=True)
class Shown:
    """All that a page says of one decision. review: “” not yet, “due” within 30 days, “past” its day, “done” by a later one."""

    decision: Decision
    outcomes: list[Outcome]
    tallies: list[Tally]
    trade_offs: list[TradeOff]
    promises: list[Owed]
    departs_for: list[int]
    review: str
    before: Decision | None
    after: Decision | None


@dataclass(frozen=True)
class Review:
    decision: Decision
    days_past: int


@dataclass(frozen=True)
class Coming:
    """A vote or a decision that is still to come: the stage, and whether people can take part in it now."""

    stage: Stage
    open_now: bool


def decisions(place: Place) -> list[Decision]:
    """What was decided, the latest first."""
    return list(_published(place).order_by("-number"))


def decisions_of(deliberation: Deliberation) -> list[Decision]:
    """What was decided about it, the latest first."""
    return list(_published(deliberation.place).filter(deliberation=deliberation).order_by("-number"))


def is_over(deliberation: Deliberation) -> bool:
    """It was ended, or decided with nothing left to answer. A decision that could not wait for the question ends nothing."""
    decided = _published(deliberation.place).filter(deliberation=deliberation, emergency="")
    return deliberation.ended_at is not None or (not goes_on(deliberation) and decided.exists())


def _published(place: Place) -> QuerySet[Decision]:
    rows = Decision.objects.filter(place=place, published_at__isnull=False)
    return rows.select_related("place", "deliberation__convenor", "deliberation__area", "deliberation__place")


def decision_drafts(place: Place) -> list[Decision]:
    """What is written down and not published yet."""
    rows = Decision.objects.filter(place=place, published_at__isnull=True)
    return list(
        rows.select_related("place", "deliberation__convenor", "deliberation__place").order_by("-number")
    )


def get_decision(place: Place, number: int, *, drafts: bool = False) -> Decision:
    """Raises NotFound, in the same words for a draft, which only who may write it down reads (`drafts`)."""
    found = _published(place).filter(number=number).first()
    if found is None and drafts:
        found = next((one for one in decision_drafts(place) if one.number == number), None)
    if found is None:
        raise NotFound("There is no decision of that number here. See what was decided.")
    return found


def shown(decision: Decision, day: dt.date | None = None) -> Shown:
    """`day`: how promises and its review stand on it; today where it is not said."""
    day = day or today(decision.place.zone)
    others = list(_published(decision.place).filter(deliberation=decision.deliberation_id).order_by("number"))
    earlier = [one for one in others if one.number < decision.number]
    later = [one for one in others if one.number > decision.number]
    rows = Outcome.objects.filter(place=decision.place_id, decision=decision)
    return Shown(
        decision=decision,
        outcomes=list(rows.select_related("contribution").order_by("contribution__number")),
        tallies=tallies_of(decision),
        trade_offs=_trade_offs(decision),
        promises=[
            Owed(one, standing_of_promise(one, day)) for one in about(decision.place, "decision", decision.pk)
        ],
        departs_for=departures(decision),
        review=_review(decision, bool(later), day),
        before=earlier[-1] if earlier else None,
        after=later[0] if later else None,
    )


def _trade_offs(decision: Decision) -> list[TradeOff]:
    """All twelve, in their order. What nobody looked at says so."""
    cards = {
        one.principle: one for one in TradeOffCard.objects.filter(place=decision.place_id, decision=decision)
    }
    titles = dict(TradeOffCard.MARKS)
    found = []
    for principle in PRINCIPLES:
        card = cards.get(principle.code)
        mark = card.mark if card else NOT_LOOKED_AT
        words = (card.sentence, card.evidence) if card else ("", "")
        found.append(TradeOff(principle, mark, titles[mark], *words))
    return found


SOON = dt.timedelta(days=30)


def _review(decision: Decision, looked_at: bool, day: dt.date) -> str:
    if looked_at:
        return "done"
    if decision.review_on < day:
        return "past"
    return "due" if decision.review_on <= day + SOON else ""


def reviews(place: Place, day: dt.date) -> list[Review]:
    """Decisions past their review day, that no later decision about the same question has looked at, the longest past first."""
    later = Decision.objects.filter(
        place=place,
        deliberation=OuterRef("deliberation"),
        number__gt=OuterRef("number"),
        published_at__isnull=False,
    )
    rows = _published(place).filter(review_on__lt=day).exclude(Exists(later)).order_by("review_on", "number")
    return [Review(one, (day - one.review_on).days) for one in rows]


def decision_of_rules(place: Place, rule_set: int) -> Decision | None:
    """The decision that put this rule set in force, by its number; None where it was decided elsewhere."""
    return _published(place).filter(rule_set=rule_set).order_by("-number").first()


def decision_cited(place: Place, ref: str) -> Decision | None:
    """The decision of this place to which a rule refers; None for anything else that is written there."""
    number = decision_number(ref)
    if number is None:
        return None
    return _published(place).filter(number=number, rule_set__isnull=False).first()


def coming(place: Place, ward: Area | None = None, moment: dt.datetime | None = None) -> list[Coming]:
    """Votes and decisions that are not over, the soonest end first; of a ward: those about it and about the whole place."""
    moment = moment or now()
    decided = Decision.objects.filter(
        place=place, deliberation=OuterRef("deliberation"), published_at__isnull=False, emergency=""
    )
    rows = Stage.objects.filter(
        place=place, kind__in=("ballot", "decide"), closed_at__isnull=True, deliberation__published_at__isnull=False,
        deliberation__ended_at__isnull=True,
    ).exclude(Exists(decided))  # fmt: skip
    # What is to be decided stays until it is; a vote is over at its hour.
    rows = rows.filter(Q(kind="decide") | Q(closes__gt=moment))
    if ward is not None:
        rows = rows.filter(Q(deliberation__area=ward) | Q(deliberation__area__isnull=True))
    rows = rows.select_related("deliberation__place", "deliberation__convenor", "deliberation__area")
    return [
        Coming(stage, stage.kind == "ballot" and stage.opens <= moment)
        for stage in rows.order_by("closes", "deliberation__number")
    ]
