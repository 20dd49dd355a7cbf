"""Beside a plan and not over it: a professional's dissent; “nothing new”; the order that a person wants; a group's “we”."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpfulacts.coordination.actions.suggest_bundle import suggest_bundle
from helpfulacts.coordination.reading import read_askers, read_wishes
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.support import authors
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import join_rounds, resume_plan, reword_plan, stay_with
from helpfulacts.support.actions.choose_offer import add_own_act, choose_offer
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.name_helper import name_helper
from helpfulacts.support.actions.report_act import mark_done, stop_act
from helpfulacts.support.actions.say_dissent import (
    answer_dissent,
    keep_out_of_print,
    say_dissent,
    withdraw_dissent,
)
from helpfulacts.support.actions.say_order import drop_after, say_after
from helpfulacts.support.actions.suggest_change import suggest_change
from helpfulacts.support.models import ActDependency, Dissent, HelpfulAct, Plan, PlanVersion

pytestmark = pytest.mark.django_db

TOM = Actor("Tom", "navigator", account_id=uuid.uuid4())
SUE = Actor("Sue", "officer", account_id=uuid.uuid4())


@pytest.fixture
def me(make_person: Any, citizen_of: Any) -> Any:
    return citizen_of(make_person(called="Asha"))


@pytest.fixture
def plan(place: Any, me: Any) -> Plan:
    from helpfulacts.people.models import Person

    person = Person.objects.get(pk=me.person_id)
    return begin_plan(place=place, person=person, words="The house is too quiet.", by=me)


def own(plan: Plan, me: Any, title: str, state: str = "agreed") -> HelpfulAct:
    return add_own_act(
        plan=plan, title=title, shown_from="My sister", kind="service", sphere="personal", by=me, state=state
    )


def all_of(plan: Plan) -> Any:
    """Everything that the plan says, and who said it."""
    now = Plan.objects.get(pk=plan.pk)
    return (
        (now.words, now.can_offer, now.state, now.version),
        [(one.number, one.words, one.said_by) for one in PlanVersion.objects.filter(plan=plan)],
        sorted((wish.words, wish.state) for wish in plan.aspirations.all()),
        sorted((act.title, act.state) for act in plan.acts.all()),
    )


def test_a_dissent_stands_beside_with_its_author_and_is_answered_and_withdrawn(plan: Plan, me: Any) -> None:
    wish = add_aspiration(plan=plan, words="A cooker", facets=["furniture"], by=me)
    act = own(plan, me, "Meena rings")
    before = all_of(plan)
    one = say_dissent(plan=plan, words="The cooker first.", by=TOM, wish=wish)
    say_dissent(plan=plan, words="Not on Sundays.", by=SUE, act=act)
    whole = say_dissent(plan=plan, words="I would wait.", by=TOM)
    for attempt in (
        lambda: say_dissent(plan=plan, words="x", by=me),
        lambda: withdraw_dissent(dissent=one, by=SUE),
        lambda: withdraw_dissent(dissent=one, by=me),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    stands = authors.beside(plan)
    assert [row.words for row in stands.plan] == ["I would wait."]
    assert {
        key: [(row.words, row.by_shown_as, row.role) for row in rows] for key, rows in stands.parts.items()
    } == {
        wish.pk: [("The cooker first.", "Tom", "navigator")],
        act.pk: [("Not on Sundays.", "Sue", "officer")],
    }
    answer_dissent(dissent=whole, words="I know.", by=me)
    keep_out_of_print(dissent=whole, by=me)
    assert authors.beside(plan, printed=True).plan == []
    assert [row.answer for row in authors.beside(plan).plan] == ["I know."]
    withdraw_dissent(dissent=whole, by=TOM)
    assert authors.beside(plan).plan == [] and authors.withdrawn_by(plan, TOM) == [whole]
    assert all_of(plan) == before

    erase_plan(plan=plan, by=me)
    assert not Dissent.objects.exists()


DISSENTS = st.lists(
    st.tuples(
        st.sampled_from(["say", "answer", "print", "withdraw"]), st.sampled_from(["plan", "wish", "act"])
    ),
    max_size=10,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=DISSENTS)
def test_no_dissent_ever_changes_a_word_of_the_plan(
    place: Any, make_person: Any, citizen_of: Any, steps: list[tuple[str, str]]
) -> None:
    person = make_person()
    me = citizen_of(person)
    plan = begin_plan(place=place, person=person, words="Quiet.", by=me)
    parts = {
        "plan": {},
        "wish": {"wish": add_aspiration(plan=plan, words="Company", facets=["company"], by=me)},
        "act": {"act": own(plan, me, "Meena rings")},
    }
    before, last = all_of(plan), None
    for step, part in steps:
        if step == "say" or last is None:
            last = say_dissent(plan=plan, words=f"about {part}", by=TOM, **parts[part])
        elif step == "answer":
            answer_dissent(dissent=last, words="No.", by=me)
        elif step == "print":
            keep_out_of_print(dissent=last, by=me)
        else:
            withdraw_dissent(dissent=last, by=TOM)
        assert all_of(plan) == before


def test_stay_with_this_person_means_no_suggestion_and_no_round_until_one_press(
    place: Any, plan: Plan, me: Any, offer: Any
) -> None:
    add_aspiration(plan=plan, words="Company", facets=["furniture"], by=me)
    join_rounds(plan=plan, by=me)
    agreed = answer_act(
        act=choose_offer(plan=plan, offer=offer("A walk", kind="service"), by=me), answer="yes", by=me
    )
    assert len(read_wishes(place, read_askers(place)[0])) == 1
    stay_with(plan=plan, by=me, whom="Tom")
    assert read_askers(place)[0] == []
    with pytest.raises(Refused, match="look for nothing new"):
        suggest_bundle(plan=plan)
    with pytest.raises(Refused, match="want nothing new"):
        choose_offer(plan=plan, offer=offer("Tea"), by=TOM)
    choose_offer(plan=plan, offer=offer("A book"), by=me)  # their own look for help stays theirs
    assert HelpfulAct.objects.get(pk=agreed.pk).state == agreed.state == "promised"

    resume_plan(plan=plan, by=me)
    assert len(read_askers(place)[0]) == 1 and Plan.objects.get(pk=plan.pk).stays_with == ""


def test_an_order_that_the_person_said_is_kept_and_never_goes_in_a_circle(plan: Plan, me: Any) -> None:
    first, second, third = (own(plan, me, title) for title in ("The form", "The cooker", "The fitting"))
    say_after(act=third, first=second, by=me)
    say_after(act=second, first=first, by=me)
    assert [one.act.title for one in support.acts_of(plan)] == ["The form", "The cooker", "The fitting"]
    assert support.acts_of(plan)[2].waits_for == ["The cooker"]
    with pytest.raises(Refused, match="round in a circle"):
        say_after(act=first, first=third, by=me)
    with pytest.raises(Refused, match="after itself"):
        say_after(act=first, first=first, by=me)
    with pytest.raises(NotAllowed):
        say_after(act=third, first=first, by=Actor("x", "helper", helper_id=uuid.uuid4()))
    drop_after(act=third, first=second, by=me)
    assert ActDependency.objects.filter(act=third).count() == 0
    assert HelpfulAct.objects.get(pk=third.pk).state == "promised"  # agreed, and it waits for nothing now


def test_letting_go_what_the_person_put_first_loses_nothing_of_what_comes_after(
    plan: Plan, me: Any, offer: Any
) -> None:
    form, visit = own(plan, me, "The form"), choose_offer(plan=plan, offer=offer("A bench"), by=me)
    later = own(plan, me, "The tea", state="promised")
    for act in (visit, later):
        say_after(act=act, first=form, by=me)
    assert answer_act(act=visit, answer="yes", by=me).state == "agreed"  # it waits its turn
    stop_act(act=form, by=me)
    states = {act.title: act.state for act in HelpfulAct.objects.filter(plan=plan)}
    assert states == {"The form": "stopped", "A bench": "promised", "The tea": "promised"}


def test_what_the_person_put_first_lets_the_next_go_ahead_when_it_is_done(
    plan: Plan, me: Any, offer: Any
) -> None:
    form, visit = (
        own(plan, me, "The form", state="promised"),
        choose_offer(plan=plan, offer=offer("A bench"), by=me),
    )
    say_after(act=visit, first=form, by=me)
    assert answer_act(act=visit, answer="yes", by=me).state == "agreed"
    mark_done(act=form, by=me, on=today())
    assert HelpfulAct.objects.get(pk=visit.pk).state == "promised"


def test_the_plan_of_a_street_says_we_has_a_heading_and_names_nobody(
    place: Any, make_person: Any, citizen_of: Any
) -> None:
    person = make_person(called="Asha")
    me = citizen_of(person)
    plan = begin_plan(place=place, person=person, words="A safe crossing.", by=me, heading="Chapel Street")
    assert (plan.group, plan.heading) == (True, "Chapel Street")
    for name in ("Meena", "Joe"):
        helper, _ = name_helper(plan=plan, called=name, by=me)
        one = suggest_change(
            plan=plan, part="words", words=f"A crossing by the school {name[0]}.", by=authors.actor_of(helper)
        )
        assert one.author == "one of us"
    assert len(authors.helpers_of(plan)) == 2
    reword_plan(plan=plan, words="A crossing.", heading="Chapel Street and Mount Street", by=me)
    assert Plan.objects.get(pk=plan.pk).heading == "Chapel Street and Mount Street"
