"""Say which rules a question asks about, while it is a draft: those that its decision would put in force."""

from __future__ import annotations

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.cited import changes_nothing
from helpfulacts.coordination.kept_what_ifs import WayOfRules
from helpfulacts.coordination.rule_document import as_json
from helpfulacts.coordination.rules import may_keep_what_if
from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Deliberation
from ..rules import may_convene


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
    with register.writing(deliberation.place_id):
        deliberation.refresh_from_db()
        if deliberation.published_at is not None:
            raise Refused("This is published, and what it asks stays as it is. Begin a new question.")
        if deliberation.ended_at is not None:
            raise Refused("This was given up. Begin a new question.")
        if deliberation.uses != "entitlement":
            raise Refused("Only a question about a right, or how help is shared, can put rules in force.")
        asked = {"document": as_json(way.document), "what_if": way.what_if.number}
        deliberation.subject = {**deliberation.subject, **asked}
        deliberation.save(update_fields=["subject"])
        register.record(
            place=deliberation.place,
            action="chose the rules to ask about",
            noun="deliberation",
            subject=deliberation.pk,
            facts={
                "number": deliberation.number,
                "what_if": way.what_if.number,
                "hash": way.document.hash,
                "by": by.shown_as,
            },
        )
    return deliberation
