"""What must hold of rules before they come into force, or before anybody works out what they would do: the same checks.

check_in_force(place, rules, day)                        # Refused, with the first contradiction
check_but_rights(place, rules, in_force, day)            # all of it but what depends on places
short = rights_short(rules, in_force, frozen)            # a right that the places cannot meet, or None
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from . import rule_checks
from .freeze import Frozen, freeze
from .funding import check_payers
from .models import RuleSet
from .rule_checks import Short
from .rule_document import RuleDocument
from .rule_reading import parse

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def check_in_force(place: Place, rules: RuleDocument, day: dt.date) -> None:
    """Of rules that are to come into force on `day`, beside the rules in force now. Raises Refused."""
    last = RuleSet.objects.filter(place=place, state="in_force").first()
    before = parse(last.document) if last else None
    check_but_rights(place, rules, before, day)
    if before is None or before.floors != rules.floors:
        rule_checks.check_rights(rules, before, freeze(place, rules, day))


def check_but_rights(place: Place, rules: RuleDocument, in_force: RuleDocument | None, day: dt.date) -> None:
    """What contradicts itself, the day, a level above, or who pays here. Raises Refused."""
    rule_checks.check_whole(rules)
    rule_checks.check_day(rules, day)
    if in_force is not None:
        rule_checks.check_levels(rules, in_force)
    check_payers(place, rules)


def rights_short(rules: RuleDocument, in_force: RuleDocument, frozen: Frozen) -> Short | None:
    """The first right, new or stricter than those in force, that the places frozen cannot meet."""
    return None if in_force.floors == rules.floors else rule_checks.rights_short(rules, in_force, frozen)
