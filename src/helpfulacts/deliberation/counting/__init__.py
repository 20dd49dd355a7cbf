"""How answers become a count: one module a rule, found by its code and version.

    rule = rule_of(stage)                                # the rule that the stage promised
    made_from = rule.gather(stage)                       # JSON without anybody: sums, or rows put in an order of their own
    result, explanation = rule.count(made_from, parameters, seed)

`count` is pure: anybody who has what it was made from counts the same again. A new rule is a module with `RULE`, and a line here.
Every result says `took_part` and `options`, each with its `number`; one that chooses says `winners` and, where places ran out among
equals, `tied`, both by number. What is not among `winners` and `tied` lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.core.errors import Refused

from . import agree, approval, budget, consent, draw, opinions, points, rank, weighing
from .kinds import Counting

if TYPE_CHECKING:
    from ..models import Stage

__all__ = ["RULES", "Counting", "rule_called", "rule_of"]

RULES: dict[tuple[str, int], Counting] = {
    (one.code, one.version): one
    for one in (
        agree.RULE,
        approval.RULE,
        points.RULE,
        rank.RULE,
        consent.RULE,
        weighing.RULE,
        draw.RULE,
        opinions.RULE,
        budget.RULE,
    )
}


def code_of(stage: Stage) -> str:
    """By which rule the stage promised to count: what its parameters say, else the rule by which its answers are read."""
    return str(stage.parameters.get("count") or stage.rule)


def rule_of(stage: Stage) -> Counting:
    """The newest version of the rule that the stage promised. Raises Refused where nobody answers in it."""
    code = code_of(stage)
    if not code:
        raise Refused("Nobody answers in this part, so there is nothing to count.")
    found = [one for one in RULES.values() if one.code == code]
    if not found:
        raise Refused(f"There is no way to count “{code}” here.")
    return max(found, key=lambda one: one.version)


def rule_called(code: str, version: int) -> Counting | None:
    """The rule of a count that was made; None where this installation does not have it."""
    return RULES.get((code, version))
