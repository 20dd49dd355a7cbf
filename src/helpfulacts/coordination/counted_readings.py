"""How things are in a place, counted: only people who agreed, the first and the last answer of each, and never a small number.

    counted_readings(place) -> Counted        # every number to the nearest ten, none below ten

A yes that is taken back acts at once. No number is exact, so that whoever looks before and after cannot, as a rule, tell one
person's answers from the difference.

Nothing here says that something was changed by something else: an answer then, an answer now, and how many gave both.
People who are low rise with no help at all, so that no figure of this page is turned into an effect or into money.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpfulacts.core.clock import today
from helpfulacts.engine.small import SMALL, nearest
from helpfulacts.support.instruments import OF_A_PERSON, Question
from helpfulacts.support.readings import counted_answers

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


@dataclass(frozen=True)
class CountedLine:
    """One question. twice: how many answered it on two days or more; not_twice: how many of the people did not.

    ways: of those who answered twice, how many stand nearer to the first end of the scale with their last answer than with
    their first, how many at the same, how many nearer to the last end. All three or none: None where one is under ten.
    """

    question: Question
    twice: str
    not_twice: str
    ways: tuple[str, str, str] | None

    @property
    def first_end(self) -> str:
        """What stands at the start of the scale, in words."""
        return self.question.ends[0] if self.question.ends else self.question.choices[0][1]

    @property
    def last_end(self) -> str:
        return self.question.ends[1] if self.question.ends else self.question.choices[-1][1]


@dataclass(frozen=True)
class Counted:
    """people: who agreed and gave any answer. until: readings from that day on are not in it yet. No lines: too few."""

    people: str
    until: dt.date
    lines: tuple[CountedLine, ...]


def counted_readings(place: Place) -> Counted:
    """Figures to the end of last month, so that one more answer does not show in them from one day to the next."""
    until = today(place.zone).replace(day=1)
    people = counted_answers(place, before=until)
    if len(people) < SMALL:
        return Counted(_about(len(people)), until, ())
    return Counted(_about(len(people)), until, tuple(_line(one, people) for one in OF_A_PERSON))


def _line(question: Question, people: list[dict[str, list[int]]]) -> CountedLine:
    pairs = [
        (told[0], told[-1]) for one in people if len(told := one.get(question.code, [])) > 1
    ]  # first and last of the same person: never a mean of some people beside a mean of others
    ways = (
        sum(last < first for first, last in pairs),
        sum(last == first for first, last in pairs),
        sum(last > first for first, last in pairs),
    )
    return CountedLine(
        question,
        twice=_about(len(pairs)),
        not_twice=_about(len(people) - len(pairs)),
        ways=None if min(ways) < SMALL else (_about(ways[0]), _about(ways[1]), _about(ways[2])),
    )


def _about(number: int) -> str:
    """“fewer than 10”, also for none, or “about 30”: to the nearest ten."""
    return "fewer than 10" if number < SMALL else f"about {nearest(number, 10):,}"
