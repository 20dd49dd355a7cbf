"""What somebody under 18 reads of who is there: only what the offer says, and whom to ask for the rest."""

from __future__ import annotations

from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.directory import vetting
from helpfulacts.directory.alone import is_alone

_SUPERVISED = "children_supervised"
ASK = "Ask who is there, and if a grown-up whom you trust can come along."
IDEA = (
    "this is an idea to try, and nobody comes with it. Ask a grown-up whom you trust to read it with you, and to come "
    "along."
)


def is_young(person: Any) -> bool:
    return person is not None and person.is_under_18


def who_is_there(offer: Any) -> str:
    """One short line for somebody under 18, from what the offer says of checks. "" for what is no offer."""
    return "" if offer is None else _line(offer, alone=offer.kind != "idea" and is_alone(offer))


def read_by(person: Any, offer: Any) -> dict[str, Any]:
    """For the page of an offer: the line, and whether a way on from there would only be refused. Empty from 18 on."""
    if not is_young(person):
        return {}
    alone = is_alone(offer)
    return {"young_line": _line(offer, alone=alone), "not_alone": alone}


def _line(offer: Any, *, alone: bool) -> str:
    if offer.kind == "idea":
        said = IDEA
    elif alone:
        said = f"one person alone is there. Talk to {offer.place.talk_to}: they find a way with you."
    else:
        said = f"{ASK} {_checks(offer)}"
    return f"Under 18: {said}"


def _checks(offer: Any) -> str:
    if _SUPERVISED in offer.activities:
        return "They say that somebody checked is always there."
    if offer.check_level and not vetting.check_ran_out(offer, today(offer.place.zone)):
        name = vetting.level(offer.check_level).name
        return f"A check of whoever gives it was seen: {name[:1].lower()}{name[1:]}."
    return f"It does not say here who was checked. {offer.place.talk_to} can ask for you."
