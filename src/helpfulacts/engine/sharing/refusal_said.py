"""A refusal in plain words. `explain` says what is true, and this says it without giving a small number away."""

from __future__ import annotations

from ..small import SMALL, some
from .explain import Refusal


def sentence(
    refusal: Refusal,
    *,
    open_now: str = "",
    next_round: str = "",
    person_to_talk_to: str = "",
    how_to_challenge: str = "",
) -> str:
    """The refusal in plain words; the keywords are whole sentences added at the end.

    No number below ten is spoken, and none that could be had by taking one spoken number from another.
    """
    after = " ".join(s for s in (open_now, next_round, person_to_talk_to, how_to_challenge) if s)
    return " ".join(s for s in (_why(refusal), after) if s)


def _why(refusal: Refusal) -> str:
    if refusal.code == "no_offer":
        return "We could not offer you a place this time. Nothing we know of yet fits what you asked for."
    return " ".join(["We could not offer you a place this time.", *steps(refusal).values()])


def steps(refusal: Refusal, by_lottery: bool = False) -> dict[str, str]:
    """Why all was full, a step at a time, in plain words: "looked", then "rule", "kept" and "draw" where they apply, "moved".

    by_lottery: one draw sets the order of everybody, so that only a right comes before it by rule. No number of people
    below ten is spoken, and none that could be had by taking one spoken number from another.
    """
    rule, drawn, kept = refusal.before_by_rule, refusal.before_by_ticket, refusal.before_by_kept_turn
    found = {"looked": _looked(refusal)}
    if not refusal.places:
        return found
    if rule and by_lottery:
        found["rule"] = (
            f"{_went(rule, drawn, kept)} went to people who have a right to one. Rights come first."
        )
    elif rule:
        found["rule"] = f"{_went(rule, drawn, kept)} went to people the rules put before you."
    if kept:
        found["kept"] = (
            f"{_went(kept, rule, drawn)} went to people by turns that the rules keep for their group."
        )
    if drawn and by_lottery:
        found["draw"] = (
            f"{_went(drawn, rule, kept)} went to people with luckier tickets. There were more people than places, and a draw "
            "in public put one of their tickets before all of yours."
        )
    elif drawn:
        found["draw"] = (
            f"{_went(drawn, rule, kept)} went to people in the same group as you. There were more people than places, and a "
            "draw in public put their tickets before yours."
        )
    found["moved"] = "We checked if anyone could move to make room for you. No one could."
    return found


def _looked(refusal: Refusal) -> str:
    own = refusal.own_offers
    others = int(refusal.offers.size) - own
    number = "the" if own < SMALL else f"{own:,}"
    words = f"We looked at {f'all {number} offers that fit' if own > 1 else 'the one offer that fits'} what you asked for"
    if others:
        more = "others" if own < SMALL or others < SMALL else f"{others:,} others"
        words += f", and at {more} that people there could move to"
    it = "It has" if own == 1 and not others else "They have"
    end = "places, and all are taken" if refusal.places else "places this time"
    return f"{words}. {it} {some(refusal.places)} {end}."


def _went(part: int, *others: int) -> str:
    """How one part of the places is said: as a number only where no part is small."""
    if not any(others):
        return "All"
    if all(one >= SMALL for one in (part, *others) if one):
        return f"{part:,} places"
    return "Most" if part >= SMALL and part > sum(others) else "Some"
