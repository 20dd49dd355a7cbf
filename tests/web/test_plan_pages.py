"""The pages of a person's own plan: theirs to read and change, nothing personal in an address."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from plan_makers import GET_PAGES, asha, key, no_tries_yet, offer, text

from helpfulacts.core.clock import today
from helpfulacts.directory.facets import FACTS
from helpfulacts.people import looks
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.give_consent import give_consent
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.models import Person
from helpfulacts.promises.models import Promise
from helpfulacts.support import plans
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import say_what_you_offer
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.models import Aspiration, HelpfulAct, Plan


@pytest.mark.parametrize("page", GET_PAGES)
def test_nobody_opens_a_page_of_somebody_elses_plan(asha: Any, page: str) -> None:
    answer = Client().get(f"/testham/{page}")
    assert (answer.status_code, answer["Location"]) == (302, "/testham/plan/come-back")


def test_somebody_elses_act_wish_or_consent_is_as_good_as_not_there(
    place: Any, asha: Any, make_person: Any, citizen_of: Any, offer: Any
) -> None:
    other = people.get_person(place, make_person().pk)
    by = citizen_of(other)
    plan = begin_plan(place=place, person=other, words="Canarybird", by=by)
    wish = add_aspiration(plan=plan, words="Canarybird", facets=["food"], by=by)
    act = choose_offer(plan=plan, offer=offer("A canarybird"), by=by)
    consent = give_consent(person=other, what="first name", with_whom="A club", why="to know", until=today())
    for path in (
        f"acts/{act.pk}/answer",
        f"acts/{act.pk}/never",
        f"acts/{act.pk}/done",
        f"acts/{act.pk}/stop",
        f"acts/{act.pk}/confirm",
        f"wish/{wish.pk}/strike",
        f"sharing/{consent.pk}/stop",
    ):
        answer = asha.browser.post(f"/testham/plan/{path}", {"key": key(), "answer": "yes"}, follow=True)
        assert "anarybird" not in text(answer)
    assert "anarybird" not in text(asha.browser.get(f"/testham/plan/acts/{act.pk}/why", follow=True))
    assert support.get_act(place, act.pk).state == "suggested"
    assert Aspiration.objects.get(pk=wish.pk).state == "open"
    assert people.consents_of(other)[0].withdrawn_at is None


def test_every_field_written_about_a_person_is_there_for_them_to_read(
    place: Any, asha: Any, offer: Any, officer: Any
) -> None:
    """Canaries in every place where something is written about a person, looked for on their own pages."""
    from helpfulacts.people.actions.correct_facts import correct_facts
    from helpfulacts.people.actions.reach_person import reach_person
    from helpfulacts.support.actions.ask_a_person import ask_to_look_again
    from helpfulacts.support.actions.change_plan import reword_plan

    person, plan, by = asha.person, asha.plan, asha.actor
    reach_person(person=person, channel="phone", contact="01632 960555")
    correct_facts(
        person=person, facts={"veteran": True}, age_band="65-79", languages=["bsl"], called="Nightbird"
    )
    Person.objects.filter(pk=person.pk).update(vouched_by="Jaybird vouched", missed_rounds=3)
    wish = add_aspiration(
        plan=plan, words="Wishbird", facets=["nature"], by=by, importance=3, times=["sun_eve"],
        travel_limit_m=16000, needs_step_free=True,
    )  # fmt: skip
    say_what_you_offer(plan=plan, words="Giftbird", by=by)
    reword_plan(plan=plan, words="Newbird", by=officer)
    act = choose_offer(plan=plan, offer=offer("A bird walk"), by=by, aspiration=wish)
    HelpfulAct.objects.filter(pk=act.pk).update(state="confirmed", changed_anything="a_bit")
    act.outcome = "Outcomebird"
    HelpfulAct.objects.filter(pk=act.pk).update(outcome_sealed=act.outcome_sealed)
    give_consent(person=person, what="first name", with_whom="Clubbird", why="Whybird", until=today())
    open_record(place=place, actor=officer, person=person, why="Lookbird", noun="plan")
    ask_to_look_again(person=person, about=act.pk, words="Askbird", by=by)
    never = choose_offer(plan=plan, offer=offer("Never bird"), by=by)
    asha.browser.post(f"/testham/plan/acts/{never.pk}/never", {"key": key()})

    pages = [asha.browser.get(f"/testham/{page}") for page in GET_PAGES]
    seen = " ".join(text(page) for page in pages) + " ".join(
        " ".join(re.findall(r'value="([^"]*)"', page.content.decode())) for page in pages
    )
    for canary in (
        "01632 960555", "Nightbird", "Jaybird vouched", "Wishbird", "Giftbird", "Newbird", "The house is too quiet.",
        "Outcomebird", "Clubbird", "Whybird", "Lookbird", "Askbird", "Never bird", "A bird walk",
        officer.shown_as, "Sunday evening", "no steps", "10 miles", "matters most of all", "Being outdoors", "TT1 1",
        "North", person.ticket_id,
    ):  # fmt: skip
        assert canary in seen, f"{canary} is written about the person and shown nowhere"
    facts = asha.browser.get("/testham/plan/facts").content.decode()
    assert re.search(r'name="fact_veteran"\s+value="yes"[^>]*checked', facts)
    assert re.search(r'value="bsl"[^>]*checked', facts) and re.search(r'value="65-79"\s+selected', facts)
    # Who looked is read with the desk there by somebody who must not be found: said of them last.
    Person.objects.filter(pk=person.pk).update(protected=True)
    held = text(asha.browser.get("/testham/plan/facts"))
    assert re.search(r"Rounds without a place 3", held) and re.search(
        r"Extra care with your record Yes", held
    )


def test_not_said_stays_not_known_and_each_fact_says_why_it_is_asked(place: Any, asha: Any) -> None:
    from helpfulacts.coordination.actions.enact_rules import enact_shipped_rules

    enact_shipped_rules(place=place)
    sent = asha.browser.get("/testham/plan/facts").content.decode()
    page = text(asha.browser.get("/testham/plan/facts"))
    assert page.count("The rule: People with no food, warmth, bed or safety come first.") == 1
    for words in FACTS.values():  # the reason stands before what is asked, and each control is tied to it
        assert page.index("The rule:") < page.index(f"{words}.")
    assert set(re.findall(r'class="field fact"><fieldset aria-describedby="([^"]+)"', sent)) <= set(
        re.findall(r'<p id="([^"]+)"', sent)
    )
    assert "Some help is only for some ages." in page and "So that somebody speaks yours." in page
    assert "never puts you last" in page
    asha.browser.post("/testham/plan/facts", {"key": key(), "fact_carer": "yes", "fact_no_bed": "no"})
    assert people.get_person(place, asha.person.pk).facts == {"carer": True, "no_bed": False}
    asha.browser.post("/testham/plan/facts", {"key": key(), "fact_carer": "", "fact_no_bed": "no"})
    assert people.get_person(place, asha.person.pk).facts == {"no_bed": False}


def test_words_change_and_every_version_can_be_read(asha: Any) -> None:
    asha.browser.post("/testham/plan/words", {"key": key(), "words": "I would like to sew again."})
    page = text(asha.browser.get("/testham/plan/words"))
    assert "I would like to sew again." in page and "The house is too quiet." in page


def test_the_first_wish_is_read_from_the_sentence_and_the_person_puts_it_right(place: Any) -> None:
    browser = Client()
    browser.post("/testham/plan/begin", {"words": "My cooker is broken", "key": key()})
    page = browser.get("/testham/plan/wish?first=1").content.decode()
    assert "A computer read your sentence" in page
    [begun] = Aspiration.objects.filter(place=place)
    assert f'name="change" value="{begun.pk}"' in page
    assert re.search(r'value="furniture"[^>]*checked', page)
    browser.post(
        "/testham/plan/wish",
        {
            "key": key(), "words": "A cooker that works", "facets": ["repairs"], "importance": "3",
            "travel_limit_m": "1600", "times": ["tue_eve"], "change": str(begun.pk),
        },
    )  # fmt: skip
    wish = Aspiration.objects.get(place=place)
    assert (wish.facets, wish.importance, wish.times, wish.travel_limit_m) == (
        ["repairs"],
        3,
        ["tue_eve"],
        1600,
    )


def test_a_wish_is_struck_out_and_put_back_from_the_page(asha: Any) -> None:
    wish = add_aspiration(plan=asha.plan, words="Company", facets=["company"], by=asha.actor)
    asha.browser.post(f"/testham/plan/wish/{wish.pk}/strike", {"key": key()})
    assert plans.aspirations_of(asha.plan) == []
    asha.browser.post(f"/testham/plan/wish/{wish.pk}/put-back", {"key": key()})
    assert plans.aspirations_of(asha.plan) == [wish]


def test_pause_go_on_end_and_delete(place: Any, asha: Any) -> None:
    for to, state in (("pause", "paused"), ("resume", "live"), ("end", "ended")):
        asha.browser.post("/testham/plan/state", {"key": key(), "to": to})
        assert Plan.objects.get(pk=asha.plan.pk).state == state
    unsure = asha.browser.post("/testham/plan/delete", {"key": key()})
    assert unsure.status_code == 422 and Plan.objects.filter(pk=asha.plan.pk).exists()
    gone = asha.browser.post("/testham/plan/delete", {"key": key(), "sure": "on"})
    assert "Your plan is deleted" in text(gone)
    assert not Plan.objects.filter(place=place).exists()
    assert asha.browser.get("/testham/plan")["Location"] == "/testham/plan/come-back"


def test_joining_rounds_is_a_plain_yes_that_can_be_taken_back(asha: Any) -> None:
    page = text(asha.browser.get("/testham/plan/rounds"))
    assert "It never reads your sentence or what you can offer." in page
    asha.browser.post("/testham/plan/rounds", {"key": key(), "join": "yes"})
    assert Plan.objects.get(pk=asha.plan.pk).in_rounds
    asha.browser.post("/testham/plan/rounds", {"key": key(), "join": "no"})
    assert not Plan.objects.get(pk=asha.plan.pk).in_rounds


def test_somebody_at_the_desk_writes_by_proxy_and_the_person_sees_it(
    place: Any, asha: Any, officer: Any
) -> None:
    from helpfulacts.people.models import Account

    desk = Client()
    desk.force_login(
        Account.objects.get(pk=officer.account_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    desk.post("/testham/plan/come-back", {"phrase": give_phrase(person=asha.person)})
    assert "You are writing for somebody else" in text(desk.get("/testham/plan"))
    desk.post("/testham/plan/words", {"key": key(), "words": "Said at the desk."})
    assert plans.versions_of(asha.plan)[0].author == f"{officer.shown_as}, for you"
    assert [one.look.by_shown_as for one in looks.seen_by(asha.person)] == [officer.shown_as]


def test_asking_to_be_rung_needs_a_number_first(place: Any, asha: Any) -> None:
    asked = asha.browser.post("/testham/plan/ring-me", {"key": key()})
    assert asked["Location"] == "/testham/plan/reach"
    asha.browser.post("/testham/plan/reach", {"key": key(), "channel": "phone", "contact": "01632 960001"})
    asha.browser.post("/testham/plan/ring-me", {"key": key()})
    assert Promise.objects.filter(place=place, kind="tell", by_noun="desk").count() == 1


def test_where_can_be_taken_back(place: Any, asha: Any) -> None:
    asha.browser.post("/testham/plan/reach", {"key": key(), "channel": "desk", "postcode": "", "ward": ""})
    kept = people.get_person(place, asha.person.pk)
    assert (kept.postcode, kept.ward) == (None, None)
    asha.browser.post("/testham/plan/reach", {"key": key(), "channel": "desk", "postcode": "TT2 1"})
    assert people.get_person(place, asha.person.pk).ward.name == "Middle"


@pytest.mark.parametrize("page", GET_PAGES)
def test_each_page_has_one_heading_a_title_a_person_to_ask_and_a_fast_way_out(asha: Any, page: str) -> None:
    answer = asha.browser.get(f"/testham/{page}")
    body = answer.content.decode()
    assert answer.status_code == 200
    assert body.count("<h1") == 1
    assert re.search(r"<title>\s*\S+", body)
    assert "Leave this page fast" in body and "Tom at the desk" in body
    assert answer["Cache-Control"] == "no-store"
    assert "style=" not in body and "<script" not in body


@pytest.mark.parametrize("page", GET_PAGES)
def test_every_form_that_changes_something_carries_a_key_and_no_address_holds_words(
    asha: Any, page: str
) -> None:
    body = asha.browser.get(f"/testham/{page}").content.decode()
    main = body[body.index("<main") : body.index("</main>")]
    for form in re.findall(r"<form\b.*?</form>", main, re.S):
        assert 'method="post"' in form
        assert re.search(r'name="key" value="[^"]{8,}"', form)
    assert "quiet" not in " ".join(re.findall(r'(?:href|action)="([^"]*)"', body))
