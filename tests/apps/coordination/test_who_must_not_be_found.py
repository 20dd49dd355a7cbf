"""What somebody gives who must not be found is suggested to nobody, and goes to nobody new, until that is lifted."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.override_allocation import override_allocation
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.models import Allocation
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.protect_giver import protect_giver
from helpfulacts.people.actor import Actor
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.plans import plan_of, support_map
from helpfulacts.support.selectors import acts_of, set_aside

pytestmark = pytest.mark.django_db


def test_a_suggestion_is_not_shown_and_cannot_be_taken_until_they_may_be_found_again(
    place: Any, officer: Any, make_offer: Any, make_asker: Any, make_person: Any
) -> None:
    bea, asker = make_person(), make_asker()
    by = Actor("citizen", "you", person_id=asker.pk)
    lift = make_offer("Lift by Bea", places=None, access="open", giver=bea)
    walk = make_offer("Walk with Bea", places=None, access="open", giver=bea)
    tea = make_offer("Tea", places=None, access="open")
    plan = plan_of(asker)
    assert plan is not None
    suggested, refused, _ = [choose_offer(plan=plan, offer=one, by=by) for one in (lift, walk, tea)]
    answer_act(act=refused, answer="not_now", by=by)

    def seen() -> tuple[list[str], list[str]]:
        acts = acts_of(plan)
        behind = [title for _, _, rows in support_map(plan, acts).spheres for _, title, _ in rows]
        titles = sorted(one.act.title for one in acts)
        assert titles == sorted(behind)
        return titles, [act.title for act in set_aside(plan)]

    assert seen() == (["Lift by Bea", "Tea"], ["Walk with Bea"])
    protect_giver(person=bea, protected=True, why="They are in danger", by=officer)
    assert seen() == (["Tea"], [])
    with pytest.raises(Refused, match="This offer has ended, or is being looked at"):
        answer_act(act=suggested, answer="yes", by=by)
    protect_giver(person=bea, protected=False, why="They are in danger", by=officer)
    assert seen() == (["Lift by Bea", "Tea"], ["Walk with Bea"])
    assert answer_act(act=suggested, answer="yes", by=by).state == "promised"
    protect_giver(person=bea, protected=True, why="They are in danger", by=officer)
    assert seen()[0] == ["Lift by Bea", "Tea"], "what is agreed goes on"


def test_a_round_that_was_proposed_before_gives_nobody_a_place_with_them(
    place: Any,
    rules: Any,
    officer: Any,
    make_offer: Any,
    make_asker: Any,
    make_person: Any,
    open_everything: Any,
) -> None:
    bea = make_person()
    hers = make_offer("Repairs at Bea's", places=1, giver=bea)
    for_two = [make_asker(("repairs",)) for _ in range(2)]
    run = run_round(place=place, seed="s")
    assert (run.placed, run.refused) == (1, 1) and len(for_two) == 2
    given, other = (
        Allocation.objects.select_related("offer", "person").get(run=run, status=status)
        for status in ("placed", "refused")
    )
    why = "Their lift has gone and Lye is nearer"
    override_allocation(run=run, allocation=given, to_offer=None, reason=why, by=officer)
    assert [one.offer for one in selectors.alternatives(other).offers] == [hers]
    stale = Allocation.objects.get(pk=other.pk)
    stale_offer = type(hers).objects.select_related("giver").get(pk=hers.pk)
    assert stale_offer.giver is not None
    protect_giver(person=bea, protected=True, why="They are in danger", by=officer)
    assert selectors.alternatives(other).offers == []
    with pytest.raises(Refused, match="does not fit"):
        override_allocation(run=run, allocation=stale, to_offer=stale_offer, reason=why, by=officer)
    protect_giver(person=bea, protected=False, why="They are in danger", by=officer)
    override_allocation(run=run, allocation=other, to_offer=hers, reason=why, by=officer)
    protect_giver(person=bea, protected=True, why="They are in danger", by=officer)
    open_everything(run)
    assert confirm_run(run=run, by=officer).placed == 0
    (told,) = selectors.explain(run, persons=[other.person_id])
    assert "Before the round was confirmed that offer stopped." in told["sentence"]
