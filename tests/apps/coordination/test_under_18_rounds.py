"""A round that was worked out before it was said that somebody is under 18 brings them to nobody alone."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.people.models import Person
from helpfulacts.support.actions.say_facts import say_facts
from helpfulacts.support.models import HelpfulAct

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("before", [True, False], ids=["before it is confirmed", "after"])
def test_a_place_from_one_person_alone_is_not_kept_for_them(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, make_person: Any, officer: Any, open_everything: Any,
    before: bool,
) -> None:  # fmt: skip
    make_offer("Chess with Bea", places=1, giver=make_person())
    kit = make_asker()
    run = run_round(place=place)
    assert run.allocations.get(person=kit).status == "placed"
    open_everything(run)

    def says() -> int:
        return say_facts(person=Person.objects.get(pk=kit.pk), age_band="under-18").aside

    if before:
        says()
    confirm_run(run=run, by=officer)
    assert before or says() == 1
    assert not HelpfulAct.objects.filter(plan__person=kit, state__in=HelpfulAct.LIVE).exists()
    assert CapacityPeriod.objects.get().held == 0
    if before:
        mine = selectors.my_latest(kit)
        assert "you are under 18" in " ".join(selectors.explanation_for(mine).sentences)
