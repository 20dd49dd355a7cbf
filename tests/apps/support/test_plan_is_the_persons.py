"""A plan is its person's: begun with one sentence, versioned, paused, ended, and erased without trace."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory.actions.change_offer import end_offers
from helpfulacts.directory.actions.log_gap import log_gap
from helpfulacts.directory.models import Gap, Prerequisite
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_consent import give_consent
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.people.models import AccessRecord, Person
from helpfulacts.support import plans
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act, ask_again, veto_offer
from helpfulacts.support.actions.ask_a_person import ask_to_look_again
from helpfulacts.support.actions.aspire import add_aspiration, put_back_aspiration, strike_out_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import (
    end_plan,
    join_rounds,
    pause_plan,
    resume_plan,
    reword_plan,
    say_what_you_offer,
)
from helpfulacts.support.actions.choose_offer import add_own_act, choose_offer
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.report_act import confirm_act
from helpfulacts.support.models import HelpfulAct, Plan


def test_a_plan_begins_with_one_sentence_and_no_account_or_e_mail(place: Any, citizen_of: Any) -> None:
    person = begin_person(place=place)
    plan = begin_plan(
        place=place, person=person, words="  I would like\n some company ", by=citizen_of(person)
    )
    assert (plan.words, plan.state, plan.version) == ("I would like some company", "live", 1)
    assert (person.account, person.contact, plan.in_rounds) == (None, "", False)


def test_a_plan_by_proxy_says_so_to_the_person_and_on_the_register(
    place: Any, make_person: Any, officer: Any
) -> None:
    plan = begin_plan(
        place=place, person=make_person(), words="A bed", by=officer, by_proxy="Mel at the library"
    )
    assert plans.versions_of(plan)[0].author == "Mel at the library, for you"
    assert '"proxy":true' in list(register.saved_lines(place))[-1].replace(" ", "")


@pytest.mark.parametrize("words", ["", "   ", "\x00\x1f", "a" * 601])
def test_no_words_and_too_many_words_are_refused_with_what_to_do(
    place: Any, make_person: Any, citizen_of: Any, words: str
) -> None:
    person = make_person()
    with pytest.raises(Refused) as refused:
        begin_plan(place=place, person=person, words=words, by=citizen_of(person))
    assert refused.value.field == "words"


def test_one_plan_in_use_a_person_and_a_new_one_after_it_ended(make_plan: Any, place: Any) -> None:
    plan = make_plan()
    with pytest.raises(Refused):
        begin_plan(place=place, person=plan.person, words="Another", by=plan.actor)
    end_plan(plan=plan, by=plan.actor)
    again = begin_plan(place=place, person=plan.person, words="Another", by=plan.actor)
    assert plans.plan_of(plan.person) == again


def test_every_version_stays_readable_to_the_person(make_plan: Any, officer: Any) -> None:
    plan = make_plan("First words")
    reword_plan(plan=plan, words="Second words", by=plan.actor)
    reword_plan(plan=plan, words="Third words", by=officer)
    versions = plans.versions_of(plan)
    assert [v.words for v in versions] == ["Third words", "Second words", "First words"]
    assert [v.author for v in versions] == [f"{officer.shown_as}, for you", "you", "you"]


@pytest.mark.parametrize("stranger", [Actor("somebody", "nobody"), Actor("a club", "provider")])
def test_nobody_else_changes_a_plan(make_plan: Any, offer: Any, stranger: Actor) -> None:
    plan = make_plan()
    act = choose_offer(plan=plan, offer=offer("A drill"), by=plan.actor)
    for write in (
        lambda: reword_plan(plan=plan, words="Not mine", by=stranger),
        lambda: say_what_you_offer(plan=plan, words="x", by=stranger),
        lambda: add_aspiration(plan=plan, words="x", facets=["food"], by=stranger),
        lambda: join_rounds(plan=plan, by=stranger),
        lambda: end_plan(plan=plan, by=stranger),
        lambda: erase_plan(plan=plan, by=stranger),
        lambda: answer_act(act=act, answer="yes", by=stranger),
        lambda: answer_act(act=act, answer="not_now", by=stranger),
        lambda: confirm_act(act=act, outcome="", changed="", by=stranger),
        lambda: ask_to_look_again(person=plan.person, about=act.pk, words="", by=stranger),
    ):
        with pytest.raises(NotAllowed):
            write()
    assert Plan.objects.get(place=plan.place, pk=plan.pk).words == "The house is too quiet."


def test_a_wish_is_struck_out_and_put_back_and_nothing_is_lost(make_plan: Any, offer: Any) -> None:
    """Its suggestions come back as they were: one not open any more, or said not now to on its own, stays aside."""
    plan = make_plan()
    wish = add_aspiration(plan=plan, words="Some company", facets=["company"], by=plan.actor)
    walk, tea, gone, before, again = (
        choose_offer(plan=plan, offer=offer(title), by=plan.actor, aspiration=wish)
        for title in ("A walk", "Tea", "Chess", "A choir", "A garden")
    )

    def states() -> dict[str, str]:
        return {act.title: act.state for act in plan.acts.order_by("created_at")}

    answer_act(act=before, answer="not_now", by=plan.actor)
    for _ in range(2):
        strike_out_aspiration(aspiration=wish, by=plan.actor)
    assert plans.aspirations_of(plan) == [] and set(states().values()) == {"not_now"}
    for answer in ("ask again", "not_now"):  # meanwhile they said not now to this one alone
        again.refresh_from_db()
        ask_again(act=again, by=plan.actor) if answer == "ask again" else answer_act(
            act=again, answer=answer, by=plan.actor
        )
    end_offers(place=plan.place, offers=[gone.offer], by=SYSTEM)
    put_back_aspiration(aspiration=wish, by=plan.actor)
    assert [one.words for one in plans.aspirations_of(plan)] == ["Some company"]
    back = {"A walk": "suggested", "Tea": "suggested"}
    assert states() == {"Chess": "not_now", "A choir": "not_now", "A garden": "not_now"} | back
    assert answer_act(act=HelpfulAct.objects.get(pk=walk.pk), answer="yes", by=plan.actor).state == "promised"
    assert HelpfulAct.objects.get(pk=tea.pk).aspiration_id == wish.pk
    assert plan.versions.count() == 4


def test_what_waited_for_a_wish_that_was_struck_out_comes_back_with_it(make_plan: Any, offer: Any) -> None:
    plan = make_plan()
    bed, sleep = (
        add_aspiration(plan=plan, words=words, facets=["company"], by=plan.actor)
        for words in ("A bed", "Sleep")
    )
    needed, after, last = offer("A bed"), offer("A van"), offer("A lamp")
    for one, needs in ((after, needed), (last, after)):
        Prerequisite.objects.create(place=plan.place, offer=one, needs=needs)
    for one, wish in ((needed, bed), (after, sleep), (last, sleep)):
        choose_offer(plan=plan, offer=one, by=plan.actor, aspiration=wish)

    def states() -> set[str]:
        return set(plan.acts.values_list("state", flat=True))

    strike_out_aspiration(aspiration=bed, by=plan.actor)
    assert states() == {"not_now", "lapsed"}
    put_back_aspiration(aspiration=bed, by=plan.actor)
    assert states() == {"suggested"}
    for wish in (bed, sleep):
        strike_out_aspiration(aspiration=wish, by=plan.actor)
    put_back_aspiration(aspiration=bed, by=plan.actor)
    assert plan.acts.get(offer=needed).state == "suggested"
    assert plan.acts.get(offer=after).state == "lapsed", "nobody wishes for that now"
    put_back_aspiration(aspiration=sleep, by=plan.actor)
    assert states() == {"suggested"}


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("facets", {"facets": []}),
        ("facets", {"facets": ["gold"]}),
        ("times", {"times": ["someday"]}),
        ("importance", {"importance": 4}),
        ("travel_limit_m", {"travel_limit_m": 0}),
        ("words", {"words": " "}),
    ],
)
def test_a_wish_that_cannot_be_read_is_refused_at_its_field(
    make_plan: Any, field: str, fields: dict[str, Any]
) -> None:
    plan = make_plan()
    given = {"words": "Some company", "facets": ["company"]} | fields
    with pytest.raises(Refused) as refused:
        add_aspiration(plan=plan, by=plan.actor, **given)
    assert refused.value.field == field


def test_pausing_and_going_on_keep_everything(make_plan: Any, offer: Any) -> None:
    plan = make_plan()
    act = choose_offer(plan=plan, offer=offer("A drill"), by=plan.actor)
    answer_act(act=act, answer="yes", by=plan.actor)
    pause_plan(plan=plan, by=plan.actor)
    assert plan.state == "paused"
    with pytest.raises(Refused):
        join_rounds(plan=plan, by=plan.actor)
    resume_plan(plan=plan, by=plan.actor)
    assert [one.act.state for one in support.acts_of(plan)] == ["promised"]


def test_ending_lets_go_of_every_place_and_an_ended_plan_stays_ended(make_plan: Any, offer: Any) -> None:
    plan = make_plan()
    bed = offer("A bed", places=1, key="bed")
    van = offer("A van", needs=(bed.exchange_id,))
    for one in (bed, van):
        answer_act(act=choose_offer(plan=plan, offer=one, by=plan.actor), answer="yes", by=plan.actor)
    end_plan(plan=plan, by=plan.actor)
    assert bed.capacity.get().held == 0
    assert not HelpfulAct.objects.filter(place=plan.place, plan=plan, state__in=HelpfulAct.LIVE).exists()
    with pytest.raises(Refused):
        resume_plan(plan=plan, by=plan.actor)


def test_what_is_offered_may_be_empty_and_is_never_read_as_a_wish(make_plan: Any) -> None:
    plan = make_plan()
    say_what_you_offer(plan=plan, words="Sewing, on Tuesdays", by=plan.actor)
    assert plan.can_offer == "Sewing, on Tuesdays"
    assert plans.aspirations_of(plan) == []
    say_what_you_offer(plan=plan, words="", by=plan.actor)
    assert Plan.objects.get(place=plan.place, pk=plan.pk).can_offer == ""


def _rows_about(ids: set[str]) -> list[str]:
    """Rows of any table, but the append-only ones, that hold one of `ids`."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if table in ("core_registerentry", "people_accessrecord"):
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                text = " ".join(str(value).replace("-", "") for value in row)
                found += [table for one in ids if one in text]
    return found


