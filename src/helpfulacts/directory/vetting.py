"""What may be asked of a giver, for each kind of act: never more than is lawful, never what a certificate says.

The rows are in `vetting.toml`, with their reasons in law and who has read them. Several activities ask for all that
each of them needs, and never for more than each of them allows: where one allows no more than a basic check, another
may still need more, for its own sake.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from helpfulacts.core.errors import Refused

if TYPE_CHECKING:
    from .models import Offer

NONE = "none"


@dataclass(frozen=True)
class Level:
    """A check. `holds` are the codes of the lesser checks that it contains."""

    code: str
    name: str
    holds: tuple[str, ...] = ()

    def covers(self, other: str) -> bool:
        """Is whoever has seen this one content where `other` was needed?"""
        return other in (NONE, self.code) or other in self.holds


@dataclass(frozen=True)
class Activity:
    """One row of the rule: see the head of `vetting.toml`. `names` is how many people must have been spoken to."""

    code: str
    name: str
    most: Level
    needed: Level
    names: int
    months: int
    before: str
    why: str


@dataclass(frozen=True)
class Rule:
    """The whole rule, with its version, the day it is looked at again, and who has read it."""

    version: str
    review_by: dt.date
    reviewed_by: str
    source: str
    levels: dict[str, Level]
    activities: dict[str, Activity]


@lru_cache(maxsize=1)
def rule() -> Rule:
    """The rule as it is shipped."""
    text = resources.files("helpfulacts.directory").joinpath("vetting.toml").read_text(encoding="utf-8")
    said: dict[str, Any] = tomllib.loads(text)
    levels = {
        row["code"]: Level(row["code"], row["name"], tuple(row.get("holds", ()))) for row in said["level"]
    }
    activities = {
        row["code"]: Activity(**{**row, "most": levels[row["most"]], "needed": levels[row["needed"]]})
        for row in said["activity"]
    }
    return Rule(said["version"], said["review_by"], said["reviewed_by"], said["source"], levels, activities)


def level(code: str) -> Level:
    """The check with this code. Raises Refused for one that there is not."""
    found = rule().levels.get(code)
    if found is None:
        raise Refused("Choose which check was seen from the list.", field="level")
    return found


def activities_of(codes: Iterable[str]) -> list[Activity]:
    """The rows of these codes, in the order of the rule. Raises Refused for a code that there is not."""
    wanted = set(codes)
    unknown = wanted - rule().activities.keys()
    if unknown:
        raise Refused(f"“{sorted(unknown)[0]}” is no activity that we know.", field="activities")
    return [row for code, row in rule().activities.items() if code in wanted]


def refuse_more_than_lawful(codes: Iterable[str], asked: str) -> None:
    """Raises Refused unless one of these activities allows `asked`, which is the code of a level."""
    wanted, rows = level(asked), activities_of(codes)
    if wanted.code == NONE or any(row.most.covers(wanted.code) for row in rows):
        return
    if not rows:
        raise Refused(
            "Say first what it is that they would do. Then we know what may be asked.", field="level"
        )
    row = max(rows, key=lambda one: len(one.most.holds) + (one.most.code != NONE))
    most = "no check" if row.most.code == NONE else f"a {_lower(row.most.name)}"
    if row.most.code.startswith("enhanced"):
        most = f"an {_lower(row.most.name)}"
    raise Refused(
        f"That is more than the law lets us ask: {most} is the most that may be asked for {_lower(row.name)}.",
        field="level",
    )


def still_missing(offer: Offer, day: dt.date) -> str:
    """One sentence that says what is needed before this may be introduced on `day`; "" when nothing is.

    What came from a body's own file or feed says no activities: that body answers for its people.
    """
    rows = activities_of(offer.activities)
    if not rows and offer.person_behind_id:
        return "Say first what they would do. Then it says here what may be asked."
    seen = rule().levels.get(offer.check_level) if offer.check_level else None
    if seen is not None and check_ran_out(offer, day):
        return f"The {_lower(seen.name)} was seen too long ago. Say that you have seen one again."
    for row in rows:
        if row.needed.code != NONE and (seen is None or not seen.covers(row.needed.code)):
            an = "an" if row.needed.name[0] in "EA" else "a"
            return f"{row.name}: say first that you have seen {an} {_lower(row.needed.name)}."
    for row in rows:
        if offer.names_spoken_to < row.names:
            who = "somebody" if row.names == 1 else f"{row.names} people"
            return f"{row.name}: speak first to {who} who know{'s' if row.names == 1 else ''} the giver."
    return ""


def check_ran_out(offer: Offer, day: dt.date) -> bool:
    """The check that it rests on was seen too long ago: nobody new is introduced until one is seen again."""
    return offer.check_until is not None and offer.check_until < day


def count_until(codes: Iterable[str], seen_on: dt.date) -> dt.date:
    """The last day on which a check that was seen on `seen_on` counts here."""
    months = min((row.months for row in activities_of(codes)), default=36)
    month = seen_on.month - 1 + months
    year, month = seen_on.year + month // 12, month % 12 + 1
    first_after = dt.date(year + month // 12, month % 12 + 1, 1)
    return min(
        dt.date(year, month, 1) + dt.timedelta(days=seen_on.day - 1), first_after - dt.timedelta(days=1)
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
