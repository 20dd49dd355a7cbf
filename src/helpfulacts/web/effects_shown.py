"""What rules were expected to do and what came, as the page of a decision shows it: a table with who asked in each number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from helpfulacts.coordination.measured import Counted
from helpfulacts.deliberation.rules_asked import EffectOfRules, effect_of

UNTOLD = "–"
KEY = (
    ("about", "“About” goes by fives."),
    ("some", "“Some” is fewer than ten."),
    (UNTOLD, "“–” is not told, so that nobody can be found."),
)
ROWS = (
    ("placed", "Have a place"),
    ("refused", "Full, or a limit"),
    ("gaps", "Nothing suits"),
    ("gain", "Gain a place by these rules"),
    ("lose", "Lose a place by these rules"),
)


@dataclass(frozen=True)
class EffectShown:
    """heads: of the columns. rows: (label, a cell for each column, empty where nothing is compared)."""

    of: EffectOfRules
    heads: list[str]
    rows: list[tuple[str, list[tuple[str, str]]]]

    @property
    def run_again(self) -> bool:
        """Could the first round with these rules be run again with those before?"""
        after = self.of.came.after
        return after is not None and "gain" in after.people.of_them

    @property
    def key(self) -> str:
        """What is meant by the words that stand in the table, and by no other."""
        cells = [words for _, row in self.rows for _, words in row]
        return " ".join(said for word, said in KEY if any(word in words for words in cells))


def effect_shown(decision: Any) -> EffectShown | None:
    """None where no rules came into force by it, or nobody could read what was expected."""
    found = effect_of(decision)
    if found is None:
        return None
    columns: list[tuple[str, Counted]] = []
    if found.expected is not None:
        old, new = found.expected
        columns += [("Expected, rules as they were", old), ("Expected, these rules", new)]
    if found.came.before is not None:
        columns.append((f"Round {found.came.before.number}, before", found.came.before.people))
    if found.came.after is not None:
        columns.append((f"Round {found.came.after.number}, these rules", found.came.after.people))
    heads = [head for head, _ in columns]
    rows = [
        (label, list(zip(heads, (_cell(name, people) for _, people in columns), strict=True)))
        for name, label in ROWS
    ]
    return EffectShown(found, heads, rows)


def _cell(name: str, people: Counted) -> str:
    """“12 of 24”; nothing where there is nothing to compare with."""
    if name not in people.of_them:
        return ""
    count = people.of_them[name]
    return f"{count} of {people.asked}" if count and people.asked else count or UNTOLD
