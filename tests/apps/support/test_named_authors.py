"""A plan is its person's: what anybody else writes stands beside it, and is part of nothing until the person says yes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.support import authors, plans
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.answer_proposal import accept_proposal, decline_proposal, reopen_proposal
from helpfulacts.support.actions.aspire import add_aspiration, change_aspiration, strike_out_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import join_rounds, pause_plan, reword_plan, say_what_you_offer
from helpfulacts.support.actions.choose_offer import add_own_act, choose_offer
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.name_helper import give_helper_words, name_helper, stop_helper
from helpfulacts.support.actions.suggest_change import suggest_change, withdraw_proposal
from helpfulacts.support.models import HelpfulAct, NamedHelper, Plan, Proposal

pytestmark = pytest.mark.django_db

TOM = Actor("Tom", "navigator", account_id=None)


class Cast:
    """One plan, its person, and everybody who may write for it."""

    def __init__(self, place: Any, person: Any, by: Actor) -> None:
        self.place, self.person, self.me = place, person, by
        self.plan = begin_plan(place=place, person=person, words="The house is too quiet.", by=by)
        self.helper, self.words = name_helper(plan=self.plan, called="Meena", by=by)
        self.meena = authors.actor_of(self.helper)


@pytest.fixture
def cast(place: Any, make_person: Any, citizen_of: Any) -> Cast:
    person = make_person(called="Asha")
    return Cast(place, person, citizen_of(person))


def said(plan: Any) -> tuple[str, str, list[str]]:
    """The agreed text: the sentence, the offer, the wishes."""
    now = Plan.objects.get(pk=plan.pk)
    return now.words, now.can_offer, sorted(wish.words for wish in plans.aspirations_of(now))


def test_a_named_helper_writes_nothing_into_the_plan_and_says_yes_to_nothing(cast: Cast, offer: Any) -> None:
    wish = add_aspiration(plan=cast.plan, words="Company", facets=["company"], by=cast.me)
    act = choose_offer(plan=cast.plan, offer=offer("Tea"), by=cast.meena)
    assert (act.state, act.suggested_by) == ("suggested", "Meena")
    before = said(cast.plan)
    refused = [
        lambda: reword_plan(plan=cast.plan, words="x", by=cast.meena),
        lambda: say_what_you_offer(plan=cast.plan, words="x", by=cast.meena),
        lambda: add_aspiration(plan=cast.plan, words="x", facets=["company"], by=cast.meena),
        lambda: strike_out_aspiration(aspiration=wish, by=cast.meena),
        lambda: answer_act(act=act, answer="yes", by=cast.meena),
        lambda: answer_act(act=act, answer="not_now", by=cast.meena),
        lambda: add_own_act(plan=cast.plan, title="x", shown_from="x", kind="service", sphere="civic", by=cast.meena),
        lambda: join_rounds(plan=cast.plan, by=cast.meena),
        lambda: pause_plan(plan=cast.plan, by=cast.meena),
        lambda: name_helper(plan=cast.plan, called="Another", by=cast.meena),
        lambda: erase_plan(plan=cast.plan, by=cast.meena),
    ]  # fmt: skip
    one = suggest_change(plan=cast.plan, part="words", words="Mum is lonely.", by=cast.meena)
    refused += [
        lambda: accept_proposal(proposal=one, by=cast.meena),
        lambda: decline_proposal(proposal=one, by=cast.meena),
    ]
    for attempt in refused:
        with pytest.raises(NotAllowed):
            attempt()
    assert said(cast.plan) == before and HelpfulAct.objects.get(pk=act.pk).state == "suggested"

    accept_proposal(proposal=one, by=cast.me)
    assert said(cast.plan)[0] == "Mum is lonely."
    version = plans.versions_of(cast.plan)[0]
    assert (version.words, version.said_by) == ("Mum is lonely.", "you, as Meena suggested")


def test_a_helper_who_is_stopped_is_stopped_at_once(cast: Cast, place: Any) -> None:
    assert authors.helper_by_phrase(place, cast.words) == cast.helper
    stop_helper(helper=cast.helper, by=cast.me)
    assert authors.helper_by_phrase(place, cast.words) is None
    assert authors.live_helper(place, cast.helper.pk) is None
    with pytest.raises(NotAllowed):
        suggest_change(plan=cast.plan, part="wish", words="x", facets=["company"], by=cast.meena)

    again = give_helper_words(helper=cast.helper, by=cast.me)  # undone: with other words
    assert authors.helper_by_phrase(place, cast.words) is None
    assert authors.helper_by_phrase(place, again) == cast.helper
    assert not NamedHelper.objects.filter(phrase_hash__in=[cast.words, again]).exists()


def test_the_words_of_a_helper_open_nothing_while_their_person_must_not_be_found(
    cast: Cast, place: Any
) -> None:
    for protected, opens in ((True, None), (False, cast.helper)):
        Person.objects.filter(pk=cast.person.pk).update(protected=protected)
        assert authors.helper_by_phrase(place, cast.words) == opens
        assert authors.live_helper(place, cast.helper.pk) == opens


def test_the_desk_typing_what_the_person_says_is_proxy_and_its_own_idea_is_a_suggestion(cast: Cast) -> None:
    reword_plan(plan=cast.plan, words="Typed as said.", by=TOM)
    assert plans.versions_of(cast.plan)[0].said_by == "Tom, for you"
    one = suggest_change(plan=cast.plan, part="words", words="Tom's own idea.", by=TOM)
    assert said(cast.plan)[0] == "Typed as said." and one.author == "Tom"
    entry = RegisterEntry.objects.filter(place=cast.place, action="changed a plan").latest("sequence")
    assert entry.facts["proxy"] is True
    accept_proposal(proposal=one, by=TOM)  # they said yes on the phone
    assert plans.versions_of(cast.plan)[0].said_by == "Tom, for you, as Tom suggested"
    assert RegisterEntry.objects.filter(action="took a suggestion").latest("sequence").facts["proxy"] is True


def test_an_answer_to_a_suggestion_can_be_taken_back_but_not_over_what_was_written_since(cast: Cast) -> None:
    wish = add_aspiration(plan=cast.plan, words="Company", facets=["company"], by=cast.me, importance=3)
    before = said(cast.plan)
    suggested = [
        suggest_change(plan=cast.plan, part="words", words="Other words.", by=cast.meena),
        suggest_change(plan=cast.plan, part="can_offer", words="Sewing", by=cast.meena),
        suggest_change(plan=cast.plan, part="wish", words="A cooker", facets=["furniture"], by=cast.meena),
        suggest_change(plan=cast.plan, part="reword", about=wish, words="A friend", by=cast.meena),
    ]
    for one in suggested:
        accept_proposal(proposal=one, by=cast.me)
    assert said(cast.plan) == ("Other words.", "Sewing", ["A cooker", "A friend"])
    assert plans.get_aspiration(cast.plan, wish.pk).importance == 3
    for one in suggested:
        reopen_proposal(proposal=one, by=cast.me)
    assert said(cast.plan) == before

    strike = suggest_change(plan=cast.plan, part="strike", about=wish, by=cast.meena)
    accept_proposal(proposal=strike, by=cast.me)
    assert said(cast.plan)[2] == []
    reopen_proposal(proposal=strike, by=cast.me)
    assert said(cast.plan) == before

    accept_proposal(proposal=suggested[0], by=cast.me)
    reword_plan(plan=cast.plan, words="My own words since.", by=cast.me)
    with pytest.raises(Refused, match="You changed this part"):
        reopen_proposal(proposal=suggested[0], by=cast.me)
    assert said(cast.plan)[0] == "My own words since."


def test_a_yes_to_strike_out_what_its_person_struck_out_themselves_takes_nothing_from_them(
    cast: Cast,
) -> None:
    wish = add_aspiration(plan=cast.plan, words="Company", facets=["company"], by=cast.me)
    strike = suggest_change(plan=cast.plan, part="strike", about=wish, by=cast.meena)
    strike_out_aspiration(aspiration=wish, by=cast.me)
    with pytest.raises(Refused, match="struck this out already"):
        accept_proposal(proposal=strike, by=cast.me)
    assert Proposal.objects.get(pk=strike.pk).state == "open"
    assert plans.versions_of(cast.plan)[0].said_by == "you"


def test_the_undo_of_a_yes_to_a_wish_leaves_what_its_person_made_of_it(cast: Cast) -> None:
    one = suggest_change(plan=cast.plan, part="wish", words="A cooker", facets=["furniture"], by=cast.meena)
    made = accept_proposal(proposal=one, by=cast.me).made
    assert made is not None
    change_aspiration(aspiration=made, words="A gas cooker", facets=["furniture"], by=cast.me)
    with pytest.raises(Refused, match="You changed this part"):
        reopen_proposal(proposal=one, by=cast.me)
    assert said(cast.plan)[2] == ["A gas cooker"]
    strike_out_aspiration(aspiration=made, by=cast.me)
    with pytest.raises(Refused, match="You changed this part"):
        reopen_proposal(proposal=one, by=cast.me)


WRITERS = st.sampled_from(["me", "meena", "tom's idea", "tom for me"])
STEPS = st.lists(
    st.tuples(WRITERS, st.sampled_from(["words", "can_offer", "wish", "reword", "strike", "offer"])),
    max_size=8,
)
ANSWERS = st.lists(st.sampled_from(["yes", "no", "leave", "undo"]), min_size=8, max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, answers=ANSWERS)
def test_no_sentence_of_another_author_is_agreed_unless_the_person_or_the_desk_for_them_accepted_it(
    place: Any,
    make_person: Any,
    citizen_of: Any,
    offer: Any,
    steps: list[tuple[str, str]],
    answers: list[str],
) -> None:
    """Whoever writes what in whatever order, the plan says what its person said and what they said yes to."""
    person = make_person()
    cast = Cast(place, person, citizen_of(person))
    agreed: dict[str, Any] = {"words": "The house is too quiet.", "can_offer": "", "wishes": {}}
    yeses: set[Any] = set()
    for number, ((writer, what), answer) in enumerate(zip(steps, answers, strict=False)):
        by = {"me": cast.me, "meena": cast.meena}.get(writer, TOM)
        wish = next(iter(plans.aspirations_of(cast.plan)), None)
        text = f"{writer} {number}"
        if what in ("reword", "strike") and wish is None:
            continue
        if what == "offer":
            act = choose_offer(plan=cast.plan, offer=offer(f"{text} {person.pk}"), by=by)
            assert act.suggested_by == {"me": "", "meena": "Meena"}.get(writer, "Tom")
            if answer == "yes":
                answer_act(act=act, answer="yes", by=cast.me)
                yeses.add(act.pk)
        elif writer in ("me", "tom for me"):
            if what == "words":
                reword_plan(plan=cast.plan, words=text, by=by)
            elif what == "can_offer":
                say_what_you_offer(plan=cast.plan, words=text, by=by)
            elif what == "wish":
                add_aspiration(plan=cast.plan, words=text, facets=["company"], by=by)
            elif what == "reword":
                change_aspiration(aspiration=wish, words=text, facets=["company"], by=by)
            else:
                strike_out_aspiration(aspiration=wish, by=by)
            _agree(agreed, cast, what, wish, text)
        else:
            about = wish if what in ("reword", "strike") else None
            facets = ["company"] if what == "wish" else []
            one = suggest_change(plan=cast.plan, part=what, words=text, about=about, facets=facets, by=by)
            assert said(cast.plan) == _as_agreed(agreed)  # it changed nothing
            if answer == "yes":
                accept_proposal(proposal=one, by=cast.me)
                _agree(agreed, cast, what, wish, text)
            elif answer == "no":
                decline_proposal(proposal=one, by=cast.me)
            elif answer == "undo":
                accept_proposal(proposal=one, by=TOM)
                reopen_proposal(proposal=one, by=cast.me)
            else:
                with pytest.raises(NotAllowed):
                    accept_proposal(proposal=one, by=cast.meena)
        assert said(cast.plan) == _as_agreed(agreed)
        others = HelpfulAct.objects.filter(plan=cast.plan).exclude(pk__in=yeses)
        assert set(others.values_list("state", flat=True)) <= {"suggested", "not_now"}


def _agree(agreed: dict[str, Any], cast: Cast, what: str, wish: Any, text: str) -> None:
    if what in ("words", "can_offer"):
        agreed[what] = text
    elif what == "wish":
        new = next(one for one in plans.aspirations_of(cast.plan) if one.pk not in agreed["wishes"])
        agreed["wishes"][new.pk] = text
    elif what == "reword":
        agreed["wishes"][wish.pk] = text
    else:
        del agreed["wishes"][wish.pk]


def _as_agreed(agreed: dict[str, Any]) -> tuple[str, str, list[str]]:
    return agreed["words"], agreed["can_offer"], sorted(agreed["wishes"].values())


def test_what_others_wrote_goes_with_the_plan_and_a_taken_back_suggestion_is_taken_back(cast: Cast) -> None:
    one = suggest_change(plan=cast.plan, part="words", words="Mum is lonely.", by=cast.meena)
    with pytest.raises(NotAllowed):
        withdraw_proposal(proposal=one, by=TOM)
    withdraw_proposal(proposal=one, by=cast.meena)
    assert authors.waiting_proposals(cast.plan) == []
    with pytest.raises(Refused):
        accept_proposal(proposal=one, by=cast.me)
    erase_plan(plan=cast.plan, by=cast.me)
    assert not Proposal.objects.exists() and not NamedHelper.objects.exists()
