"""Answers of a stage as the rules read them: by member and number of the contribution. Whoever it was stays in here."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping

from ..models import Cast, Contribution, Membership, Position, Stage
from ..stages import KINDS

Answers = Mapping[uuid.UUID, Mapping[int, int]]
VOTED_ON = ("proposal", "clause", "amendment")


def roots_of(contributions: list[Contribution]) -> dict[uuid.UUID, Contribution]:
    """Of each contribution that which it was joined into in the end, or itself."""
    by_id = {one.pk: one for one in contributions}
    found = {}
    for one in contributions:
        root, seen = one, {one.pk}
        while root.joined_into_id in by_id and root.joined_into_id not in seen:
            root = by_id[root.joined_into_id]
            seen.add(root.pk)
        found[one.pk] = root
    return found


def read(stage: Stage, *, only: Membership | None = None) -> tuple[list[int], Answers]:
    """(numbers of what is counted, answers by member; `only`: of that member alone).

    What is shown counts, or on a ballot the numbers that the stage names. Joined ones count as one: a member's own answer to
    the one that stands, else what they said of those joined into it where that was the same each time, else a pass. Whoever
    handed in a vote took part, though they chose nothing.
    """
    every = list(Contribution.objects.filter(place=stage.place_id, deliberation=stage.deliberation_id))
    roots = roots_of(every)
    named = stage.parameters.get("contributions")
    said: dict[uuid.UUID, dict[int, dict[uuid.UUID, int]]] = defaultdict(lambda: defaultdict(dict))
    answered = set()
    rows = Position.objects.filter(place=stage.place_id, stage=stage, current=True)
    if only is not None:
        rows = rows.filter(membership=only)
    for member, contribution, value in rows.values_list("membership_id", "contribution_id", "value"):
        root = roots[contribution]
        said[member][root.number][contribution] = value
        answered.add(root.pk)
    kinds = stage.parameters.get("kinds") or KINDS[stage.kind].brings or VOTED_ON
    numbers = {
        one.number: one.pk
        for one in every
        if one.state == "shown"
        and one.joined_into_id is None
        and (one.number in named if named is not None else one.kind in kinds or one.pk in answered)
    }
    answers = {
        member: {number: _one(given, numbers[number]) for number, given in own.items() if number in numbers}
        for member, own in said.items()
    }
    voted = set(
        Cast.objects.filter(place=stage.place_id, stage=stage, current=True).values_list(
            "membership_id", flat=True
        )
    )
    kept = {member: own for member, own in answers.items() if own or member in voted}
    return sorted(numbers), {**{member: {} for member in voted}, **kept}


def _one(given: Mapping[uuid.UUID, int], root: uuid.UUID) -> int:
    if root in given:
        return given[root]
    values = set(given.values())
    return values.pop() if len(values) == 1 else 0


def sides_of(stage: Stage) -> dict[uuid.UUID, str]:
    """The side of each member who took part for one, also of whoever left since: what was counted stays."""
    rows = stage.deliberation.memberships.filter(place=stage.place_id)
    return dict(rows.exclude(side="").values_list("pk", "side"))
