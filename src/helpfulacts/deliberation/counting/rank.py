"""Each puts them in order. With one place to give, whoever beats each other one wins; where nobody does, Borda's sum decides.

Borda: of n options the first on somebody's list has n, the next n − 1, and so on; what is left off a list has nothing. One
beats another where more lists have it before the other; what is on a list stands before what is not. With more places
(`seats`) the sums alone decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..models import Stage
from .chosen import first_of, in_order, whole
from .kinds import Counted, Counting, MadeFrom
from .reading import Answers, read


def made_from(numbers: Sequence[int], answers: Answers) -> MadeFrom:
    """The lists, sorted by what is on them: no order in which they came."""
    lists = sorted(sorted(own, key=own.__getitem__) for own in answers.values())
    return {"took_part": len(answers), "options": list(numbers), "lists": lists}


def gather(stage: Stage) -> MadeFrom:
    return made_from(*read(stage))


def count(made: Mapping[str, Any], parameters: Mapping[str, Any], seed: str) -> Counted:
    numbers: list[int] = made["options"]
    scores = dict.fromkeys(numbers, 0)
    before = {(one, other): 0 for one in numbers for other in numbers if one != other}
    for order in made["lists"]:
        place = {number: at for at, number in enumerate(order)}
        for one in order:
            scores[one] += len(numbers) - place[one]
            for other in numbers:
                if one != other and place[one] < place.get(other, len(numbers)):
                    before[one, other] += 1
    beats_all = [
        one
        for one in numbers
        if made["lists"] and all(before[one, other] > before[other, one] for other in numbers if other != one)
    ]
    seats = whole(parameters, "seats", 1) or 1
    steps = [
        f"{made['took_part']:,} voted.",
        *(f"Number {one}: {scores[one]:,} by Borda’s sum." for one in in_order(scores)),
    ]
    tied: list[int] = []
    if seats == 1 and beats_all:
        winners = beats_all
        steps.append(f"Number {beats_all[0]} beats each other one, two by two, so it won.")
    else:
        if seats == 1:
            steps.append("None beats each other one, two by two, so Borda’s sum decides.")
        winners, tied, more = first_of(scores, seats, seed, "Borda’s sum")
        steps += more
    result = {
        "took_part": made["took_part"],
        "options": [
            {
                "number": one,
                "borda": scores[one],
                "beats": [
                    other for other in numbers if other != one and before[one, other] > before[other, one]
                ],
            }
            for one in numbers
        ],
        "pairwise_winner": beats_all[0] if beats_all else None,
        "winners": winners,
        "tied": tied,
    }
    return result, {"steps": steps}


RULE = Counting("rank", 1, "put them in order", gather, count)
