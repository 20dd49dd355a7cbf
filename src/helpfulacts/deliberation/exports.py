"""Votes and answers as other tools read them, so that anybody can count again: `.pb` (Pabulib) and the tables of Polis.

pb_rows(stage) -> list[list[str]], joined with “;”        polis_votes(stage), polis_comments(stage) -> list[list[str]], with “,”
map_rows(mapped) -> list[list[str]], with “,”: what the page of the map tells

A row of `polis_votes` has all that one person answered, and few people answer alike: whoever knows some of it finds the rest. So
it has no page, and is for whoever may read the answers anyway. `map_rows` tells no count of fewer than ten.

Nobody is in them: whoever answered is a number in an order of its own, without a day. Nothing at all comes out where fewer than
ten took part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.engine.small import SMALL

from .counting import code_of
from .counting.reading import Answers, read
from .mapped import Mapped
from .models import Contribution, Revision, Stage

UNNAMED = "no title"


def pb_rows(stage: Stage) -> list[list[str]]:
    """The ballot of a stage that is closed. Costs and the sum to share in pence. Raises Refused."""
    if stage.rule not in ("approval", "points", "rank"):
        raise Refused("This vote has no form that other tools of budgets read.")
    numbers, answers = _read(stage)
    rows = _votes(stage.rule, answers)
    titles, costs = titles_of(stage, numbers), _costs(stage, numbers)
    chosen = Counter(number for own in answers.values() for number, value in own.items() if value > 0)
    kind = {"approval": "approval", "points": "cumulative", "rank": "ordinal"}[stage.rule]
    meta = {
        "description": _one_cell(stage.deliberation.question),
        "country": stage.place.nation,
        "unit": _one_cell(stage.place.name),
        "num_projects": str(len(numbers)),
        "num_votes": str(len(rows)),
        "budget": str(stage.deliberation.subject.get("pence", 0)),
        "vote_type": kind,
        "rule": code_of(stage),
        **({"sum_points": str(stage.parameters["points"])} if stage.rule == "points" else {}),
    }
    extra = ["points"] if stage.rule == "points" else []
    return [
        ["META"],
        ["key", "value"],
        *([key, value] for key, value in meta.items()),
        ["PROJECTS"],
        ["project_id", "cost", "votes", "name"],
        *([str(one), str(costs[one]), str(chosen[one]), titles[one]] for one in numbers),
        ["VOTES"],
        ["voter_id", "vote", *extra],
        *([str(voter), *row] for voter, row in enumerate(rows, start=1)),
    ]


def polis_votes(stage: Stage) -> list[list[str]]:
    """One row for each who answered: how much they answered, and 1 agree, 0 pass, −1 disagree, empty where they said nothing."""
    numbers, answers = _read(_agreed(stage))
    table = sorted([str(own[one]) if one in own else "" for one in numbers] for own in answers.values())
    head = ["participant", "n-votes", "n-agree", "n-disagree", *map(str, numbers)]
    return [
        head,
        *(
            [str(at), str(sum(1 for cell in row if cell)), str(row.count("1")), str(row.count("-1")), *row]
            for at, row in enumerate(table)
        ),
    ]


def polis_comments(stage: Stage) -> list[list[str]]:
    """One row for each statement that is shown."""
    numbers, answers = _read(_agreed(stage))
    titles = titles_of(stage, numbers)
    rows = []
    for number in numbers:
        given = [own[number] for own in answers.values() if number in own]
        rows.append(
            [str(number), str(given.count(1)), str(given.count(-1)), str(given.count(0)), titles[number]]
        )
    return [["comment-id", "agrees", "disagrees", "passes", "comment-body"], *rows]


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


def _agreed(stage: Stage) -> Stage:
    if stage.rule != "agree":
        raise Refused("People did not agree or disagree in this part.")
    return stage


def _read(stage: Stage) -> tuple[list[int], Answers]:
    if stage.closed_at is None:
        raise Refused("This part is not closed yet. Its votes come out when it is.")
    numbers, answers = read(stage)
    if len(answers) < SMALL:
        raise Refused("Fewer than ten people took part, so nothing is published of what each one said.")
    return numbers, answers


def _votes(rule: str, answers: Answers) -> list[list[str]]:
    """Each vote in its one form, sorted: nothing of the order in which they came."""
    rows = []
    for own in answers.values():
        given = [number for number, value in own.items() if value > 0]
        order = sorted(given, key=_order(rule, own))
        row = [",".join(map(str, order))]
        rows.append([*row, ",".join(str(own[one]) for one in order)] if rule == "points" else row)
    return sorted(rows)


def _order(rule: str, own: Mapping[int, int]) -> Any:
    if rule == "rank":
        return lambda number: (own[number], number)
    return lambda number: (-own[number], number)


def titles_of(stage: Stage, numbers: list[int]) -> dict[int, str]:
    """The last title of each, or its words; in one cell."""
    rows = Revision.objects.filter(
        place=stage.place_id, contribution__deliberation=stage.deliberation_id, contribution__number__in=numbers,
        contribution__state="shown", translates__isnull=True,
    )  # fmt: skip
    found = {}
    for row in rows.select_related("contribution").order_by("number"):
        found[row.contribution.number] = _one_cell(row.title or row.words or UNNAMED)
    return {number: found.get(number, UNNAMED) for number in numbers}


def _costs(stage: Stage, numbers: list[int]) -> dict[int, int]:
    rows = Contribution.objects.filter(
        place=stage.place_id, deliberation=stage.deliberation_id, number__in=numbers
    )
    return {number: pence or 0 for number, pence in rows.values_list("number", "pence")}


def _one_cell(text: str) -> str:
    """Without what would part it, or be read as a formula by a spreadsheet."""
    line = " ".join(text.replace(";", ",").split())
    return f"'{line}" if line[:1] in ("=", "+", "-", "@") else line
