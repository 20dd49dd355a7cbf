"""What ends and what is old: a finished act, an ended plan, and a form from a page that was left open."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from office_samples import World, build, post, text_of
from plan_makers import CRISIS, answer_on_page, asha, key, no_tries_yet, offer, text

from helpfulacts.core.clock import today
from helpfulacts.people import selectors as people
from helpfulacts.promises.actions.ask_desk_to_tell import ask_desk_to_tell
from helpfulacts.promises.models import Promise
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.change_plan import end_plan, join_rounds, reword_plan
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.close_by_date import close_untold
from helpfulacts.support.actions.forget_giver import forget_giver
from helpfulacts.support.actions.report_act import mark_done
from helpfulacts.support.models import HelpfulAct, Plan


def version_on(page: Any) -> str:
    return str(page.content.decode().partition('name="version" value="')[2].partition('"')[0])


@pytest.mark.parametrize(("page", "field"), [("words", "words"), ("can-offer", "can_offer")])
def test_a_form_left_open_keeps_what_was_typed_and_says_what_happened_meanwhile(
    asha: Any, page: str, field: str
) -> None:
    left_open = version_on(asha.browser.get(f"/testham/plan/{page}"))
    reword_plan(plan=asha.plan, words="Changed at the desk", by=asha.actor)
    join_rounds(plan=asha.plan, by=asha.actor)
    sent = {"key": key(), "version": left_open, field: "Typed before"}
    answer = asha.browser.post(f"/testham/plan/{page}", sent)
    assert answer.status_code == 422
    assert "changed after you opened this page" in text(answer) and "Typed before" in text(answer)
    kept = Plan.objects.get(pk=asha.plan.pk)
    assert (kept.words, kept.can_offer, kept.in_rounds) == ("Changed at the desk", "", True)
    again = {"key": key(), "version": version_on(answer), field: "Typed before"}
    assert asha.browser.post(f"/testham/plan/{page}", again).status_code == 302
    assert getattr(Plan.objects.get(pk=asha.plan.pk), field) == "Typed before"


def test_words_of_crisis_on_a_form_left_open_do_not_make_it_new(asha: Any) -> None:
    left_open = version_on(asha.browser.get("/testham/plan/words"))
    reword_plan(plan=asha.plan, words="Changed at the desk", by=asha.actor)
    shown = asha.browser.post("/testham/plan/words", {"key": key(), "version": left_open, "words": CRISIS})
    assert version_on(shown) == left_open
    safe = {"key": key(), "version": left_open, "words": CRISIS, "safe": "1"}
    assert asha.browser.post("/testham/plan/words", safe).status_code == 422


def test_an_ended_plan_has_no_buttons_that_change_it_and_offers_a_new_one(
    place: Any, asha: Any, offer: Any
) -> None:
    done = choose_offer(plan=asha.plan, offer=offer("A saw"), by=asha.actor)
    answer_on_page(asha, done, answer="yes")
    mark_done(act=support.get_act(place, done.pk), by=asha.actor, on=today())
    aside = choose_offer(plan=asha.plan, offer=offer("A drill"), by=asha.actor)
    answer_on_page(asha, aside, answer="not_now")
    end_plan(plan=asha.plan, by=asha.actor)
    page = asha.browser.get("/testham/plan").content.decode()
    assert "Begin a new plan" in page and "Say how it went" in page and "Read earlier words" in page
    for gone in ("ask-again", "plan/wish", "plan/can-offer", "plan/rounds", "plan/state", "Look for ideas"):
        assert gone not in page
    for path in ("wish", "can-offer", "own-help", "rounds"):
        shown = asha.browser.get(f"/testham/plan/{path}", follow=True)
        assert "This plan has ended" in text(shown) and shown.redirect_chain
    assert "<form" not in asha.browser.get("/testham/plan/words").content.decode().partition("<main")[2]
    refused = asha.browser.post("/testham/plan/words", {"key": key(), "words": "More"})
    assert "This plan has ended" in text(refused)
    again = asha.browser.post(f"/testham/plan/acts/{aside.pk}/ask-again", {"key": key()}, follow=True)
    assert "This plan has ended" in text(again)
    assert asha.browser.get("/testham/plan/begin").status_code == 200


def test_not_now_to_a_place_of_a_round_says_that_the_turn_is_kept(place: Any, asha: Any, offer: Any) -> None:
    act = choose_offer(plan=asha.plan, offer=offer("A bed"), by=asha.actor)
    HelpfulAct.objects.filter(pk=act.pk).update(from_round=True)
    said = text(answer_on_page(asha, act, answer="not_now"))
    assert "you keep your turn" in said and "ask again." not in said.partition("That is fine")[2][:60]


@pytest.fixture
def world(place: Any) -> World:
    return build(place, with_round=False)


@pytest.fixture
def comes_to_tea(world: World) -> HelpfulAct:
    """Zofia comes to tea each week: a service of the club, done and going on."""
    plan, by = Plan.objects.get(person=world.people[0]), world.actor("navigator")
    act = answer_act(act=choose_offer(plan=plan, offer=world.offers["tea"], by=by), answer="yes", by=by)
    mark_done(act=act, by=world.actor("provider"))
    return support.get_act(world.place, act.pk)


def test_the_person_says_i_have_finished_with_this_and_is_asked_how_it_went(
    world: World, comes_to_tea: HelpfulAct
) -> None:
    browser = world.browser("citizen")
    page = text_of(browser.get(world.url("plan")))
    assert "I have finished with this" in page and "until you say that you have finished" in page
    asked = browser.post(world.url(f"plan/acts/{comes_to_tea.pk}/finish"), {"key": key()}, follow=True)
    assert "It has ended" in text(asked) and "What changed for you?" in text(asked)
    assert world.offers["tea"].capacity.get().held == 0
    post(
        browser, world.url(f"plan/acts/{comes_to_tea.pk}/confirm"), outcome="I was less alone", changed="yes"
    )
    page = text_of(browser.get(world.url("plan")))
    assert "I was less alone" in page and "I have finished with this" not in page
    assert "Ask for this again" in page
    twice = browser.post(world.url(f"plan/acts/{comes_to_tea.pk}/finish"), {"key": key()}, follow=True)
    assert "ended already" in text(twice)


def test_the_giver_says_they_no_longer_come_and_the_person_is_told(
    world: World, comes_to_tea: HelpfulAct
) -> None:
    club = world.browser("provider")
    page = text_of(club.get(world.url("our-offers")))
    assert "Still with you: 1" in page and "They no longer come" in page and "Zofia" not in page
    assert post(club, world.url(f"our-offers/acts/{comes_to_tea.pk}/ended")).status_code == 302
    assert world.offers["tea"].capacity.get().held == 0
    assert "Still with you" not in text_of(club.get(world.url("our-offers")))
    told = Promise.objects.get(about_id=comes_to_tea.pk, kind="tell", trigger__contains="has ended")
    assert told.to_id == world.people[0].pk


def test_a_lent_thing_says_when_it_is_due_back_and_only_its_giver_says_that_it_is(
    world: World, comes_to_tea: HelpfulAct
) -> None:
    offer = world.offers["tea"]
    offer.kind, offer.particulars = "product", {"return_days": 14, "condition": "New", "delivery": "collect"}
    offer.save(update_fields=["kind", "particulars"])
    HelpfulAct.objects.filter(pk=comes_to_tea.pk).update(return_by=today() + dt.timedelta(days=3))
    mine = text_of(world.browser("citizen").get(world.url("plan")))
    assert "Please bring it back by" in mine and "I have finished with this" not in mine
    club = world.browser("provider")
    page = text_of(club.get(world.url("our-offers")))
    assert "It came back" in page and "Due back by" in page
    post(club, world.url(f"our-offers/acts/{comes_to_tea.pk}/ended"))
    assert offer.capacity.get().held == 0


def test_after_it_was_closed_without_a_word_the_person_may_still_say_how_it_went(
    world: World, comes_to_tea: HelpfulAct
) -> None:
    close_untold(place=world.place, day=today() + dt.timedelta(days=40))
    browser = world.browser("citizen")
    assert "Say how it went" in text_of(browser.get(world.url("plan")))
    where = world.url(f"plan/acts/{comes_to_tea.pk}/confirm")
    assert "What changed for you?" in text_of(browser.get(where))
    post(browser, where, outcome="Late, but it helped", changed="a_bit")
    assert "Late, but it helped" in text_of(browser.get(world.url("plan")))
    assert "You have told us already" in text_of(browser.get(where))


def test_what_the_desk_reads_out_has_the_day_to_answer_that_counts_now(
    world: World, comes_to_tea: HelpfulAct
) -> None:
    """It moves, once, when nobody told them in time."""
    HelpfulAct.objects.filter(pk=comes_to_tea.pk).update(
        state="suggested", holds=None, answer_by=today() + dt.timedelta(days=1)
    )
    tell = ask_desk_to_tell(
        place=world.place, to=("person", world.people[0].pk), about=("helpful act", comes_to_tea.pk),
        what="They can say yes until Doomsday.", trigger="sharing round 1 was confirmed",
    )  # fmt: skip
    page = text_of(world.browser("navigator").get(world.url(f"to-tell/{tell.pk}")))
    assert "Doomsday" not in page and "They can say yes or not now until" in page


def test_whoever_waited_for_a_giver_who_is_forgotten_reads_what_it_was_and_for_which_wish(
    place: Any, asha: Any, offer: Any, make_person: Any, citizen_of: Any
) -> None:
    giver = people.get_person(place, make_person(called="Zebedee").pk)
    wish = add_aspiration(plan=asha.plan, words="Somewhere to sit", facets=["furniture"], by=asha.actor)
    gifts = [offer(f"Zebedee's {what}", places=2, giver=giver) for what in ("chair", "stool")]
    chair, stool = [choose_offer(plan=asha.plan, offer=one, aspiration=wish, by=asha.actor) for one in gifts]
    for act in (chair, stool):
        answer_on_page(asha, act, answer="yes")
    HelpfulAct.objects.filter(pk=stool.pk).update(state="done")
    forget_giver(person=giver, by=citizen_of(giver))
    said = text(asha.browser.get("/testham/plan"))
    assert "Thing, for “Somewhere to sit”: whoever offered it has left" in said
    assert "Thing that was offered" in said and "Whoever gave this has left." in said
    assert "Zebedee" not in said
    for page in ("print", "large-print", "sharing", f"acts/{stool.pk}/costs"):
        assert "Zebedee" not in text(asha.browser.get(f"/testham/plan/{page}"))
