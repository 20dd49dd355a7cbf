"""A count as a page shows it: a table with a picture beside it, and every step. Of fewer than ten voters only what won,

unless each of them voted for a side: what a side says it says openly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html

from helpfulacts.deliberation.counting import budget
from helpfulacts.engine.small import SMALL

from .charts import Part, StackedBar

HEADS = {
    "yes": "Chose it",
    "supporters": "Chose it",
    "agree": "Agree",
    "consents": "Yes",
    "pass": "Pass",
    "stands_aside": "Can live with it",
    "disagree": "Disagree",
    "objects": "No",
    "points": "Points",
    "borda": "Sum of places",
}
"""What a count may say of one thing, in the order of the table."""
LOOKS = {
    "agree": "glass",
    "consents": "glass",
    "pass": "plain",
    "stands_aside": "wait",
    "disagree": "brick",
    "objects": "brick",
}
"""What is drawn in one bar together; anything else has a bar of its own beside the longest."""
OPINIONS = ("agree", "opinion-map")
"""Rules of what people said, which is no vote: of these no count of fewer than ten is told, as on the page of the map."""


@dataclass(frozen=True)
class Row:
    """One thing that was counted. cells: by head, None of what is too few to tell. won: None where nothing wins by this rule.
    why: a sentence, where the count has one.
    """

    name: str
    cells: dict[str, int | None]
    won: bool | None
    why: str


@dataclass(frozen=True)
class Count:
    """`few`: so few took part that only what won is told."""

    number: int
    rule: str
    took_part: int
    few: bool
    heads: list[str]
    rows: list[Row]
    bars: list[StackedBar]
    steps: list[str]
    tally: Any


BECAUSE = ", because of: "
"""Before the codes of the sides for which something did not pass."""


def count_shown(
    tally: Any, rule: str, names: Mapping[int, str], sides: Mapping[str, str] | None = None
) -> Count:
    """`names` of what was counted by number; of what is not shown there is none. `sides`: their names by their codes."""
    result = tally.result
    options = [one for one in result.get("options", []) if isinstance(one, dict)]
    took_part, winners = int(result.get("took_part", 0)), result.get("winners")
    few, opinions = took_part < SMALL and not _for_sides_alone(tally), tally.rule in OPINIONS
    whys = tally.explanation.get("why", {})
    keys = [] if few else [key for key in HEADS if options and all(key in one for one in options)]
    rows = [
        Row(
            names.get(one["number"]) or f"Number {one['number']}",
            {HEADS[key]: None if opinions and one[key] < SMALL else one[key] for key in keys},
            one["number"] in winners if winners is not None else None,
            "" if few else _with_titles(str(whys.get(str(one["number"]), "")), names),
        )
        for one in options
    ]
    return Count(
        tally.number, rule, took_part, few, [HEADS[key] for key in keys], rows, _bars(rows, keys),
        [] if few or opinions else _steps(tally, names, sides or {}), tally,
    )  # fmt: skip


def _for_sides_alone(tally: Any) -> bool:
    """Whether all who voted did so for a side. Then each stands on the page and on the board anyway, and nobody is found."""
    sides = tally.made_from.get("sides") or []
    # "" stands for whoever voted for none, where the board did not name its sides.
    return bool(sides) and "" not in sides and not tally.made_from.get("of_no_side")


def told(count: int | None) -> str:
    """“21”, or “few” of fewer than ten, which may be nobody."""
    return "few" if count is None else f"{count:,}"


def _steps(tally: Any, names: Mapping[int, str], sides: Mapping[str, str]) -> list[str]:
    """As the count says them, with titles and the names of sides; of shared money also how the shares grew, before what they paid for."""
    steps = []
    for step in tally.explanation.get("steps", []):
        start, colon, rest = step.partition(": ")
        number = start.removeprefix("Number ")
        name = names.get(int(number)) if colon and number.isdecimal() else None
        said, because, codes = (rest if name else step).partition(BECAUSE)
        if because:
            failed = [sides.get(code, code) for code in codes.removesuffix(".").split(", ")]
            said = f"{said}{because}{', '.join(failed)}."
        steps.append(format_html("<bdi>{}</bdi>: {}", name, said) if name else said)
    if tally.rule == budget.RULE.code and (grew := budget.how_shares_grew(tally.result, tally.parameters)):
        steps.insert(1, grew)
    return steps


def _with_titles(why: str, names: Mapping[int, str]) -> str:
    """A count keeps numbers alone; whoever reads it knows the titles."""
    for number, name in names.items():
        why = why.replace(f"“number {number}”", f"“{name}”")
    return why


def _bars(rows: list[Row], keys: list[str]) -> list[StackedBar]:
    if not keys:
        return []
    together = [key for key in keys if key in LOOKS]
    first = HEADS[keys[0]]
    most = max((row.cells[first] or 0 for row in rows), default=0)
    found = []
    for row in rows:
        if together:
            parts = tuple(_part(HEADS[key], row.cells[HEADS[key]], LOOKS[key]) for key in together)
        else:
            own = _part(first, row.cells[first], "glass")
            parts = (own, Part("to the most", most - own.number, "plain"))
        if any(part.number for part in parts):
            found.append(StackedBar(row.name, parts))
    return found


def _part(head: str, count: int | None, look: str) -> Part:
    """“Agree: 25” under its own part of the bar."""
    return Part(head, count or 0, look, f"{head}: {told(count)}")