def _sealed_texts() -> list[str]:
    """Every sealed text in the database, opened: what somebody with the keys could still read."""
    opened = []
    for model in apps.get_models():
        names = [
            f.name.removesuffix("_sealed")
            for f in model._meta.get_fields()
            if isinstance(f, models.BinaryField) and f.name.endswith("_sealed")
        ]
        if not names:
            continue
        for row in model._base_manager.all():
            for name in names:
                if hasattr(type(row), name):
                    opened.append(getattr(row, name))
    return opened


def test_erasing_destroys_the_words_and_the_register_still_verifies(
    make_plan: Any, offer: Any, place: Any, officer: Any
) -> None:
    plan = make_plan(
        "Canarybird words",
        called="Canarybird",
        channel="phone",
        contact="canarybird 1",
        facts={"carer": True},
    )
    wish = add_aspiration(plan=plan, words="Canarybird wish", facets=["company"], by=plan.actor)
    say_what_you_offer(plan=plan, words="Canarybird sewing", by=plan.actor)
    act = choose_offer(plan=plan, offer=offer("A walk"), by=plan.actor, aspiration=wish)
    answer_act(act=act, answer="yes", by=plan.actor)
    confirm_act(act=act, outcome="Canarybird outcome", changed="yes", by=plan.actor, on=today())
    add_own_act(
        plan=plan, title="Canarybird rings", shown_from="My sister", kind="service", sphere="personal",
        by=plan.actor,
    )  # fmt: skip
    never = choose_offer(plan=plan, offer=offer("A dance"), by=plan.actor)
    veto_offer(act=never, by=plan.actor)
    ask_to_look_again(person=plan.person, about=act.pk, words="Canarybird asks", by=plan.actor)
    give_consent(person=plan.person, what="first name", with_whom="A club", why="to know", until=today())
    open_record(place=place, actor=officer, person=plan.person, why="Canarybird rang", subject=plan.pk)
    log_gap(place=place, facets=wish.facets, source="plan", about=wish.pk)
    assert any("Canarybird rang" in text for text in _sealed_texts())
    ids = {plan.pk.hex, plan.person_id.hex, wish.pk.hex, act.pk.hex}

    erase_plan(plan=plan, by=plan.actor)

    assert not any("anarybird" in text for text in _sealed_texts())
    assert _rows_about(ids) == []
    assert Gap.objects.filter(place=place).count() == 1, "what nobody has yet stays, and points at nobody"
    assert [look.by_shown_as for look in AccessRecord.objects.filter(place=place)] == [officer.shown_as]
    assert "anarybird" not in "\n".join(register.saved_lines(place))


def test_erasing_takes_earlier_plans_too_and_frees_their_places(
    make_plan: Any, offer: Any, place: Any
) -> None:
    plan = make_plan("Earlier words")
    end_plan(plan=plan, by=plan.actor)
    again = begin_plan(place=place, person=plan.person, words="Later words", by=plan.actor)
    bed = offer("A bed", places=1)
    answer_act(act=choose_offer(plan=again, offer=bed, by=plan.actor), answer="yes", by=plan.actor)
    erase_plan(plan=again, by=plan.actor)
    assert not Plan.objects.filter(place=place, person=plan.person_id).exists()
    assert bed.capacity.get().held == 0


def test_somebody_whose_offer_others_use_stays_as_its_giver_with_nothing_they_told(
    make_plan: Any, offer: Any, place: Any
) -> None:
    plan = make_plan(called="Asha", channel="phone", contact="01632 960001", facts={"carer": True})
    offer("Sewing", kind="service", giver=plan.person)
    erase_plan(plan=plan, by=plan.actor)
    left = Person.objects.get(place=place, pk=plan.person_id)
    assert (left.called, left.contact, left.facts, left.ward, left.phrase_hash) == ("", "", {}, None, "")
