"""Each says yes, can live with it, or no. It passes where somebody answers and nobody says no.

`objections_under_percent`: it passes where fewer than that share of those who answered say no. Where members take part for a
side, it passes only where it does so on each side alone; a side of which nobody answers has not agreed, and whoever votes for
no side is counted as one more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..models import Stage
from .chosen import whole
from .kinds import Counted, Counting, MadeFrom
from .reading import Answers, read, sides_of

NAMES = {1: "consents", 0: "stands_aside", -1: "objects"}


def made_from(numbers: Sequence[int], answers: Answers, sides: Mapping[Any, str]) -> MadeFrom:
    def of(number: int, side: str | None) -> dict[str, int]:
        given = [
            own[number]
            for member, own in answers.items()
            if number in own and (side is None or sides.get(member, "") == side)
        ]
        return {name: given.count(value) for value, name in NAMES.items()}

    named = sorted(set(sides.values()) | ({sides.get(member, "") for member in answers} if sides else set()))
    return {
        "took_part": len(answers),
        "sides": named,
        "options": [
            {
                "number": number,
                **of(number, None),
                **({"by_side": {one: of(number, one) for one in named}} if named else {}),
            }
            for number in numbers
        ],
    }


def gather(stage: Stage) -> MadeFrom:
    return made_from(*read(stage), sides_of(stage))


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
