"""Each says yes, can live with it, or no. It passes where somebody answers and nobody says no.

`objections_under_percent`: it passes where fewer than that share of those who answered say no. Where members take part for a
side, it passes only where it does so on each side alone. The sides are those that stand on the board before the votes: one of
which nobody answers has not agreed. Whoever votes for no side is in the numbers and holds nothing up.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ..board import sides_said
from ..models import Stage
from .chosen import whole
from .kinds import Counted, Counting, MadeFrom
from .reading import Answers, read, sides_of

NAMES = {1: "consents", 0: "stands_aside", -1: "objects"}


def made_from(
    numbers: Sequence[int], answers: Answers, sides: Mapping[Any, str], must: Collection[str]
) -> MadeFrom:
    """`sides` by member, of those who take part for one; `must`: each side that must consent, also one without a member."""

    def of(number: int, side: str | None) -> dict[str, int]:
        given = [
            own[number]
            for member, own in answers.items()
            if number in own and (side is None or sides.get(member, "") == side)
        ]
        return {name: given.count(value) for value, name in NAMES.items()}

    must = sorted(must)
    beside = sum(1 for member in answers if sides.get(member, "") not in must) if must else 0
    return {
        "took_part": len(answers),
        "sides": must,
        **({"of_no_side": beside} if beside else {}),
        "options": [
            {
                "number": number,
                **of(number, None),
                **({"by_side": {one: of(number, one) for one in must}} if must else {}),
            }
            for number in numbers
        ],
    }


def gather(stage: Stage) -> MadeFrom:
    return made_from(*read(stage), sides_of(stage), sides_said(stage))


def count(made: Mapping[str, Any], parameters: Mapping[str, Any], seed: str) -> Counted:
    under = whole(parameters, "objections_under_percent", 1, 100)
    steps = [
        f"{made['took_part']:,} voted.",
        "Something passes where nobody says no."
        if under is None
        else f"Something passes where fewer than {under}% of those who answer say no.",
    ]
    if made["sides"]:
        steps.append("Each side must pass it alone.")
    if made.get("of_no_side"):
        steps.append(
            f"{made['of_no_side']:,} voted for no side: they are in the numbers, and the sides decide."
        )
    winners, options = [], []
    for one in made["options"]:
        split = one.get("by_side") or {"": one}
        failed = [side for side in sorted(split) if not _passes(split[side], under)]
        passed = not failed
        if passed:
            winners.append(one["number"])
        options.append({**one, "passes": passed})
        because = (
            f", because of: {', '.join(one or 'those of no side' for one in failed)}"
            if failed and made["sides"]
            else ""
        )
        steps.append(
            f"Number {one['number']}: {one['consents']:,} say yes, {one['stands_aside']:,} can live with it, "
            f"{one['objects']:,} say no. It {'passes' if passed else 'does not pass'}{because}."
        )
    result = {"took_part": made["took_part"], "options": options, "winners": winners, "tied": []}
    return result, {"steps": steps}


def _passes(given: Mapping[str, int], under: int | None) -> bool:
    everybody = given["consents"] + given["stands_aside"] + given["objects"]
    if not everybody:
        return False
    return given["objects"] == 0 if under is None else 100 * given["objects"] < under * everybody


RULE = Counting("consent", 1, "yes, can live with it, or no", gather, count)
