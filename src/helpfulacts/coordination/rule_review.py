"""Rules past their day: flagged wherever they are shown, and no round under them is confirmed as if nothing were due.

overdue_rules(document, day) -> list[Overdue]        whose review day, or last day in force, has passed
kept_meanwhile(rule_set, day) -> RulesKept | None    what a named officer recorded, while it lasts
refuse_overdue(rule_set, day)                        Refused when rules are overdue and nothing of that is recorded
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from helpfulacts.core.clock import date_in_words
from helpfulacts.core.errors import Refused

from .models import RuleSet, RulesKept
from .rule_document import Origin, RuleDocument
from .rule_reading import parse


@dataclass(frozen=True)
class Overdue:
    """A rule past its day. name: in words. by: the day that it was to be looked at, or its last day, the earlier one."""

    name: str
    origin: Origin
    by: dt.date


def day_due(origin: Origin) -> dt.date:
    """By which day a rule must be decided again: its review day, or its last day in force when that is earlier."""
    return min(origin.review_on, origin.until_day or origin.review_on)


def overdue_rules(document: RuleDocument, day: dt.date) -> list[Overdue]:
    """The longest overdue first."""
    found = [Overdue(name, origin, day_due(origin)) for name, origin in document.named()]
    return sorted((one for one in found if one.by < day), key=lambda one: one.by)


def kept_meanwhile(rule_set: RuleSet, day: dt.date) -> RulesKept | None:
    rows = RulesKept.objects.filter(place=rule_set.place_id, rule_set=rule_set, until__gte=day)
    return rows.order_by("-at").first()


def refuse_overdue(rule_set: RuleSet, day: dt.date) -> None:
    late = overdue_rules(parse(rule_set.document), day)
    if late and kept_meanwhile(rule_set, day) is None:
        by = date_in_words(late[0].by, reference=day)
        raise Refused(
            f"These rules were to be looked at again by {by}. Before a round under them is confirmed, an officer must "
            "record why they go on meanwhile, and until when."
        )
