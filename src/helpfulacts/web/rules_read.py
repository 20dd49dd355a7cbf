"""Why each fact is asked: from the rules in force, in their own words."""

from __future__ import annotations

from typing import Any

from helpfulacts.coordination import selectors as coordination
from helpfulacts.directory.facets import FACTS

ONLY_OFFERS = "Some help is only for people in this situation."


def why_asked(place: Any) -> dict[str, str]:
    """One sentence a fact: the rule that looks at it, or that some offers are for people in this situation."""
    found = dict.fromkeys(FACTS, ONLY_OFFERS)
    rules = coordination.rules_in_force(place)
    if rules is None:
        return found
    document = coordination.document_of(rules)
    for group in reversed(document.classes):
        for fact in group.any_of:
            found[fact] = f"The rule for sharing places: {group.origin.sentence}"
    return found
