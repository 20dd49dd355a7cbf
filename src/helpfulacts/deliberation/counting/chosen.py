"""Who is among the first by a sum, and what becomes of equals: said, and never settled in silence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.core.words import counted, joined


def listed(numbers: list[int]) -> str:
    """“number 4”, “numbers 4 and 7”."""
    return f"number{'' if len(numbers) == 1 else 's'} {joined([str(one) for one in numbers])}"


def whole(parameters: Mapping[str, Any], name: str, least: int, most: int | None = None) -> int | None:
    """A whole number of the parameters, or None where it is not said. Raises Refused for anything else."""
    value = parameters.get(name)
    if value is None:
        return None
    if (
        isinstance(value, bool)
        or not isinstance(value, int)
        or value < least
        or (most is not None and value > most)
    ):
        raise Refused(
            f"“{name}” must be a whole number from {least}{f' to {most}' if most is not None else ''}."
        )
    return value


def in_order(scores: Mapping[int, int]) -> list[int]:
    """The highest first; of equals the lower number."""
    return sorted(scores, key=lambda number: (-scores[number], number))


def first_of(
    scores: Mapping[int, int], seats: int, seed: str, what: str
) -> tuple[list[int], list[int], list[str]]:
    """(winners, tied, steps). Who has nothing never wins. Equals that do not all fit are drawn by lot where there is a seed
    (the lowest SHA-256 of “seed|number”); without one they stay tied, for whoever decides.
    """
    order = [number for number in in_order(scores) if scores[number] > 0]
    steps = [f"The first {counted(seats, 'place goes', 'places go')} by {what}."]
    if len(order) <= seats:
        return (
            order,
            [],
            [*steps, f"{listed(order).capitalize()} won." if order else "Nobody chose any, so none won."],
        )
    last = scores[order[seats - 1]]
    sure = [number for number in order if scores[number] > last]
    equal = [number for number in order if scores[number] == last]
    if len(sure) + len(equal) == seats:
        return [*sure, *equal], [], [*steps, f"{listed(order[:seats]).capitalize()} won."]
    left = seats - len(sure)
    steps.append(
        f"{listed(equal).capitalize()} have {last:,} each, and only {counted(left, 'place is', 'places are')} left."
    )
    if not seed:
        return sure, equal, [*steps, "They are equal, so whoever decides must choose among them and say why."]
    lot = sorted(equal, key=lambda number: hashlib.sha256(f"{seed}|{number}".encode()).hexdigest())
    won = sorted([*sure, *lot[:left]], key=lambda number: (-scores[number], number))
    return won, [], [*steps, f"A draw by the public seed chose {listed(sorted(lot[:left]))}."]
