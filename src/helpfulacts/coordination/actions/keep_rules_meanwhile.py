"""Rules past their day go on meanwhile: a named officer says so, why, and until which day. All can read it.

    keep_rules_meanwhile(place=, reason=, until=, by=Actor) -> RulesKept

It decides nothing about the rules: a board still has to. It only lets rounds under them be confirmed until that day.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from helpfulacts.core import register
from helpfulacts.core.clock import date_in_words, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import RuleSet, RulesKept
from ..rule_reading import parse
from ..rule_review import overdue_rules
from ..rules import may_decide_round

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

MOST_MONTHS = 3
FEWEST_WORDS = 3
LONGEST = 400


def last_day(day: dt.date) -> dt.date:
    """The last day until which rules past their day may go on, said on `day`."""
    return day + relativedelta(months=MOST_MONTHS)


def keep_rules_meanwhile(*, place: Place, reason: str, until: dt.date, by: Actor) -> RulesKept:
    """Refused when no rule in force is past its day, without a reason, or for a day gone by or more than 3 months on."""
    require(may_decide_round(by), "say that rules go on meanwhile")
    reason, day = tidy(reason), today(place.zone)
    if len(reason.split()) < FEWEST_WORDS or len(reason) > LONGEST:
        raise Refused(
            "Say in a few words why they go on meanwhile. Under 400 letters, and no person named.",
            field="reason",
        )
    if not day <= until <= last_day(day):
        most = date_in_words(last_day(day), reference=day)
        raise Refused(f"Choose a day from today to {most}.", field="until")
    with register.writing(place):
        rule_set = RuleSet.objects.filter(place=place, state="in_force").first()
        if rule_set is None:
            raise Refused("No rules are in force.")
        if not overdue_rules(parse(rule_set.document), day):
            raise Refused("No rule is past its day, so there is nothing to record.")
        assert by.account_id is not None  # `may_decide_round`: a named person
        kept = RulesKept.objects.create(
            place=place,
            rule_set=rule_set,
            until=until,
            reason=reason,
            by_account_id=by.account_id,
            by_shown_as=by.shown_as[:80],
            at=now(),
        )
        register.record(
            place=place,
            action="kept rules meanwhile",
            noun="rule set",
            subject=rule_set.pk,
            facts={"number": rule_set.number, "until": until.isoformat(), "by": by.shown_as},
        )
    return kept
