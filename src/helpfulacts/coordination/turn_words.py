"""How a person's turn came about, in words: their group, their tickets, rounds missed, and turns kept for a group.

Each sentence is true for the order that the rules set: strict groups, or one lottery of all tickets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.directory.facets import FACTS

if TYPE_CHECKING:
    from .reasons import Reasons


def group(reasons: Reasons, person: int, number: int, put_by: str) -> str:
    """“You told us: … So you are in group 1 of 3.”, and in a lottery how many tickets that gives.

    number: of the group, 1 first. put_by: a fact code, "decile" or "", as `RuleDocument.class_of` says.
    """
    where = _group(reasons, number, put_by)
    if not reasons.rules.by_lottery:
        return where
    held = reasons.tickets_held(person)
    more = held - reasons.rules.tickets_of(number, 0)
    missed = f", {more} of them because you missed rounds" if more else ""
    lucky = " The luckiest of them counts." if held > 1 else ""
    return f"{where} You hold {_tickets(held)} in the draw{missed}.{lucky}"


def _tickets(held: int) -> str:
    return "1 ticket" if held == 1 else f"{held} tickets"


def _group(reasons: Reasons, number: int, put_by: str) -> str:
    groups = len(reasons.rules.classes)
    if groups == 1:
        return "Everyone is in one group."
    where = f"group {number} of {groups}"
    if put_by == "decile":
        return f"You live where money is shortest, so you are in {where}."
    if put_by:
        return f"You told us: “{FACTS[put_by]}”. So you are in {where}."
    return f"You are in {where}: {reasons.rules.classes[number - 1].name}."


def standing(reasons: Reasons, person: int) -> str:
    """How many rounds are missed with this one, and what that changes next time."""
    missed, after = int(reasons.inputs.missed[person]) + 1, reasons.rules.standing.after_missed
    rounds = "1 round" if missed == 1 else f"{missed} rounds"
    if reasons.rules.by_lottery:
        if missed < after:
            return f"You have missed {rounds}. After {after}, you hold a ticket more in the draw."
        held = reasons.rules.tickets_of(int(reasons.groups_of[person]), missed)
        return f"You have missed {rounds}, so you hold {_tickets(held)} in the draw next time, if nothing else changes."
    if missed >= after:
        return f"You have missed {rounds}, so you move up in your group next time."
    return f"You have missed {rounds}. After {after}, you move up in your group."


def kept_turn(reasons: Reasons, person: int) -> list[str]:
    """Where they had their turn earlier than without the turns that are kept for a group of theirs: that rule.

    Rights move people up too, but not beyond those whose turn came by kept turns alone.
    """
    rules, inputs = reasons.rules, reasons.inputs
    if not any(share.turns for share in rules.reserved) or reasons.outcome.classes[person] == 0:
        return []
    before = reasons.base_turn < reasons.base_turn[person]
    if not (reasons.outcome.rank[before] > reasons.outcome.rank[person]).any():
        return []
    told, decile = inputs.given_facts(person), inputs.decile_of(person)
    mine = [s.origin.sentence for s in rules.reserved if s.turns and rules.in_share(s, told, decile)]
    return [f"Your turn came earlier because turns are kept for your group: {' '.join(mine)}"] if mine else []
