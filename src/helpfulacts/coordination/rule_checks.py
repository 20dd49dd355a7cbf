"""What makes rules contradict each other, each other level's rules, or what there is: one clear sentence for the first.

    check_whole(document)                       # in itself: nobody could follow it
    check_day(document, day)                    # on the day that it comes into force
    check_levels(document, in_force)            # against rules in force that no lower level may vary
    check_rights(document, in_force, frozen)    # rights that the places there are cannot meet; `rights_short` says which

Each raises Refused, and names the rule and the smallest change that would do. `rule_reading.py` checks single values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from helpfulacts.core.clock import date_in_words
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import counted, joined

from .rule_document import LEVELS, RuleDocument
from .rule_words import changes_of, rules_of

if TYPE_CHECKING:
    from .freeze import Frozen


def check_whole(document: RuleDocument) -> None:
    names = [name for name, _ in document.named()] + [
        f"the rule above “{one.name}”" for one in document.above
    ]
    for name in names:
        if names.count(name) > 1:
            raise Refused(f"{_first(name)} stands here twice: join the two, or call one otherwise.")
    _check_kept_turns(document)
    _check_groups(document)
    for name, origin in document.named():
        if origin.from_day and origin.until_day and origin.until_day < origin.from_day:
            raise Refused(
                f"{_first(name)} ends on {_day(origin.until_day)}, before it begins on {_day(origin.from_day)}.",
                field="until_day",
            )
    _check_departures(document)


def _check_kept_turns(document: RuleDocument) -> None:
    parts = {one.name: Fraction(one.turns, one.of_every) for one in document.reserved}
    total = sum(parts.values(), Fraction(0))
    if total > 1:
        over = total - 1
        raise Refused(
            f"The kept turns {_listed(list(parts))} add up to more than all turns, by {over.numerator} of every "
            f"{over.denominator}: keep so many fewer.",
            field="reserved",
        )


def _check_groups(document: RuleDocument) -> None:
    """A group whose every clause stands in earlier groups already holds nobody."""
    named: set[str] = set()
    deciles = 0
    for group in document.classes:
        new = set(group.any_of) - named or group.deciles_at_most > deciles
        if not group.everyone and not new:
            raise Refused(
                f"Nobody can be in the group “{group.name}”: all whom it names are in an earlier group. Put it "
                "earlier, or take it out.",
                field="classes",
            )
        named |= set(group.any_of)
        deciles = max(deciles, group.deciles_at_most)


def _check_departures(document: RuleDocument) -> None:
    above = {one.name: one.origin for one in document.above}
    for name, origin in document.named():
        if not origin.departs_from and not origin.why:
            continue
        if origin.departs_from not in above:
            raise Refused(
                f"{_first(name)} departs from “{origin.departs_from}”, which is not listed under “above”."
            )
        if not origin.why:
            raise Refused(
                f"{_first(name)} departs from “{origin.departs_from}” but does not say why.", field="why"
            )
        rule = above[origin.departs_from]
        if not rule.may_vary and LEVELS.index(origin.level) > LEVELS.index(rule.level):
            raise Refused(
                f"{_first(name)} departs from “{origin.departs_from}”, a {rule.level} rule that no lower level may vary: "
                "take it out, and put it under “asks”."
            )
    for ask in document.asks:
        if ask.barred_by not in above:
            raise Refused(
                f"“{ask.wanted}” is barred by “{ask.barred_by}”, which is not listed under “above”."
            )
        if above[ask.barred_by].may_vary:
            raise Refused(
                f"“{ask.wanted}” is not barred by “{ask.barred_by}”, which a lower level may vary: make it a rule "
                "that departs from it."
            )


def check_day(document: RuleDocument, day: dt.date) -> None:
    for name, origin in document.named():
        if origin.review_on < day:
            raise Refused(
                f"{_first(name)} was due to be looked at again already, by {_day(origin.review_on)}. Set a new review "
                "day first."
            )
        if origin.until_day and origin.until_day < day:
            raise Refused(
                f"{_first(name)} ended on {_day(origin.until_day)}: take it out, or set a later last day."
            )
        if origin.from_day and origin.from_day > day:
            raise Refused(
                f"{_first(name)} begins on {_day(origin.from_day)}: put these rules in force then, or leave it out until then."
            )


def check_levels(document: RuleDocument, in_force: RuleDocument) -> None:
    """What a level above decided and no lower level may vary stays, unless that level decides otherwise itself."""
    own = max(LEVELS.index(origin.level) for origin in document.origins())
    new = rules_of(document)
    for name, rule in rules_of(in_force).items():
        origin = rule.origin
        level = LEVELS.index(origin.level)
        if origin.may_vary:
            continue
        if name not in new:
            if level < own:
                raise Refused(
                    f"{_first(name)} is a {origin.level} rule that no lower level may vary, and it is left out: put "
                    "it back as it is."
                )
        elif level < LEVELS.index(new[name].origin.level) and changes_of(rule, new[name]):
            raise Refused(
                f"{_first(name)} is a {origin.level} rule that no lower level may vary, and it is changed: put it "
                "back as it is."
            )


@dataclass(frozen=True)
class Short:
    """Rights that cannot be met together. more: "1 more place at “Hot meals”". lower: each lower grade that would do, in words."""

    rights: tuple[str, ...]
    more: str
    lower: tuple[str, ...]

    def sentence(self) -> str:
        """For whoever decides: with the smallest change that would do, to the place."""
        return self._said(self.more)

    def for_all(self) -> str:
        """For everybody: how many places are short would tell how many people ask, so it says none, and names no offer."""
        return self._said("more places that count for " + ("it" if len(self.rights) == 1 else "them"))

    def _said(self, more: str) -> str:
        ways = ", or ".join(f"with {way}" for way in (more, *self.lower))
        both, they = ("cannot be met", "it") if len(self.rights) == 1 else ("cannot all be met", "they")
        return (
            f"{_first(joined(list(self.rights)))} {both} by the places there are for whoever asks now; {ways}, {they} "
            "can."
        )


def check_rights(document: RuleDocument, in_force: RuleDocument | None, frozen: Frozen) -> None:
    """Rights that are new or stricter must be possible, together with all others, for whoever asks now (`rights_short`)."""
    short = rights_short(document, in_force, frozen)
    if short:
        raise Refused(short.sentence(), field="floors")


def rights_short(document: RuleDocument, in_force: RuleDocument | None, frozen: Frozen) -> Short | None:
    """The smallest set of rights, one of them new or stricter, that are owed more places than there are.

    By Hall's theorem (1935) rights can all be met, each by a place of its own, unless some of them together are owed
    more places than the offers that count for any of them have. Rights that were in force before and are not met are no
    contradiction: a round raises the alarm, and the body answers.
    """
    floors = document.floors
    before = {} if in_force is None else {one.fact: (one.facet, one.min_grade) for one in in_force.floors}
    fresh = {n for n, one in enumerate(floors) if before.get(one.fact) != (one.facet, one.min_grade)}
    owed = [int((frozen.owed >> n & 1).sum()) for n in range(len(floors))]
    places, grades = frozen.instance.capacity, frozen.floor_grade
    least = [floor.min_grade for floor in floors]

    def counting(those: Sequence[int], least: Sequence[int]) -> Any:
        """bool[R]: the offers that meet any of these rights."""
        return (grades[:, list(those)] >= np.array([least[n] for n in those])).any(axis=1)

    def missing(those: Sequence[int], least: Sequence[int]) -> int:
        return sum(owed[n] for n in those) - int(places[counting(those, least)].sum())

    asked = [n for n in range(len(floors)) if owed[n]]
    sets = [those for size in range(1, len(asked) + 1) for those in combinations(asked, size)]
    for those in sets:
        short = missing(those, least)
        if short <= 0 or not fresh & set(those):
            continue
        most = max(
            np.flatnonzero(counting(those, least)).tolist(),
            key=lambda j: (places[j], frozen.offers[j].title),
            default=None,
        )
        where = (
            f"at “{frozen.offers[most].title}”"
            if most is not None
            else ("that counts for it" if short == 1 else "that count for it")
        )
        lower = []
        for n in those:
            for grade in range(least[n] - 1, 0, -1):
                gentler = [grade if m == n else g for m, g in enumerate(least)]
                if all(missing(some, gentler) <= 0 for some in sets if set(some) <= set(those)):
                    lower.append(f"at least grade {grade} instead of {least[n]} for {_name(document, n)}")
                    break
        names = tuple(_name(document, n) for n in those)
        return Short(names, f"{counted(short, 'more place', 'more places')} {where}", tuple(lower))
    return None


def _name(document: RuleDocument, floor: int) -> str:
    return document.named()[floor][0]


def _first(words: str) -> str:
    return words[0].upper() + words[1:]


def _day(day: dt.date) -> str:
    return f"{date_in_words(day, reference=day)} {day.year}"


def _listed(names: list[str]) -> str:
    return joined([f"“{name}”" for name in names])
