"""Put a rule set in force, or show it beside: a rule changes only by a decision.

enact_rules(place=, document=RuleDocument | mapping, state="in_force" | "beside", by=SYSTEM) -> RuleSet
enact_shipped_rules(place=, by=SYSTEM) -> RuleSet    the illustrative default in force, the gentler ones beside
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.people.rules import require

from .. import rule_checks
from ..decided import decided
from ..models import RuleSet
from ..rule_adoption import check_in_force
from ..rule_document import RuleDocument, as_json
from ..rule_reading import parse, shipped, shipped_names
from ..rules import may_enact_rules
from .commit_draw import commit_draw

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def enact_rules(
    *,
    place: Place,
    document: RuleDocument | Mapping[str, Any],
    state: str = "in_force",
    by: Actor = SYSTEM,
    decision_ref: str | None = None,
    deciding_body: str | None = None,
    review_on: dt.date | None = None,
) -> RuleSet:
    """A new, numbered version of the rules. In force, it supersedes the one before; beside, it is only shown.

    The first rules in force fix the draw of the first round. `decision_ref` and `deciding_body` default to those of
    the document's first rule, `review_on` to the first day on which one of its rules is due. A document already in that
    state is returned as it is. Raises Refused for a mistake in the document, a contradiction (`rule_checks.py`), or a
    decision that nobody is said to have made.
    """
    require(may_enact_rules(by), "put rules in force")
    if state not in ("in_force", "beside"):
        raise Refused("Rules are either in force or shown beside.", field="state")
    rules = document if isinstance(document, RuleDocument) else parse(document)
    day = today(place.zone)
    rule_checks.check_whole(rules)
    origin = rules.origins()[0]
    body, ref = decided(
        origin.deciding_body if deciding_body is None else deciding_body,
        origin.decision_ref if decision_ref is None else decision_ref,
    )
    with register.writing(place):
        there = RuleSet.objects.filter(place=place, state=state, hash=rules.hash).first()
        if there is not None:
            return there
        if state == "in_force":
            check_in_force(place, rules, day)
            RuleSet.objects.filter(place=place, state="in_force").update(state="superseded")
        last = RuleSet.objects.filter(place=place).aggregate(last=Max("number"))["last"] or 0
        rule_set = RuleSet.objects.create(
            place=place,
            number=last + 1,
            title=rules.title,
            sentence=rules.sentence,
            state=state,
            document=as_json(rules),
            hash=rules.hash,
            deciding_body=body,
            decision_ref=ref,
            in_force_from=day if state == "in_force" else None,
            review_on=review_on or rules.review_on,
        )
        register.record(
            place=place,
            action="put rules in force" if state == "in_force" else "showed rules beside",
            noun="rule set",
            subject=rule_set.pk,
            facts={"number": rule_set.number, "title": rules.title, "hash": rules.hash, "by": by.shown_as},
        )
        if state == "in_force":
            commit_draw(place=place)
    return rule_set


def enact_shipped_rules(*, place: Place, by: Actor = SYSTEM) -> RuleSet:
    """The illustrative default in force, and the gentler sets beside it."""
    with register.writing(place):
        first, *gentler = shipped_names()
        day = today(place.zone)
        in_force = enact_rules(place=place, document=shipped(first, day), state="in_force", by=by)
        for name in gentler:
            enact_rules(place=place, document=shipped(name, day), state="beside", by=by)
    return in_force
