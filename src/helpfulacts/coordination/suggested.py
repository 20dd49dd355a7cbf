"""The sentence of a suggested act, made from the reason stored on it and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.directory.facets import FACET_WORDS

from .placement_words import miles

if TYPE_CHECKING:
    from helpfulacts.support.models import HelpfulAct

GRADES = {1: "helps a bit with", 2: "helps with", 3: "is made for"}


def reason_sentence(act: HelpfulAct) -> str:
    """Why this act is on the plan, from `act.reason`. Empty for an act that the person added themselves."""
    reason = act.reason or {}
    code = reason.get("code", "")
    facets = [FACET_WORDS[facet].lower() for facet in reason.get("facets", []) if facet in FACET_WORDS]
    asked = "; ".join(facets)
    away = reason.get("metres", -1)
    far = f" It is {miles(away)} away, as the crow flies." if away > 0 else ""
    if code == "round":
        return f"Sharing round {reason.get('round')} gave you this place. You asked for: {asked}.{far}"
    if code == "entitlement" and reason.get("right"):
        return f"You have a right to this, so it comes before any charity. You asked for: {asked}.{far}"
    if code == "entitlement":
        return f"This may be yours by right, so it comes before any charity. You asked for: {asked}.{far}"
    if code == "suggested":
        return f"You asked for: {asked}. This {GRADES[reason.get('grade', 2)]} that.{far}"
    if code == "introduced":
        return "Somebody who helps you thought of this. You choose."
    if code == "next_door":
        return "A place next door has this. You agreed that it was asked, without your name."
    if code == "chosen":
        return "" if act.suggested_by else "You put this here."
    return ""
