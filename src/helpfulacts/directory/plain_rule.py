"""The rules of who it is for that boxes to tick can say: facts, wards, languages and questions, all of which count.

`plain_of(tree)` is None for a rule that says more than boxes can; it is then kept as it came, and shown in words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .eligibility import Tree, checked

_LISTS = {"fact": "facts", "speaks": "languages", "ask": "questions"}


@dataclass(frozen=True)
class PlainRule:
    """`one_enough`: one of the facts is enough; else all of them count. Of wards and languages one is always enough."""

    facts: tuple[str, ...] = ()
    one_enough: bool = True
    wards: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    def tree(self) -> dict[str, Any]:
        """The rule; {} where nothing is said. Raises Refused for too many or too long ones."""
        facts = [{"fact": code} for code in self.facts]
        parts: list[dict[str, Any]] = [{"any": facts}] if facts and self.one_enough else [*facts]
        parts += [{"lives_in": list(self.wards)}] if self.wards else []
        parts += [{"any": [{"speaks": code} for code in self.languages]}] if self.languages else []
        parts += [{"ask": words} for words in self.questions]
        return checked({"all": parts}) if parts else {}


def plain_of(tree: Tree) -> PlainRule | None:
    """The same rule as boxes, or None where boxes cannot say it."""
    said: dict[str, Any] = {"facts": [], "wards": [], "languages": [], "questions": []}
    one_enough = False
    for part in tree.get("all", [tree]) if tree else []:
        [(name, value)] = part.items()
        if name == "lives_in":
            said["wards"] += value
            continue
        for one in value if name == "any" else [part]:
            [(leaf, code)] = one.items()
            if leaf not in _LISTS:
                return None
            said[_LISTS[leaf]].append(code)
        one_enough |= name == "any" and "fact" in value[0]
    rule = PlainRule(**{name: tuple(codes) for name, codes in said.items()}, one_enough=one_enough)
    return rule if same_rule(rule.tree(), tree) else None


def same_rule(one: Tree, other: Tree) -> bool:
    """Whether two rules say the same parts, in whatever order."""
    return _sorted(one) == _sorted(other)


def _sorted(value: Any) -> str:
    if isinstance(value, dict):
        return json.dumps({name: _sorted(value[name]) for name in sorted(value)})
    if isinstance(value, list | tuple):
        return json.dumps(sorted(map(_sorted, value)))
    return json.dumps(value)
