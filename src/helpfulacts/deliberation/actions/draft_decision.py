"""Write down what a body decided. Nobody else reads it, and all of it can be changed, until it is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy, tidy_lines
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..answered import last_published
from ..models import Decision, DecisionTally, Deliberation, Outcome, Tally
from ..rules import may_record_decision

NOUN = "decision"
LONGEST = {
    "body": 120, "sentence": 300, "reason": 3000, "departs": 2000, "dissent": 4000, "side_effects": 2000, "level_reason": 300,
    "emergency": 500,
}  # fmt: skip
DRAFTED = "drafted a decision"
SCRUTINY_WITHIN = dt.timedelta(days=28)
"""After an emergency: time to tell people of the day, and not so long that what was decided alone becomes the custom."""
LINES = ("reason", "departs", "dissent", "side_effects")
NEEDED = {
    "body": "Say which body decided it.",
    "sentence": "Say in one sentence what was decided.",
    "reason": "Say why it was decided.",
}


def draft_decision(
    *,
    deliberation: Deliberation,
    body: str,
    sentence: str,
    reason: str,
    review_on: dt.date,
    by: Actor,
    tallies: Iterable[Tally] = (),
    decided_on: dt.date | None = None,
    departs: str = "",
    dissent: str = "",
    side_effects: str = "",
    level: str = "",
    level_reason: str = "",
    emergency: str = "",
    scrutiny_by: dt.date | None = None,
) -> Decision:
    """A draft; it begins with the answers of the last decision about the same question, where there is one.

    `emergency`: why there was no time to ask first; then `scrutiny_by` is the day by which it is looked at in public: after today,
    within SCRUTINY_WITHIN. `level` is that of the deliberation unless it is said. Raises Refused, NotAllowed.
    """
    require(may_record_decision(by), "write down a decision")
    if deliberation.published_at is None:
        raise Refused("This is not published yet. Publish what is asked, then decide.")
    if deliberation.ended_at is not None:
        raise Refused("This was ended before its time. Begin a new one.")
    given = {
        "body": body, "sentence": sentence, "reason": reason, "departs": departs, "dissent": dissent,
        "side_effects": side_effects, "level": level or deliberation.level, "level_reason": level_reason, "emergency": emergency,
        "scrutiny_by": scrutiny_by, "decided_on": decided_on or today(deliberation.place.zone), "review_on": review_on,
    }  # fmt: skip
    decision = Decision(place=deliberation.place, deliberation=deliberation, by_shown_as=by.shown_as[:80])
    _fill(decision, given)
    with register.writing(deliberation.place_id):
        decision.number = _last_number(deliberation.place_id) + 1
        before = last_published(deliberation)
        decision.save(force_insert=True)
        _rest_on(decision, tallies)
        if before is not None:
            Outcome.objects.bulk_create(
                Outcome(
                    place=decision.place, decision=decision, contribution_id=one.contribution_id, answer=one.answer,
                    reason=one.reason,
                )
                for one in Outcome.objects.filter(place=decision.place_id, decision=before)
            )  # fmt: skip
        register.record(
            place=deliberation.place,
            action=DRAFTED,
            noun=NOUN,
            subject=decision.pk,
            facts={"number": decision.number, "deliberation": deliberation.number, "by": by.shown_as},
        )
    return decision


def _last_number(place: Any) -> int:
    """By the register, for drafts that were thrown away too: pages that are still open name them by it."""
    drafted = register.entries(place, noun=NOUN, newest_first=True).filter(action=DRAFTED).first()
    return int(drafted.facts["number"]) if drafted else 0


def change_decision(
    *, decision: Decision, changes: Mapping[str, Any], by: Actor, tallies: Iterable[Tally] | None = None
) -> Decision:
    """Of a draft. `changes` by the names of `draft_decision`. Raises Refused, NotAllowed; then nothing is changed."""
    require(may_record_decision(by), "change a decision")
    with register.writing(decision.place_id):
        require_draft(decision)
        fields = [
            *LONGEST, "level", "scrutiny_by", "decided_on", "review_on",
        ]  # fmt: skip
        _fill(decision, {name: changes.get(name, getattr(decision, name)) for name in fields})
        decision.save(update_fields=fields)
        if tallies is not None:
            DecisionTally.objects.filter(place=decision.place_id, decision=decision).delete()
            _rest_on(decision, tallies)
    return decision


def require_draft(decision: Decision) -> None:
    """Raises Refused where it is published, and so stays as it is, or was thrown away."""
    try:
        decision.refresh_from_db()
    except Decision.DoesNotExist:
        raise Refused("This draft was thrown away meanwhile. Write down a new one.") from None
    if decision.published_at is not None:
        raise Refused("This decision is published, so it stays as it is. Write down a new one.")


def _fill(decision: Decision, given: Mapping[str, Any]) -> None:
    said = {name: tidy_lines(given[name]) if name in LINES else tidy(given[name]) for name in LONGEST}
    for name, empty in NEEDED.items():
        if not said[name]:
            raise Refused(empty, field=name)
    for name, text in said.items():
        if len(text) > LONGEST[name]:
            raise Refused(f"Please keep it under {LONGEST[name]:,} letters.", field=name)
    if given["level"] not in dict(Deliberation.LEVELS):
        raise Refused("Choose one of the levels that are offered.", field="level")
    if given["level"] in ("region", "nation") and not said["level_reason"]:
        raise Refused("Say why it is not decided nearer to the people it is about.", field="level_reason")
    decided, review, scrutiny = given["decided_on"], given["review_on"], given["scrutiny_by"]
    if decided > today(decision.place.zone):
        raise Refused("It is decided on a day that is still to come. Write it down then.", field="decided_on")
    if review is None or review <= decided:
        raise Refused("Say on which later day it is looked at again.", field="review_on")
    if said["emergency"]:
        _looked_at_soon(scrutiny, today(decision.place.zone))
    if scrutiny is not None and not said["emergency"]:
        raise Refused("Say why there was no time to ask first.", field="emergency")
    for name, value in {
        **said, "level": given["level"], "decided_on": decided, "review_on": review, "scrutiny_by": scrutiny,
    }.items():  # fmt: skip
        setattr(decision, name, value)


def _looked_at_soon(scrutiny: dt.date | None, day: dt.date) -> None:
    if scrutiny is None or scrutiny <= day:
        raise Refused("Say by which later day it is looked at in public.", field="scrutiny_by")
    if scrutiny > day + SCRUTINY_WITHIN:
        raise Refused(
            f"Choose a day within {SCRUTINY_WITHIN.days} days, so that it is soon looked at in public.",
            field="scrutiny_by",
        )


def _rest_on(decision: Decision, tallies: Iterable[Tally]) -> None:
    rows = list(tallies)
    if any(tally.deliberation_id != decision.deliberation_id for tally in rows):
        raise Refused("That count belongs to another question.", field="tallies")
    DecisionTally.objects.bulk_create(
        DecisionTally(place=decision.place, decision=decision, tally=tally) for tally in dict.fromkeys(rows)
    )
