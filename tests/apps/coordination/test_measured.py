"""What rules were expected to do, beside what came of them: as rounds are told, and by running the first round again."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.coordination import measured
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.actions.keep_what_if import keep_what_if
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.models import Run
from helpfulacts.coordination.rule_reading import shipped
from helpfulacts.coordination.what_if.scenario import Scenario
from helpfulacts.coordination.what_if.working import work_out
from helpfulacts.core.clock import today
from helpfulacts.directory.models import CapacityPeriod

pytestmark = pytest.mark.django_db
LOTTERY = shipped("one-class")


def confirmed(place: Any, officer: Any, open_everything: Any) -> Run:
    run = run_round(place=place)
    open_everything(run)
    return confirm_run(run=run, by=officer)


def test_expected_beside_what_came(
    place: Any, rules: Any, officer: Any, make_offer: Any, make_asker: Any, open_everything: Any
) -> None:
    """Thirty carers come first for thirty places; with one group, thirty others have a chance."""
    offer = make_offer(places=30)
    for number in range(60):
        make_asker(sector="TT3 1", facts={"carer": number < 30})
    worked = work_out(place, [Scenario("One group", LOTTERY)], today(place.zone))
    kept = keep_what_if(place=place, title="One group", worked=worked, by=officer)
    assert measured.expected_of(kept, "of other rules") is None
    before, after = measured.expected_of(kept, LOTTERY.hash) or pytest.fail("it is about these rules")
    assert before.asked == after.asked == "about 60" and "gain" not in before.of_them
    assert (
        before.of_them["placed"] == "about 30"
        and after.of_them["gain"] == after.of_them["lose"] == "about 15"
    )

    CapacityPeriod.objects.filter(offer=offer).update(places=30)
    new = enact_rules(place=place, document=LOTTERY, by=officer)
    assert measured.came_of(place, new.number) == measured.Came(None, None), "no round was held"
    run = confirmed(place, officer, open_everything)
    came = measured.came_of(place, new.number)
    assert came.before is None and came.after is not None and came.after.number == run.number
    people = came.after.people
    assert people.asked == "60" and people.of_them["placed"] == people.of_them["refused"] == "30"
    assert people.of_them["gaps"] == "none"
    assert people.of_them["gain"] == people.of_them["lose"] and people.of_them["gain"].startswith("about ")


def test_nothing_is_told_of_a_few(
    place: Any, rules: Any, officer: Any, make_offer: Any, make_asker: Any, open_everything: Any
) -> None:
    make_offer(places=2)
    for number in range(4):
        make_asker(sector="TT3 1", facts={"carer": number < 2})
    old = confirmed(place, officer, open_everything)
    new = enact_rules(place=place, document=LOTTERY, by=officer)
    confirmed(place, officer, open_everything)
    came = measured.came_of(place, new.number)
    assert came.before is not None and came.before.number == old.number
    assert came.after is not None and came.after.people.asked == "some"
    assert set(came.after.people.of_them.values()) <= {"some", "none", ""}
    assert came.after.people.of_them["gain"] == came.after.people.of_them["lose"] == ""


def test_who_would_move_is_not_told_once_the_round_can_no_longer_be_run(
    place: Any, rules: Any, officer: Any, make_offer: Any, make_asker: Any, open_everything: Any
) -> None:
    make_offer(places=10)
    for number in range(20):
        make_asker(sector="TT3 1", facts={"carer": number < 10})
    new = enact_rules(place=place, document=LOTTERY, by=officer)
    run = confirmed(place, officer, open_everything)
    Run.objects.filter(pk=run.pk).update(inputs_sealed=None)
    after = measured.came_of(place, new.number).after
    assert after is not None and after.people.of_them["placed"] == "10"
    assert "gain" not in after.people.of_them


def test_who_would_move_is_not_told_where_the_round_kept_nothing_of_what_the_rules_before_look_at(
    place: Any, officer: Any, make_offer: Any, make_asker: Any, open_everything: Any
) -> None:
    """No rules beside name carers, so the round with one group knows of nobody whether they are one."""
    enact_rules(place=place, document=shipped("default"), by=officer)
    make_offer(places=10)
    for number in range(20):
        make_asker(sector="TT3 1", facts={"carer": number < 10})
    new = enact_rules(place=place, document=LOTTERY, by=officer)
    confirmed(place, officer, open_everything)
    after = measured.came_of(place, new.number).after
    assert after is not None and after.people.asked == "20" and "gain" not in after.people.of_them
