"""Reads for the pages on which a decision is prepared: what to close and count, what to answer, what is still missing.

parts_to_count(deliberation) -> list[PartToCount]          counts_of(deliberation) -> list[Tally]          count_by_number(…)
to_answer(decision) -> list[ToAnswer], what must be answered first          missing(decision) -> list of sentences
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from helpfulacts.core.errors import NotFound

from .answered import supporters
from .contributions import Shown, in_words
from .counting import code_of, rule_called
from .deciding import promised_counts, says_yes, why_not
from .decisions import decision_drafts
from .models import Contribution, Decision, Deliberation, Outcome, PaperBatch, Stage, Tally
from .selectors import stages_of, standing_of

TWO_BODIES = (uuid.UUID(int=1), uuid.UUID(int=2))
"""Stand in for the bodies that promise something: they are written down on the page itself, when all else is there."""


@dataclass(frozen=True)
class PartToCount:
    """A part that is over. tally: its last count by the rule that was promised. stops: why it cannot be closed, a sentence."""

    stage: Stage
    closed: bool
    counts: bool
    tally: Tally | None
    stops: str


def parts_to_count(deliberation: Deliberation) -> list[PartToCount]:
    """Of what is published: the parts whose time has passed, in order."""
    if deliberation.published_at is None or deliberation.ended_at is not None:
        return []
    last = {(one.stage_id, one.rule): one for one in counts_of(deliberation)}
    batches = PaperBatch.objects.filter(
        place=deliberation.place_id, stage__deliberation=deliberation, closed_at=None
    )
    open_batch = dict(batches.order_by("-number").values_list("stage_id", "number"))
    found = []
    for stage in stages_of(deliberation):
        standing = standing_of(stage)
        if standing not in ("over", "closed"):
            continue
        number = open_batch.get(stage.pk)
        stops = f"Batch {number} of papers is still open. Check it and close it first." if number else ""
        tally = last.get((stage.pk, code_of(stage)))
        found.append(PartToCount(stage, standing == "closed", bool(code_of(stage)), tally, stops))
    return found


def part_of(deliberation: Deliberation, order: int) -> Stage:
    """Raises NotFound."""
    for stage in stages_of(deliberation):
        if stage.order == order:
            return stage
    raise NotFound("This question has no such part.")


def counts_of(deliberation: Deliberation) -> list[Tally]:
    """Every count that was made of it, by number."""
    rows = Tally.objects.filter(place=deliberation.place_id, deliberation=deliberation)
    return list(rows.select_related("stage").order_by("number"))


def count_by_number(deliberation: Deliberation, number: int) -> Tally:
    """Raises NotFound."""
    for tally in counts_of(deliberation):
        if tally.number == number:
            return tally
    raise NotFound("This question has no count of that number.")


def counted_how(tally: Tally) -> str:
    """By which rule, in words."""
    rule = rule_called(tally.rule, tally.version)
    return rule.title if rule else tally.rule


def drafts_of(deliberation: Deliberation) -> list[Decision]:
    """What is written down about it and not published yet, the latest first."""
    return [one for one in decision_drafts(deliberation.place) if one.deliberation_id == deliberation.pk]


@dataclass(frozen=True)
class ToAnswer:
    """Something that people brought. supporters: None while a vote is still open. won: None where no count says so."""

    brought: Shown
    supporters: int | None
    must: bool
    won: bool | None
    answer: str
    reason: str


def to_answer(decision: Decision) -> list[ToAnswer]:
    """What stands by itself: first what must be answered before it is published, then by how many support it."""
    deliberation, place = decision.deliberation, decision.place_id
    said = {one.contribution_id: one for one in Outcome.objects.filter(place=place, decision=decision)}
    winners, voted = set(), set()
    for tally in promised_counts(decision):
        winners |= set(tally.result["winners"])
        voted |= {option["number"] for option in tally.result["options"]}
    open_vote = any(
        stage.kind == "ballot" and standing_of(stage) in ("open", "over") for stage in stages_of(deliberation)
    )
    sums = supporters(deliberation, open_votes=False)
    rows = Contribution.objects.filter(place=place, deliberation=deliberation, joined_into__isnull=True)
    there = [
        one for one in rows.select_related("area") if one.state == "shown" or one.number in winners or one.pk in said
    ]  # fmt: skip
    found = []
    for brought in in_words(there):
        one = brought.contribution
        many = sums.get(one.pk, 0)
        must = one.number in winners or (one.state == "shown" and many >= deliberation.answers_above)
        won = one.number in winners if one.number in voted else None
        shown = brought if one.state == "shown" else replace(brought, title="", words="")
        outcome = said.get(one.pk)
        found.append(
            ToAnswer(
                shown, None if open_vote else many, must, won, outcome.answer if outcome else "",
                outcome.reason if outcome else "",
            )
        )  # fmt: skip
    return sorted(
        found,
        key=lambda row: (
            not row.must,
            -sums.get(row.brought.contribution.pk, 0) if not open_vote else 0,
            row.brought.contribution.number,
        ),
    )


def adopts(decision: Decision) -> bool:
    """Would it put the rules that were asked about in force, as it is answered now?"""
    return bool(decision.deliberation.subject.get("document")) and says_yes(decision)


def missing(decision: Decision) -> list[str]:
    """All that stands in the way of publishing it, but for who promises what."""
    return why_not(decision, adopts=adopts(decision), owners=TWO_BODIES)
