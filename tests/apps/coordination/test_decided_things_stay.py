"""A decided thing is never edited: the database refuses, and confirming and erasing still work."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.override_allocation import override_allocation
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.models import Allocation, Draw, Override, RuleSet, Run
from helpfulacts.core import triggers
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import reword_plan
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.models import Plan, PlanVersion

pytestmark = pytest.mark.django_db


def refuses(write: Any) -> bool:
    """Does the database refuse this write?"""
    try:
        with transaction.atomic():
            assert write(), "nothing was written at all"
    except IntegrityError as error:
        return triggers.MESSAGE in str(error)
    return False


@pytest.fixture
def proposed(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> Any:
    make_offer(places=1)
    for _ in range(3):
        make_asker()
    return run_round(place=place, seed="a seed that stays")


@pytest.fixture
def confirmed(proposed: Any, officer: Any, open_everything: Any) -> Any:
    open_everything(proposed)
    return confirm_run(run=proposed, by=officer)


@pytest.fixture
def changed(proposed: Any, officer: Any) -> Any:
    one = Allocation.objects.filter(run=proposed, status="placed").select_related("person", "offer").get()
    return override_allocation(
        run=proposed, allocation=one, to_offer=None, reason="They rang and asked", by=officer
    )


OTHER = {
    "number": 99, "title": "x", "sentence": "x", "document": {}, "hash": "0" * 64, "deciding_body": "x",
    "decision_ref": "x", "in_force_from": dt.date(2001, 1, 1), "review_on": dt.date(2001, 1, 1),
}  # fmt: skip


@pytest.mark.parametrize("column", OTHER)
def test_a_rule_set_is_never_edited(rules: Any, column: str) -> None:
    assert refuses(lambda: RuleSet.objects.filter(pk=rules.pk).update(**{column: OTHER[column]}))


def test_a_rule_set_is_superseded_and_never_deleted(rules: Any) -> None:
    assert refuses(lambda: RuleSet.objects.filter(pk=rules.pk).delete())
    assert RuleSet.objects.filter(pk=rules.pk).update(state="superseded") == 1


FIGURES = {
    "number": 99, "state": "proposed", "ran_at": dt.datetime(2001, 1, 1, tzinfo=dt.UTC),
    "manifest": {}, "not_asking": 9, "alarms": 9, "certified_gap": 0.5, "seconds": 9.5,
    "confirmed_at": dt.datetime(2001, 1, 1, tzinfo=dt.UTC), "confirmed_by": None, "confirmed_by_shown_as": "Somebody",
    "confirm_by": dt.datetime(2001, 1, 1, tzinfo=dt.UTC),
}  # fmt: skip


@pytest.mark.parametrize("column", FIGURES)
def test_a_confirmed_round_is_never_edited(confirmed: Any, column: str) -> None:
    assert refuses(lambda: Run.objects.filter(pk=confirmed.pk).update(**{column: FIGURES[column]}))


def test_the_draw_of_a_round_is_fixed_before_it_and_never_deleted(confirmed: Any) -> None:
    draw = Draw.objects.filter(pk=confirmed.draw_id)
    assert refuses(lambda: draw.update(commitment="0" * 64))
    assert refuses(lambda: draw.update(seed_sealed=b"another"))
    assert refuses(lambda: draw.update(committed_at=dt.datetime(2001, 1, 1, tzinfo=dt.UTC)))
    with pytest.raises(IntegrityError), transaction.atomic():
        draw.delete()


def test_nor_are_its_sums(confirmed: Any) -> None:
    mine = Run.objects.filter(pk=confirmed.pk)
    moved = {"placed": confirmed.placed + 1, "refused": confirmed.refused - 1}
    assert refuses(lambda: mine.update(**moved))
    assert refuses(lambda: mine.update(people=confirmed.people + 1, gaps=confirmed.gaps + 1))


def test_a_confirmed_round_is_never_deleted(confirmed: Any) -> None:
    def gone() -> int:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM coordination_run")
            return cursor.rowcount

    assert refuses(gone)
    assert Run.objects.filter(pk=confirmed.pk).exists()


def test_what_it_was_made_from_may_be_redacted(confirmed: Any) -> None:
    assert Run.objects.filter(pk=confirmed.pk).update(inputs_sealed=None, erased=1) == 1


def test_a_round_that_waits_may_still_be_superseded(proposed: Any) -> None:
    assert run_round(place=proposed.place, seed="another").number == 2
    assert Run.objects.get(pk=proposed.pk).state == "superseded"


@pytest.mark.parametrize(
    "to", [{"by_shown_as": "Somebody"}, {"at": dt.datetime(2001, 1, 1, tzinfo=dt.UTC)}, {"from_offer": None},
           {"reason_sealed": b"another"}]
)  # fmt: skip
def test_a_human_change_is_never_edited(changed: Any, to: dict[str, Any]) -> None:
    assert refuses(lambda: Override.objects.filter(pk=changed.pk).update(**to))


def test_a_human_change_is_never_put_on_somebody_else_nor_deleted(changed: Any) -> None:
    other = Allocation.objects.exclude(pk=changed.allocation_id).first()
    assert refuses(lambda: Override.objects.filter(pk=changed.pk).update(allocation=other))
    assert refuses(lambda: Override.objects.filter(pk=changed.pk).delete())
    assert Override.objects.filter(pk=changed.pk).update(allocation=None, reason_sealed=None) == 1
    assert refuses(lambda: Override.objects.filter(pk=changed.pk).update(reason_sealed=b"a new one"))


@pytest.fixture
def plan(place: Any, make_person: Any, citizen_of: Any) -> Any:
    person = make_person()
    made = begin_plan(place=place, person=person, words="Somebody to talk to", by=citizen_of(person))
    return reword_plan(plan=made, words="Somebody to walk with", by=citizen_of(person))


def test_an_earlier_version_of_a_plan_is_never_edited(plan: Any) -> None:
    first = PlanVersion.objects.filter(plan=plan, number=1)
    assert refuses(lambda: first.update(author="Somebody"))
    assert refuses(lambda: first.update(change="nothing"))
    assert refuses(lambda: first.update(words_sealed=b"other words"))
    assert refuses(first.delete)
    assert first.get().words == "Somebody to talk to"


def test_erasing_a_plan_still_takes_its_versions(plan: Any, citizen_of: Any) -> None:
    erase_plan(plan=plan, by=citizen_of(plan.person))
    assert not Plan.objects.exists() and not PlanVersion.objects.exists()


def test_every_guard_stands_on_a_column_that_is_there() -> None:
    for guard in triggers.GUARDS:
        with connection.cursor() as cursor:
            there = {
                column.name for column in connection.introspection.get_table_description(cursor, guard.table)
            }
        assert {*guard.fixed, *guard.erasable, *guard.once} <= there, guard.name
