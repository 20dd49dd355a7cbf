"""Rules past their day are flagged, and no round under them is confirmed before a named officer says why they go on; none
is confirmed under rules that were replaced."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rule_makers import document as rule_document

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.actions.keep_rules_meanwhile import keep_rules_meanwhile, last_day
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.models import RuleSet, RulesKept, Run
from helpfulacts.coordination.rule_reading import shipped
from helpfulacts.coordination.rule_review import overdue_rules
from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import SYSTEM
from helpfulacts.support.models import HelpfulAct

pytestmark = pytest.mark.django_db
WHY = "The board looks at them next month"


@pytest.fixture
def late(place: Any, monkeypatch: Any) -> Any:
    """Rules whose rule on how far ends today, looked at from three days on."""
    raw = rule_document()
    raw["travel"]["origin"]["until_day"] = today(place.zone).isoformat()
    rules = enact_rules(place=place, document=raw)
    # Time goes on: what was to be decided again by today was to be by three days ago.
    document = RuleSet.objects.get().document
    document["travel"]["origin"]["until_day"] = (today(place.zone) - dt.timedelta(days=3)).isoformat()
    stored = selectors.document_of(RuleSet(document=document))
    monkeypatch.setattr("helpfulacts.coordination.rule_review.parse", lambda raw: stored)
    monkeypatch.setattr("helpfulacts.coordination.actions.keep_rules_meanwhile.parse", lambda raw: stored)
    return rules


def keep(place: Any, by: Any, days: int = 30, reason: str = WHY) -> RulesKept:
    until = today(place.zone) + dt.timedelta(days=days)
    return keep_rules_meanwhile(place=place, reason=reason, until=until, by=by)


def test_a_round_under_late_rules_waits_for_a_named_officer(
    late: Any, place: Any, officer: Any, make_offer: Any, make_asker: Any, open_everything: Any
) -> None:
    make_offer(places=1)
    make_asker()
    run = run_round(place=place)
    open_everything(run)
    with pytest.raises(
        Refused, match=r"were to be looked at again by .* an officer must record why they go on"
    ):
        confirm_run(run=run, by=officer)
    kept = keep(place, officer)
    assert selectors.kept_meanwhile(late, today(place.zone)) == kept
    assert selectors.kept_meanwhile(late, kept.until) == kept
    assert selectors.kept_meanwhile(late, kept.until + dt.timedelta(days=1)) is None
    entry = register.entries(place, newest_first=True)[0]
    assert entry.action == "kept rules meanwhile" and WHY not in str(entry.facts)
    assert confirm_run(run=run, by=officer).state == "confirmed"


@pytest.mark.parametrize(
    ("days", "reason", "sentence"),
    [(-1, WHY, "Choose a day from today to"), (93, WHY, "Choose a day from today to"), (5, "why", "in a few words")],
)  # fmt: skip
def test_without_a_reason_or_for_longer_than_three_months_it_is_refused(
    late: Any, place: Any, officer: Any, days: int, reason: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        keep(place, officer, days, reason)
    assert not RulesKept.objects.exists()


def test_only_a_named_officer_may_and_only_for_rules_that_are_late(
    place: Any, rules: Any, officer: Any, make_person: Any, citizen_of: Any
) -> None:
    for other in (SYSTEM, citizen_of(make_person())):
        with pytest.raises(NotAllowed):
            keep(place, other)
    with pytest.raises(Refused, match="No rule is past its day"):
        keep(place, officer)


def test_a_rule_is_late_from_the_day_after_its_review_or_last_day(place: Any) -> None:
    raw = rule_document()
    raw["travel"]["origin"]["until_day"] = "2027-05-01"
    rules = selectors.document_of(RuleSet(document=raw))
    assert overdue_rules(rules, dt.date(2027, 5, 1)) == []
    (one,) = overdue_rules(rules, dt.date(2027, 5, 2))
    assert (one.name, one.by) == ("the rule on how far", dt.date(2027, 5, 1))
    assert len(overdue_rules(rules, dt.date(2027, 9, 2))) == len(rules.named())
    assert last_day(dt.date(2026, 11, 30)) == dt.date(2027, 2, 28)


def test_what_was_recorded_is_never_changed(late: Any, place: Any, officer: Any) -> None:
    keep(place, officer)
    for write in (
        lambda: RulesKept.objects.update(reason="Something else"),
        lambda: RulesKept.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_a_round_under_rules_that_were_replaced_is_worked_out_again(
    rules: Any, place: Any, officer: Any, make_offer: Any, make_asker: Any, open_everything: Any
) -> None:
    make_offer(places=1)
    make_asker()
    run = run_round(place=place)
    open_everything(run)
    enact_rules(place=place, document=shipped("one-class", today()), by=officer)
    with pytest.raises(Refused, match=r"^The rules changed since round 1 was worked out\. Work it out again"):
        confirm_run(run=run, by=officer)
    assert not HelpfulAct.objects.exists() and Run.objects.get().state == "proposed"
    again = run_round(place=place)
    open_everything(again)
    assert confirm_run(run=again, by=officer).state == "confirmed"
