"""Say which rules a question asks about, or none, while it is a draft: those that its decision would put in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.cited import changes_nothing
from helpfulacts.coordination.kept_what_ifs import WayOfRules
from helpfulacts.coordination.rule_document import as_json
from helpfulacts.coordination.rule_reading import parse
from helpfulacts.coordination.rules import may_keep_what_if
from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Deliberation
from ..rules import may_convene

OF_RULES = ("document", "what_if")
"""Of the subject of a question, what says which rules it asks about."""


def ask_about_rules(*, deliberation: Deliberation, way: WayOfRules, by: Actor) -> Deliberation:
    """Rules that were worked out, so that everybody can read what they do to people before the vote; the last choice counts.

    Raises Refused once it is published, where it is not about a right, or where they are the rules in force; NotAllowed.
    """
    require(may_convene(by), "choose the rules that are asked about")
    if way.what_if.place_id != deliberation.place_id:
        raise Refused("Choose rules that were worked out for this place.")
    if way.what_if.shown_at is None and not may_keep_what_if(by):
        raise Refused("Only the office chooses rules that are not shown to everybody yet.")
    last = coordination.rules_in_force(deliberation.place)
    if changes_nothing(way.document, coordination.document_of(last) if last else None):
        raise Refused("These rules are in force already. Choose others, or ask without rules.")
    return _choose(deliberation, {"document": as_json(way.document), "what_if": way.what_if.number}, by)


def ask_about_no_rules(*, deliberation: Deliberation, by: Actor) -> Deliberation:
    """What was chosen before goes. Raises Refused as `ask_about_rules`; NotAllowed."""
    require(may_convene(by), "choose the rules that are asked about")
    return _choose(deliberation, {}, by)


def ask_about_same_rules(*, deliberation: Deliberation, draft: Deliberation, by: Actor) -> Deliberation:
    """The rules that were chosen for another draft, of which this is written anew: nobody chooses them a second time."""
    require(may_convene(by), "choose the rules that are asked about")
    return _choose(
        deliberation, {name: draft.subject[name] for name in OF_RULES if name in draft.subject}, by
    )


def _choose(deliberation: Deliberation, asked: Mapping[str, Any], by: Actor) -> Deliberation:
    with register.writing(deliberation.place_id):
        deliberation.refresh_from_db()
        if deliberation.published_at is not None:
            raise Refused("This is published, and what it asks stays as it is. Begin a new question.")
        if deliberation.ended_at is not None:
            raise Refused("This was given up. Begin a new question.")
        if deliberation.uses != "entitlement":
            raise Refused("Only a question about a right, or how help is shared, can put rules in force.")
        kept = {name: says for name, says in deliberation.subject.items() if name not in OF_RULES}
        deliberation.subject = {**kept, **asked}
        deliberation.save(update_fields=["subject"])
        which = {"what_if": asked["what_if"], "hash": parse(asked["document"]).hash} if asked else {}
        register.record(
            place=deliberation.place,
            action="chose the rules to ask about" if asked else "chose no rules to ask about",
            noun="deliberation",
            subject=deliberation.pk,
            facts={"number": deliberation.number, **which, "by": by.shown_as},
        )
    return deliberation
