"""Where people stand, as anybody may read it: the last opinion map that was counted, and in it no count of fewer than ten.

makes_map(stages) -> bool          next_map(stages) -> Stage | None, after which a map is made
map_of(deliberation) -> Mapped | None
stand_of(mapped, stages, membership) -> Stand | None, worked out for that reader alone and kept nowhere
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpfulacts.engine.choosing.opinion_map import ENOUGH_ANSWERS
from helpfulacts.engine.small import SMALL

from .contributions import in_words
from .counting import code_of, opinions
from .counting.reading import read
from .models import Deliberation, Membership, Stage, Tally
from .public import everything

FEW = f"Fewer than {SMALL} people took part. So no groups are looked for, and we tell nothing of what they said."
NO_HOLD = "People do not fall into groups that hold. With other people like them, other groups come out. So none are shown."
TOO_SMALL = f"Too few people answered enough, or a group would have fewer than {SMALL} people. So no groups are shown."


@dataclass(frozen=True)
class Line:
    """How many agree, pass and disagree with one thing; None of fewer than ten, nobody among them, so that nobody is found.

    name: its words as they are now. by_all: most of each group agree.
    """

    number: int
    name: str
    agree: int | None
    passed: int | None
    disagree: int | None
    by_all: bool = False


@dataclass(frozen=True)
class GroupTold:
    """Ten people or more who answer alike: “A”, how many, where their middle is on the map.

    agrees, disagrees: what stands for them, in words; none where nothing sets them apart from the others.
    """

    letter: str
    people: int
    centre: tuple[float, float]
    agrees: list[str]
    disagrees: list[str]


@dataclass(frozen=True)
class Mapped:
    """most, against: what most agree or disagree with, the clearest first. divides: where people stand on both sides.

    groups: none where they do not hold, and then `why_none` is one sentence. stability: 1 where the groups always came back.
    """

    tally: Tally
    took_part: int
    most: list[Line]
    against: list[Line]
    divides: list[Line]
    every: list[Line]
    groups: list[GroupTold]
    why_none: str
    stability: float | None


@dataclass(frozen=True)
class Stand:
    """Where one reader stands: `at` the map and nearest to which group; neither before they have answered enough."""

    answered: int
    enough: int
    at: tuple[float, float] | None
    group: GroupTold | None


def makes_map(stages: Iterable[Stage]) -> bool:
    """Whether some part is counted as a map."""
    return any(code_of(stage) == opinions.RULE.code for stage in stages)


def next_map(stages: Iterable[Stage]) -> Stage | None:
    """The first part after which a map is made and that is not closed yet."""
    return next((one for one in stages if code_of(one) == opinions.RULE.code and one.closed_at is None), None)


def map_of(deliberation: Deliberation) -> Mapped | None:
    """From the last count. None while nothing is counted."""
    counts = Tally.objects.filter(
        place=deliberation.place_id, deliberation=deliberation, rule=opinions.RULE.code
    )
    tally = counts.select_related("stage").order_by("-number").first()
    if tally is None:
        return None
    result = tally.result
    took_part = int(result["took_part"])
    if took_part < SMALL:
        return Mapped(tally, took_part, [], [], [], [], [], FEW, None)
    names = {one.contribution.number: one.name for one in in_words(everything(deliberation))}
    by_all = result["shared"]
    lines = {
        one["number"]: Line(
            one["number"],
            names.get(one["number"]) or f"Number {one['number']}, which is not shown",
            _told(one["agree"]),
            _told(one["pass"]),
            _told(one["disagree"]),
            one["number"] in by_all,
        )
        for one in result["options"]
    }
    most = dict.fromkeys([*by_all, *result["agreed_by_most"]])  # what each group agrees with comes first
    groups = [
        GroupTold(
            chr(ord("A") + at), one["people"], (one["centre"][0], one["centre"][1]),
            [lines[number].name for number in one["agrees"]], [lines[number].name for number in one["disagrees"]],
        )
        for at, one in enumerate(result["groups"] or ())
    ]  # fmt: skip
    stability = result["stability"]
    why_none = "" if groups else TOO_SMALL if stability is None else NO_HOLD
    return Mapped(
        tally, took_part, [lines[one] for one in most], [lines[one] for one in result["disagreed_by_most"]],
        [lines[one] for one in result["divisive"]], list(lines.values()), groups, why_none, stability,
    )  # fmt: skip


def stand_of(mapped: Mapped, stages: Iterable[Stage], membership: Membership | None) -> Stand | None:
    """By their answers as they are now. None where no groups are shown, or for whoever takes no part."""
    if membership is None or not mapped.groups:
        return None
    numbers = {line.number for line in mapped.every}
    own: dict[int, int] = {}
    for stage in stages:
        if stage.rule == "agree":
            own |= read(stage, only=membership)[1].get(membership.pk, {})
    own = {number: value for number, value in own.items() if number in numbers}
    enough = min(ENOUGH_ANSWERS, len(numbers))
    placed = opinions.where_stands(mapped.tally.result, own) if len(own) >= enough else None
    if placed is None or placed[2] is None:
        return Stand(len(own), enough, None, None)
    return Stand(len(own), enough, placed[:2], mapped.groups[placed[2]])


def _told(count: int) -> int | None:
    return count if count >= SMALL else None
