"""What somebody without a place is told: why all was full, or why a place that was found for them is not theirs.

title, sentences = full(reasons, person, group, rule, extra)   # extra gets offers, places, by_rule, by_ticket, since, steps
title, sentences = waits(reasons, person)                      # a limit holds back all that would fit
title, sentences = gone(reasons, person, stored, extra)
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from helpfulacts.engine.sharing import explain as engine
from helpfulacts.engine.sharing.refusal_said import steps
from helpfulacts.engine.small import SMALL, some

from . import limits, turn_words
from .funding_words import ended_in_words

if TYPE_CHECKING:
    from .reasons import Reasons

TITLE = "We could not find you a place this time"
NOT_YOU = "This is not about anything you did."
GONE = {
    "taken": "Before the round was confirmed that place went, so there was nothing left to give.",
    "paused": "Before the round was confirmed your plan was paused or left the rounds, so it was not given.",
    "vetoed": "Before the round was confirmed you said not this one, so it was not given.",
    "has_it": "Before the round was confirmed it was already on your plan, so it was not given twice.",
    "struck_out": "Before the round was confirmed that wish was no longer on your plan, so it was not given.",
    "ended": "Before the round was confirmed that offer stopped.",
    "alone": "Before the round was confirmed it was said here that you are under 18. This is from one person alone, so it was not given.",
    "needs_gone": "It only helps after something else, and before the round was confirmed that was no longer on your plan.",
}
LOST = ("taken", "ended")
"""The place itself is not there any more; after any other reason it is free."""
STILL_OWED = (*LOST, "alone", "needs_gone")
"""The person still asks for it, so a right that it met is unmet now."""


def full(
    reasons: Reasons, person: int, group: str, rule: str, extra: dict[str, Any]
) -> tuple[str, list[str]]:
    refusal = _refusal(reasons, person)
    inputs = reasons.inputs
    extra["offers"] = [inputs.offer_ids[offer] for offer in refusal.offers.tolist()]
    extra["since"] = reasons.since_then.words(refusal.offers.tolist())
    parts = (refusal.before_by_rule, refusal.before_by_ticket, refusal.before_by_kept_turn)
    extra["places"] = some(refusal.places)
    # Where one part is too small to say, so is the other: with the total it would give the first away.
    small = any(0 < part < SMALL for part in parts)
    said = [some(min(part, SMALL - 1) if small else part) for part in parts]
    extra["by_rule"], extra["by_ticket"], extra["by_kept_turn"] = said
    found = steps(refusal, reasons.rules.by_lottery)
    if "rule" in found and not reasons.rules.by_lottery:
        found["rule"] += f" The rule is: {rule}"
    if "kept" in found:
        kept = [share.origin.sentence for share in reasons.rules.reserved if share.turns]
        found["kept"] += f" The rule is: {' '.join(kept)}"
    if money := ended_in_words(inputs, refusal.offers):
        found["money"] = money
    extra["steps"] = list(found.values())
    words = [reasons.asked_for(person)]
    if extra["since"]:
        words.append("This is how it came out by the rules alone.")
    words += [*extra["steps"], *extra["since"], group]
    if (inputs.continuing >= 0).any():
        words.append("Places that people already keep were not shared again.")
    words += [*limits.words(reasons, person), *reasons.right(person)]
    words.append(turn_words.standing(reasons, person))
    words.append(NOT_YOU)
    return TITLE, words


def waits(reasons: Reasons, person: int) -> tuple[str, list[str]]:
    words = [reasons.asked_for(person), *limits.words(reasons, person), *reasons.right(person)]
    words.append("This round does not count as one that you missed.")
    return "Others have their turn first this time", [*words, NOT_YOU]


def _refusal(reasons: Reasons, person: int) -> engine.Refusal:
    """The engine's reason, with the holders counted as a person would.

    The ticket decided among people of one group and standing, in a lottery among all. Somebody whose right was met came
    before all of them by rule, except for a person who is owed the very same: between those two it was the ticket. And
    who would have come later without the turns that are kept for a group came before by such a turn.
    """
    inputs, outcome, rules = reasons.inputs, reasons.outcome, reasons.rules
    refusal = engine.refusal(inputs.instance, outcome, person)
    plain = not rules.by_lottery and not rules.reserved
    if refusal.code != "full" or (plain and not inputs.owed[person]):
        return refusal
    holders = np.flatnonzero(np.isin(outcome.assign, refusal.offers))
    drawn = np.ones(holders.size, bool)
    if not rules.by_lottery:
        drawn = reasons.groups_of[holders] == reasons.groups_of[person]
        drawn &= outcome.standing[holders] == outcome.standing[person]
    by_right = outcome.classes[holders] == 0
    if inputs.owed[person]:
        drawn &= ~by_right | (inputs.owed[holders] == inputs.owed[person])
    else:
        drawn &= ~by_right
    kept = ~by_right & (reasons.base_turn[holders] > reasons.base_turn[person])
    by_ticket, by_kept_turn = int((drawn & ~kept).sum()), int(kept.sum())
    return replace(
        refusal,
        before_by_rule=int(holders.size) - by_ticket - by_kept_turn,
        before_by_ticket=by_ticket,
        before_by_kept_turn=by_kept_turn,
    )


def gone(
    reasons: Reasons, person: int, stored: dict[str, Any], extra: dict[str, Any]
) -> tuple[str, list[str]]:
    offer, why = int(stored["offer"]), stored.get("why", "taken")
    extra["offers"] = [reasons.inputs.offer_ids[offer]]
    words = [f"A place was found for you: {reasons.inputs.offer_title[offer]}.", GONE[why]]
    if why in STILL_OWED:
        words += reasons.right(person, lost=True)
    words.append("You have not lost your turn: this round does not count against you.")
    return TITLE, words
