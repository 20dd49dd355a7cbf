"""Who it is for, from the boxes of a form to what is found: a clear no is left out, what is not known is asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_eligibility import TREES

from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.change_offer import change_offer
from helpfulacts.directory.actions.look_for_help import look_for_help
from helpfulacts.directory.eligibility import Known, checked, told_by
from helpfulacts.directory.facets import FACTS, LANGUAGES
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import Gap, Offer
from helpfulacts.directory.plain_rule import PlainRule, plain_of, same_rule
from helpfulacts.directory.redraft import draft_of_offer
from helpfulacts.people.actor import Actor

EASY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
CHAIR = {"all": [{"fact": "carer"}, {"lives_in": ["north"]}, {"ask": "Is your chair broken?"}]}


def some(values: Any) -> Any:
    return st.lists(st.sampled_from(list(values)), unique=True, max_size=3).map(tuple)


@EASY
@given(
    rule=st.builds(
        PlainRule, facts=some(FACTS), one_enough=st.booleans(), wards=some(["North", "Lye"]),
        languages=some(LANGUAGES), questions=some(["A garden?", "A dog?"]),
    )
)  # fmt: skip
def test_what_boxes_say_they_show_again(rule: PlainRule) -> None:
    again = plain_of(rule.tree())
    assert again is not None and again.tree() == rule.tree()


@EASY
@given(tree=TREES)
def test_boxes_show_a_rule_only_where_they_say_the_same(tree: Any) -> None:
    try:
        sound = checked(tree)
    except Refused:
        return
    plain = plain_of(sound)
    assert plain is None or same_rule(plain.tree(), sound)


@pytest.mark.django_db
def test_what_is_clearly_not_for_somebody_is_left_out_and_what_may_be_says_what_is_asked(
    offer_of: Any,
) -> None:
    offer = offer_of(
        "product", title="A mended chair", facets={"furniture": 3}, eligibility=CHAIR, min_age=18
    )
    assert offer.eligibility["all"][1] == {"lives_in": ["North"]}, "as this place writes it"
    place = offer.place

    def asked(known: Known | None) -> list[tuple[str, ...]]:
        return [one.asks for one in find(place, "a chair", known=known).results]

    everything = (
        "How old are you?", "Can you say “I look after someone”?", "Which part do you live in?", "Is your chair broken?",
    )  # fmt: skip
    assert asked(None) == asked(Known()) == [everything], "unknown is never no"
    assert asked(Known((25, 49), {"carer": True}, "North")) == [("Is your chair broken?",)]
    for known in (
        Known((25, 49), {"carer": False}, "North"),
        Known(None, {"carer": True}, "South"),
        Known((0, 17)),
    ):
        assert asked(known) == []
        assert find(place, "a chair", known=known).not_for_them == 1
    look_for_help(place=place, words="a chair", known=Known(ward="South"))
    assert not Gap.objects.exists(), "somebody has it, so nobody is told that it is missing here"
    look_for_help(place=place, words="childcare", known=Known(ward="South"))
    assert Gap.objects.count() == 1


@pytest.mark.django_db
def test_what_a_plan_tells_is_what_is_known(make_person: Any) -> None:
    person = make_person(age_band="65-79", facts={"carer": False}, languages=("pa",))
    assert told_by(person) == Known((65, 79), {"carer": False}, "North", ("pa",))
    assert told_by(person, "South").ward == "North", "where they live, not where they look from"
    assert told_by(None, "South") == Known(ward="South") and told_by(None) == Known()


@pytest.mark.django_db
def test_who_it_is_for_is_checked_before_it_is_kept(place: Any, offer_of: Any) -> None:
    for tree, sentence in (
        ({"fact": "rich"}, "The rule “fact” of who it is for cannot be read"),
        ({"lives_in": ["Atlantis"]}, "“Atlantis” is not a ward of Testham."),
    ):
        with pytest.raises(Refused) as refusal:
            offer_of("product", eligibility=tree)
        assert sentence in str(refusal.value)
    offer = offer_of("product")
    draft = draft_of_offer(offer)
    asks = {
        **vars(draft),
        "eligibility": {"any": [{"fact": "carer"}, {"ask": "Will you ring 01632 960 123?"}]},
    }
    with pytest.raises(Refused, match="phone number"):
        change_offer(offer=offer, draft=type(draft)(**asks), by=Actor("Mel", "officer"))
    assert Offer.objects.get(pk=offer.pk).eligibility == {}
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(place=place).update(eligibility=["carer"])
