"""What is said of the money of a round. No count of 1 to 9 people is told, nor a sum from which one could be worked out.

What was spent is told only where the line pays for nobody, or for ten people or more at every offer that it pays for:
the sum of a few prices could tell how many paid each of them. What is left goes with what was spent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpfulacts.core.words import pounds
from helpfulacts.engine.sharing.budgets import GAIN
from helpfulacts.engine.small import SMALL, nearest, some

from .funding import MORE_PENCE, lines_that_ended

if TYPE_CHECKING:
    from .inputs import Ints, RunInputs

SOME = "some"


@dataclass(frozen=True)
class LineShown:
    """A budget line in a round. holds, spent, left: money in words, or “some”. next_pound, more: sentences or ""."""

    name: str
    body: str
    holds: str
    spent: str
    left: str
    next_pound: str
    more: str


def lines_shown(inputs: RunInputs) -> list[LineShown]:
    """The budget lines of a round, in the order of its rules; none where its rules have none."""
    money = inputs.meta.get("money")
    return [_shown(line, _one_group(money)) for line in money["lines"]] if money else []


def _one_group(money: dict[str, Any]) -> bool:
    return sum(name.startswith("class ") for name, _, _ in money["stages"]) < 2


def _shown(line: dict[str, Any], one_group: bool) -> LineShown:
    spent, left = _told(line)
    return LineShown(
        line["name"],
        line["body"],
        pounds(line["pence"]),
        spent,
        left,
        next_pound(line, one_group),
        _more(line),
    )


def _told(line: dict[str, Any]) -> tuple[str, str]:
    """(spent, left) as they may be said."""
    if 0 < line["fewest"] < SMALL:
        return SOME, SOME
    return pounds(line["spent"]), pounds(line["pence"] - line["spent"])


def next_pound(line: dict[str, Any], one_group: bool = False) -> str:
    """What the next £1 in a line would do, from the dual of the programme."""
    stage, value = line["stage"], line["value"]
    if not value:
        return "More money here would find nobody else a place."
    if stage == GAIN:
        return (
            "More money here would find nobody else a place. It would find some people one that fits better."
        )
    each = f"about one more place for each {pounds(100 * max(1, nearest(1 / value, 1)))}"
    if stage == "floors":
        return f"The next money here goes to rights that are not met: {each}."
    if one_group:
        return f"The next money here buys {each}."
    return f"The next money here goes to group {stage.removeprefix('class ')}: {each}."


def _more(line: dict[str, Any]) -> str:
    """What was found by running the round again with more in this line."""
    if "helped" not in line:
        return ""
    helped, lost = line["helped"], line["lost"]
    has = f"{some(helped)} more people" if helped else "nobody else"
    lose = f"{some(lost)} people" if lost else "nobody"
    return f"With {pounds(MORE_PENCE)} more, {has} would have a place, and {lose} would lose theirs."


def loss_in_words(inputs: RunInputs) -> str:
    """How far from the best the choice of places may be, in people; "" where the rules have no budget."""
    money = inputs.meta.get("money")
    if not money:
        return ""
    lost = sum(bound - reached for name, bound, reached in money["stages"] if name != GAIN)
    if not lost:
        return "No other way to spend this money could place more people in the order of the rules."
    return f"Another way to spend this money might place more people: {some(lost)} at most."


def ended_in_words(inputs: RunInputs, offers: Ints) -> str:
    """What a refused person is told where there are places that money did not reach; "" where there are none."""
    ended = lines_that_ended(inputs, offers)
    if not ended:
        return ""
    named = "; ".join(f"“{line['name']}” of {line['body']}" for line in ended)
    return f"There was room for more people, but the money for this ended: {named}."


def on_register(inputs: RunInputs, as_run: bool) -> dict[str, Any]:
    """{"money": …} for the facts of a confirmed round: lines, what each holds, spent and left as they may be said, and the loss.

    as_run: everybody has what the round gave them. Else what was spent is “some”: beside who has a place it would tell
    how few places went.
    """
    money = inputs.meta.get("money")
    if not money:
        return {}
    lines = []
    for line in money["lines"]:
        spent, left = _told(line) if as_run else (SOME, SOME)
        lines.append(
            {
                "line": line["name"],
                "body": line["body"],
                "holds": pounds(line["pence"]),
                "spent": spent,
                "left": left,
            }
        )
    return {"money": {"lines": lines, "loss": _losses(money["stages"])}}


def _losses(stages: Sequence[Sequence[Any]]) -> dict[str, str]:
    """People by stage as they may be said; gain in micro-gains."""
    return {
        name: str(bound - reached) if name == GAIN else some(bound - reached)
        for name, bound, reached in stages
    }
