"""What is on a ballot: what can be answered in it now, and the terms that its public board begins with."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from helpfulacts.core.errors import Refused

from .models import Agreement, Cast, Contribution, Position, Stage
from .selectors import last_revisions
from .stages import RULES

KINDS = ("proposal", "clause", "amendment")


def is_ballot(stage: Stage) -> bool:
    """Are its answers handed in all at once, as a vote that stands on the board?"""
    return bool(stage.rule) and RULES[stage.rule].handed_in


def require_ballot(stage: Stage) -> None:
    """Raises Refused."""
    if not is_ballot(stage):
        raise Refused("Nobody votes in this part.")


def rows_on_ballot(stage: Stage) -> QuerySet[Contribution]:
    """By number: what is shown and not joined with another; of the numbers in `contributions` where the stage names some, and of
    `kinds` alone where it says so: of a text its changes, say.

    Where money is shared out, only what somebody has costed.
    """
    found = Contribution.objects.filter(
        place=stage.place_id,
        deliberation=stage.deliberation_id,
        kind__in=stage.parameters.get("kinds", KINDS),
        state="shown",
        joined_into=None,
    )
    if "contributions" in stage.parameters:
        found = found.filter(number__in=stage.parameters["contributions"])
    if stage.parameters.get("count") == "equal-shares":
        found = found.filter(pence__gt=0)
    return found.order_by("number")


def on_ballot(stage: Stage) -> list[Contribution]:
    """The same, read."""
    return list(rows_on_ballot(stage))


def terms(stage: Stage) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """(What is voted on and how it is counted, as an entry of the board says it, the options as its header says them.)

    A title may be forgotten one day. So the entry holds a salted hash of it, and the header the title and its salt: a hash of
    the sealed title, random as that is, which goes when it goes.
    """
    rows = on_ballot(stage)
    titles = titles_of(rows)
    options = [_option(contribution, *titles[contribution.number]) for contribution in rows]
    deliberation = stage.deliberation
    sides = sides_that_vote(stage)
    said = {
        "place": stage.place.slug,
        "deliberation": deliberation.number,
        "stage": stage.order,
        "rule": stage.rule,
        "parameters": {**stage.parameters, **({"sides": sides} if sides else {})},
        "budget": deliberation.subject.get("pence"),
        "options": [
            {"number": one["number"], "cost": one["cost"], "title": hidden(one["salt"], one["title"])}
            for one in options
        ],
    }
    return said, options


def sides_that_vote(stage: Stage) -> list[str]:
    """Each side that must consent by itself, also one for which nobody votes: of the agreement that is to be changed, and each for
    which somebody was asked. None by a rule that counts everybody as one.
    """
    if stage.rule != "consent":
        return []
    deliberation = stage.deliberation
    found = set(
        deliberation.memberships.filter(place=stage.place_id).exclude(side="").values_list("side", flat=True)
    )
    asked = Agreement.objects.filter(place=stage.place_id, number=deliberation.subject.get("agreement"))
    for sides in asked.values_list("sides", flat=True):
        found.update(side["code"] for side in sides)
    return sorted(found)


def _option(contribution: Contribution, salt: str, title: str) -> dict[str, Any]:
    return {"number": contribution.number, "cost": contribution.pence, "title": title, "salt": salt}


def titles_of(contributions: Collection[Contribution]) -> dict[int, tuple[str, str]]:
    """By number (its salt, the title as it was last written), or ("", "") where it has none or it was forgotten."""
    found = {one.number: ("", "") for one in contributions}
    last = last_revisions(contributions)
    for one in contributions:
        row = last.get(one.pk)
        if row is not None and row.title_sealed:
            found[one.number] = hashlib.sha256(bytes(row.title_sealed)).hexdigest()[:32], row.title
    return found


def hidden(salt: str, title: str) -> str:
    """What the board holds of a title."""
    return hashlib.sha256(f"{salt}|{title}".encode()).hexdigest()


def votes(stage: Stage) -> dict[Cast, dict[str, int]]:
    """Each vote that counts, with what was answered in it as it is written (`engine.ledger.ballots`)."""
    rows = Cast.objects.filter(place=stage.place_id, stage=stage, current=True).select_related("membership")
    said: dict[Cast, dict[str, int]] = {cast: {} for cast in rows.order_by("id")}
    by_id = {cast.pk: vote for cast, vote in said.items()}
    answers = Position.objects.filter(place=stage.place_id, stage=stage, current=True, cast__isnull=False)
    for cast_id, number, value in answers.order_by().values_list("cast_id", "contribution__number", "value"):
        by_id[cast_id][str(number)] = value
    return said
