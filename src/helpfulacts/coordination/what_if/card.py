"""One mark for each of the twelve principles, with one sentence made from the figures of this what-if, and from no more
than everybody may read of them. What a what-if does not measure is “not assessed”. There is no total and no weight.

A mark compares a scenario with now: supports, costs, or unknown where the figures cannot tell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from helpfulacts.core.clock import date_in_words
from helpfulacts.core.principles import PRINCIPLES
from helpfulacts.core.words import percent
from helpfulacts.engine.small import nearest

from ..figures import BANDS
from ..rule_document import LEVELS, RuleDocument

Mark = tuple[str, str]
Column = Mapping[str, Any]
"""What is shown of one column: totals, shares and who asks by group, whether groups are told, rights, costs, spheres, full,
two_fit."""
LITTLE_MONEY = ("fact:low_income", "low_income")
UNTOLD = "Hidden, so that nobody can be found: a number of everybody is under ten, and then nothing is told by group."
COULD_TELL = "Hidden, so that nobody can be found: {} could give away a number under ten."
NOT_ASSESSED = {
    "P1": "A what-if does not measure whether each person starts, changes and ends their own plan.",
    "P4": "A what-if does not measure whether people can read what happened and why.",
    "P5": "A what-if does not measure what changed for people: only they can say that, afterwards.",
    "W5": "A what-if does not measure whether promises are kept.",
}
LEAST = 0.01
"""A share that moves by less is not said to have moved."""


def card(now: Column, then: Column, rules: RuleDocument, was: RuleDocument, day: dt.date) -> list[dict[str, str]]:  # fmt: skip
    marks = {
        "P2": _cost(now, then),
        "P3": _decided(rules, day),
        "P6": _just(now, then),
        "P7": _sustained(now, then),
        "W1": _choice(now, then),
        "W2": _level(rules, was),
        "W3": _diverse(now, then),
        "W4": _fair(now, then),
    }
    return [
        {"code": one.code, "name": one.name, "mark": mark, "sentence": sentence}
        for one in PRINCIPLES
        for mark, sentence in [marks.get(one.code) or ("not assessed", NOT_ASSESSED[one.code])]
    ]


def _moved(now: float, then: float, least: float = LEAST) -> int:
    return 0 if abs(then - now) < least else 1 if then > now else -1


def _mark(better: int) -> str:
    return "supports" if better > 0 else "costs" if better < 0 else "unknown"


def _sum(column: Column, what: str) -> int:
    return int(sum(row[what] for row in column["costs"]["rows"]))


def _cost(now: Column, then: Column) -> Mark:
    costs = then["costs"]
    if not costs["rows"] or not now["costs"]["rows"]:
        return "unknown", "Nobody said what the places given cost, or too few are given to tell."
    pounds = [nearest(_sum(column, "pence") / 100, 1) for column in (now, then)]
    hours = [[nearest(_sum(column, what) / 60, 1) for column in (now, then)] for what in ("paid_minutes", "unpaid_minutes")]  # fmt: skip
    sentence = (
        f"The places given would cost about £{pounds[1]:,}, {hours[0][1]:,} hours of paid and {hours[1][1]:,} of unpaid time; "
        f"now it is about £{pounds[0]:,}, {hours[0][0]:,} and {hours[1][0]:,}."
    )
    if costs["not_known"] is None:
        sentence += " Of some places the cost may not be known."
    elif costs["not_known"]:
        sentence += f" Of {costs['not_known']:,} places the cost is not known."
    ways = {_moved(a, b) for a, b in (pounds, *hours)} - {0}
    places = [column["costs"]["places"] for column in (now, then)]
    alike = None not in places and places[0] == places[1]
    return _mark(-ways.pop() if len(ways) == 1 and alike else 0), sentence


def _decided(rules: RuleDocument, day: dt.date) -> Mark:
    bodies = sorted({origin.deciding_body for origin in rules.origins()})
    names = bodies[0] if len(bodies) == 1 else f"{len(bodies)} bodies"
    late = rules.review_on < day
    return (
        "costs" if late else "supports",
        f"Each rule says who decides it ({names}) and when it is looked at again: "
        f"{'that day has gone by' if late else 'the first'}, {date_in_words(rules.review_on, reference=day)}.",
    )


def _just(now: Column, then: Column) -> Mark:
    unmet = [column["unmet"] for column in (now, then)]
    rights = "" if None in unmet else f" Rights not met: {_number(unmet[1])}; now {_number(unmet[0])}."
    worse = _more(unmet[0], unmet[1])
    bands = [
        band for band in sorted(BANDS) if band and all(column["shares"].get(("decile", str(band))) is not None for column in (now, then))
    ]  # fmt: skip
    if len(bands) < 2:
        return _mark(-worse), f"{_why_no_bands(now, then)}{rights}"
    first, last = bands[0], bands[-1]
    poor, rich = (
        [column["shares"][("decile", str(band))] for column in (now, then)] for band in (first, last)
    )
    words = (
        f"Where areas are most deprived (deciles {BANDS[first]}) {percent(poor[1])} have a place, and where least "
        f"(deciles {BANDS[last]}) {percent(rich[1])}; now it is {percent(poor[0])} and {percent(rich[0])}."
    )
    return _mark(-worse if worse else _moved(poor[0], poor[1])), words + rights


def _by_group(*columns: Column) -> bool:
    return all(column["by_group"] for column in columns)


def _why_no_bands(now: Column, then: Column) -> str:
    """Why areas are not compared: they are hidden, or there are no two sorts of them."""
    if not _by_group(now, then):
        return UNTOLD
    if len([band for band in BANDS if band and ("decile", str(band)) in now["asked_of"]]) < 2:
        return (
            "Those who ask live in areas that are alike, as far as is known, so there is nothing to compare."
        )
    return COULD_TELL.format("how many have a place in more and in less deprived areas")


def _why_no_little_money(now: Column, then: Column) -> str:
    if not _by_group(now, then):
        return UNTOLD
    if any(column["asked_of"].get(LITTLE_MONEY, 0) == 0 for column in (now, then)):
        return "Nobody who asks says that they have little money, so there is no share to compare."
    return COULD_TELL.format("how many who say they have little money have a place")


def _number(count: int) -> str:
    return "none" if count == 0 else f"{count:,}"


def _more(now: int | None, then: int | None) -> int:
    """1 where more rights are not met than now, -1 where fewer, 0 where it cannot be told."""
    if now is None or then is None or now == then:
        return 0
    return 1 if then > now else -1


def _sustained(now: Column, then: Column) -> Mark:
    if not then["offers"] or not now["offers"]:
        return "unknown", "No shared offer has places, so there is no load to compare."
    sentence = f"{then['full']} of {then['offers']} shared offers would have no place left; now it is {now['full']} of {now['offers']}."
    return _mark(-_moved(now["full"] / now["offers"], then["full"] / then["offers"])), sentence


def _choice(now: Column, then: Column) -> Mark:
    if now["two_fit"] is None or then["two_fit"] is None:
        return "unknown", COULD_TELL.format("how many who ask anew have two or more that fit")
    sentence = f"Of those who ask, {percent(then['two_fit'])} have two or more shared offers that fit; now it is {percent(now['two_fit'])}."
    return _mark(_moved(now["two_fit"], then["two_fit"])), sentence


def _level(rules: RuleDocument, was: RuleDocument) -> Mark:
    high, before = (min(LEVELS.index(origin.level) for origin in one.origins()) for one in (rules, was))
    low = max(LEVELS.index(origin.level) for origin in rules.origins())
    words = (
        f"Every rule is decided at {LEVELS[high]} level"
        if high == low
        else f"Rules are decided between {LEVELS[high]} and {LEVELS[low]} level"
    )
    return _mark(high - before), f"{words}; the highest now is {LEVELS[before]}."


def _diverse(now: Column, then: Column) -> Mark:
    if not now["spheres"] or not then["spheres"]:
        return "unknown", "Too few places are given to tell who gives them."
    small = [sum(column["spheres"][sphere] for sphere in ("civic", "personal")) for column in (now, then)]
    sentence = f"Clubs, groups and private people give about {percent(small[1])} of the places; now it is about {percent(small[0])}."
    return _mark(_moved(small[0], small[1])), sentence


def _fair(now: Column, then: Column) -> Mark:
    low = [column["shares"].get(LITTLE_MONEY) for column in (now, then)]
    whole = [column["share"] for column in (now, then)]
    if None in low or None in whole:
        return "unknown", _why_no_little_money(now, then)
    sentence = (
        f"Of people who say they have little money {percent(low[1])} have a place, and of everybody {percent(whole[1])}; "
        f"now it is {percent(low[0])} and {percent(whole[0])}."
    )
    return _mark(_moved(low[0], low[1])), sentence
