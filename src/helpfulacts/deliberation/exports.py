"""Votes and answers that were counted, for tools of others, so that anybody can count again; what may not be given out is refused.

budget_votes(tally) -> BudgetVotes, for a `.pb` file (Pabulib)          opinion_answers(mapped) -> VoteMatrix, for the tables of Polis
map_rows(mapped) -> list[list[str]], with “,”: what the page of the map tells

They come from the count, which holds nobody: rows in an order that only their content makes, without a day. Of fewer than ten people
nothing comes out. Votes stand open on the public board anyway. Answers do not: few people answer alike, so whoever knows some of
somebody's would find the rest. They come out only where ten or more gave each row. `map_rows` tells no count of fewer than ten.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from helpfulacts.core.errors import Refused
from helpfulacts.engine.choosing import Ballots
from helpfulacts.engine.choosing.opinion_votes import VoteMatrix
from helpfulacts.engine.small import SMALL

from .counting import budget
from .counting.opinions import NOTHING_SAID
from .mapped import Mapped
from .models import Contribution, Stage, Tally
from .selectors import last_revisions

UNNAMED = "no title"
FEW_VOTED = f"Fewer than {SMALL} people voted. So their votes are in no file for other tools."
FOUND = (
    f"What each person answered is in no file: fewer than {SMALL} people gave some of the same answers, so somebody could be "
    "found in it."
)
NO_STEPS = "It was counted in steps that no file for other tools can say."
DECIMALS = 9
"""As many as a cost in a `.pb` file has."""


@dataclass(frozen=True)
class BudgetVotes:
    """What a `.pb` file says. Amounts in steps of the count: raised by 1 they are raised as they were there. names, winners: by id."""

    ballots: Ballots
    meta: dict[str, str]
    names: dict[str, str]
    winners: frozenset[str]


def last_budget(stage: Stage) -> Tally | None:
    """The last count of this vote that shared out money; None before it, or where it is about no money."""
    counts = Tally.objects.filter(place=stage.place_id, stage=stage, rule=budget.RULE.code)
    return counts.select_related("stage__deliberation__place").order_by("-number").first()


def why_no_votes(tally: Tally) -> str:
    """One sentence where the votes of this count of money are in no file, else ""."""
    made, step = tally.made_from, tally.parameters.get("step", 1)
    if made["took_part"] < SMALL:
        return FEW_VOTED
    amounts = [made["pence"], *(one["pence"] for one in made["options"])]
    return NO_STEPS if any(amount * 10**DECIMALS % step for amount in amounts) else ""


def budget_votes(tally: Tally) -> BudgetVotes:
    """The votes that this count shared money by. Of equals the one with the lower number comes first, here as there. Raises Refused."""
    if why_not := why_no_votes(tally):
        raise Refused(why_not)
    made, stage, step = tally.made_from, tally.stage, tally.parameters.get("step", 1)
    numbers = [one["number"] for one in made["options"]]
    width = len(str(max(numbers, default=0)))
    ids = {
        number: f"{number:0{width}d}" for number in numbers
    }  # as text they stand in the order of their numbers
    at = {number: place for place, number in enumerate(numbers)}
    ballots = Ballots.from_lists(
        list(ids.values()),
        [Fraction(one["pence"], step) for one in made["options"]],
        Fraction(made["pence"], step),
        [[at[number] for number in vote] for vote, many in made["votes"] for _ in range(many)],
    )
    titles = titles_of(stage, numbers)
    meta = {
        "description": _one_cell(stage.deliberation.question),
        "country": stage.place.nation,
        "unit": _one_cell(stage.place.name),
        "rule": tally.rule,
    }
    winners = frozenset(ids[number] for number in tally.result["winners"])
    return BudgetVotes(ballots, meta, {ids[number]: titles[number] for number in numbers}, winners)


def why_no_answers(mapped: Mapped) -> str:
    """One sentence where what each person answered is in no file, else ""."""
    alike = Counter(map(tuple, mapped.tally.made_from.get("rows", [])))
    return "" if alike and min(alike.values()) >= SMALL else FOUND


def opinion_answers(mapped: Mapped) -> VoteMatrix:
    """What each person answered, as the map was counted from it; statements by their numbers. Raises Refused."""
    if why_not := why_no_answers(mapped):
        raise Refused(why_not)
    rows = mapped.tally.made_from["rows"]
    said = np.array(rows, np.int8)
    answered = said != NOTHING_SAID
    numbers = tuple(mapped.tally.made_from["numbers"])
    return VoteMatrix(tuple(range(len(rows))), numbers, np.where(answered, said, 0).astype(np.int8), answered)


def map_rows(mapped: Mapped) -> list[list[str]]:
    """One row for each thing that was answered, with how many; “fewer than 10” is told of small numbers, nobody among them."""
    titles = titles_of(mapped.tally.stage, [line.number for line in mapped.every])
    return [
        ["number", "agree", "pass", "disagree", "words"],
        *(
            [
                str(line.number),
                *(
                    f"fewer than {SMALL}" if count is None else str(count)
                    for count in (line.agree, line.passed, line.disagree)
                ),
                titles[line.number],
            ]
            for line in mapped.every
        ),
    ]


def titles_of(stage: Stage, numbers: list[int]) -> dict[int, str]:
    """The last title of each, or its words; in one cell."""
    shown = Contribution.objects.filter(
        place=stage.place_id, deliberation=stage.deliberation_id, number__in=numbers, state="shown"
    )
    last = last_revisions(shown)
    found = {one.number: last[one.pk] for one in shown if one.pk in last}
    titles = {number: row.title or row.words for number, row in found.items()}
    return {number: _one_cell(titles.get(number) or UNNAMED) for number in numbers}


def _one_cell(text: str) -> str:
    """Without what would part it, or be read as a formula by a spreadsheet."""
    line = " ".join(text.replace(";", ",").split())
    return f"'{line}" if line[:1] in ("=", "+", "-", "@") else line
