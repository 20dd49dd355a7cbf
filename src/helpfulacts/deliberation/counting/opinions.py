"""Where people stand: what most share, what divides, and groups where they hold. It chooses nothing.

No words are kept, only numbers, so that what somebody took back stands in no count. Of fewer than SMALL people only the counts are
kept; groups have SMALL people or more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from helpfulacts.engine.choosing.opinion_axes import positions_on
from helpfulacts.engine.choosing.opinion_map import opinion_map
from helpfulacts.engine.choosing.opinion_result import OpinionMap
from helpfulacts.engine.choosing.opinion_words import group_in_words
from helpfulacts.engine.small import SMALL

from ..models import Stage
from . import agree
from .kinds import Counted, Counting, MadeFrom
from .reading import Answers, read

NOTHING_SAID = 9
DIGITS = 4
"""Figures of the map are kept to one in ten thousand, so that they are the same on any machine."""
LISTS = ("agreed_by_most", "disagreed_by_most", "shared", "divisive")


def made_from(numbers: Sequence[int], answers: Answers) -> MadeFrom:
    """One row a person, in an order that only the answers make: 1, 0, −1, or 9 where they said nothing. Of few, their counts."""
    rows = sorted([own.get(number, NOTHING_SAID) for number in numbers] for own in answers.values())
    if len(rows) < SMALL:
        return agree.made_from(numbers, answers)
    return {"took_part": len(rows), "numbers": list(numbers), "rows": rows}


def gather(stage: Stage) -> MadeFrom:
    return made_from(*read(stage))


def count(made: Mapping[str, Any], parameters: Mapping[str, Any], seed: str) -> Counted:
    """What `agree` says, and the map beside it. The seed is where groups start from."""
    if "rows" not in made:
        result, explanation = agree.count(made, parameters, seed)
        why = f"Fewer than {SMALL} people took part: no groups are looked for."
        result |= {"groups": None, "why_none": why, **{name: [] for name in LISTS}}
        return result, {"steps": [*explanation["steps"], why]}
    numbers = made["numbers"]
    rows = np.array(made["rows"], np.int8).reshape(made["took_part"], len(numbers))
    found = opinion_map(rows, rows != NOTHING_SAID, seed=seed, smallest=SMALL)
    options = [
        {"number": number, "agree": one.agree, "pass": one.passed, "disagree": one.disagree}
        for number, one in zip(numbers, found.statements, strict=True)
    ]
    result, explanation = agree.count({"took_part": made["took_part"], "options": options}, parameters, seed)
    for option, one in zip(options, found.statements, strict=True):
        option |= {"consensus": _kept(one.consensus), "divisiveness": _kept(one.divisiveness)}
        if one.by_group:
            option["by_group"] = [list(counts) for counts in one.by_group]
    result |= {"options": options, **_map(numbers, found)}
    return result, {"steps": [*explanation["steps"], *_steps(result)]}


def _map(numbers: Sequence[int], found: OpinionMap) -> dict[str, Any]:
    """The map by numbers of contributions, without where anybody stands."""
    groups = None
    if found.groups is not None:
        groups = [
            {
                "people": group.people,
                "centre": [_kept(figure) for figure in group.centre],
                "agrees": [numbers[at] for at in group.agrees],
                "disagrees": [numbers[at] for at in group.disagrees],
            }
            for group in found.groups
        ]
    return {
        "groups": groups,
        "why_none": found.why_none,
        "stability": None if found.stability is None else _kept(found.stability),
        **{name: [numbers[at] for at in getattr(found, name)] for name in LISTS},
        "means": [_kept(figure) for figure in found.means],
        "axes": [[_kept(figure) for figure in axis] for axis in found.axes],
    }


def _steps(result: Mapping[str, Any]) -> list[str]:
    if result["groups"] is None:
        return [str(result["why_none"])]
    back = f"People were redrawn many times, and the groups came back: {result['stability']:.2f}, where 1 is always."
    said = lambda chosen: [f"number {number}" for number in chosen]  # noqa: E731
    return [
        back,
        *(
            group_in_words(group["people"], said(group["agrees"]), said(group["disagrees"]))
            for group in result["groups"]
        ),
    ]


def where_stands(result: Mapping[str, Any], own: Mapping[int, int]) -> tuple[float, float, int | None] | None:
    """Where somebody with these answers stands: (to the right, up, which group is nearest). None without a map or an answer.

    It is worked out for the reader alone and kept nowhere. The group is None where none are shown.
    """
    numbers = [option["number"] for option in result["options"]]
    said = np.array([[own.get(number, NOTHING_SAID) for number in numbers]], np.int8)
    if "axes" not in result or (said == NOTHING_SAID).all():
        return None
    answered = said != NOTHING_SAID
    x, y = positions_on(said, answered, np.array(result["means"]), np.array(result["axes"]))[0]
    far = [
        float(np.hypot(x - right, y - up)) for right, up in (one["centre"] for one in result["groups"] or ())
    ]
    return _kept(x), _kept(y), far.index(min(far)) if far else None


def _kept(figure: float) -> float:
    return round(float(figure), DIGITS) + 0.0


RULE = Counting("opinion-map", 1, "where people stand", gather, count)
