"""Why each fact is asked: from the rules in force, in their own words."""

from __future__ import annotations

from typing import Any

from helpfulacts.coordination import selectors as coordination
from helpfulacts.directory.facets import FACTS


def why_asked(place: Any) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """([(the rule, the facts that it looks at)], the facts that only say whom some offers are for), each fact once."""
    rules = coordination.rules_in_force(place)
    if rules is None:
        return [], list(FACTS)
    decide: list[tuple[str, list[str]]] = []
    left = list(FACTS)
    document = coordination.document_of(rules)
    asked = [(group.origin.sentence, group.any_of) for group in document.classes]
    asked += [(right.origin.sentence, (right.fact,)) for right in document.floors]
    for sentence, facts in asked:
        looked_at = [fact for fact in left if fact in facts]
        if looked_at:
            decide.append((sentence, looked_at))
            left = [fact for fact in left if fact not in looked_at]
    return decide, left
