"""Yes, not now, never, done; and what a sharing round gave, why, and how to ask again."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from plan_makers import answer_on_page, asha, key, no_tries_yet, offer, round_of, text

from helpfulacts.coordination import selectors as coordination
from helpfulacts.core.clock import date_in_words, now, today
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft, Weekly
from helpfulacts.directory.facets import DAYS
from helpfulacts.directory.models import BookedSlot, Booking
from helpfulacts.people import selectors as people
from helpfulacts.promises.models import Promise
from helpfulacts.support import plans
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.book_for_act import TRIGGER
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.models import ActDependency, HelpfulAct, Veto
from helpfulacts.web.views.plan_round import split_bar

CAME = {"day": "2026-01-05", "said": "2026-01-05", "was": ["", ""], "end": False}


def test_yes_not_now_ask_again_and_never_from_the_page(place: Any, asha: Any, offer: Any) -> None:
    act = choose_offer(plan=asha.plan, offer=offer("A slow cooker", places=1), by=asha.actor)
    assert "1 thing needs your answer" in text(asha.browser.get("/testham/plan"))
    answer_on_page(asha, act, answer="yes")
    assert support.get_act(place, act.pk).state == "promised"
    said = answer_on_page(asha, act, answer="not_now")
    assert "You lose nothing" in text(said)
    assert "You had said yes to A slow cooker." in text(said)
    asha.browser.post(f"/testham/plan/acts/{act.pk}/ask-again", {"key": key()})
    assert support.get_act(place, act.pk).state == "suggested"
    asha.browser.post(f"/testham/plan/acts/{act.pk}/never", {"key": key()})
    assert Veto.objects.filter(place=place, person=asha.person).count() == 1
    refused = asha.browser.post(f"/testham/plan/acts/{act.pk}/ask-again", {"key": key()}, follow=True)
    assert "not this one" in text(refused)
    asha.browser.post(f"/testham/plan/never/{act.offer_id}/lift", {"key": key()})
    assert not Veto.objects.filter(place=place).exists()


def test_a_not_now_from_an_older_page_says_that_it_had_been_a_yes_and_offers_it_again(
    place: Any, asha: Any, offer: Any
) -> None:
    act = choose_offer(plan=asha.plan, offer=offer("A slow cooker", places=1), by=asha.actor)
    answer_on_page(asha, act, answer="yes")
    said = text(answer_on_page(asha, act, answer="not_now"))
    assert "You had said yes to A slow cooker." in said and "Say yes to it again" in said
    assert "You had said yes" not in text(asha.browser.get("/testham/plan"))
    asha.browser.post(f"/testham/plan/acts/{act.pk}/ask-again", {"key": key(), "answer": "yes"})
    assert support.get_act(place, act.pk).state == "promised"
    fresh = choose_offer(plan=asha.plan, offer=offer("A drill"), by=asha.actor)
    assert "You had said yes" not in text(answer_on_page(asha, fresh, answer="not_now"))


def test_to_stop_an_act_says_what_waited_for_it_and_went_too(asha: Any, offer: Any) -> None:
    first, second, third, apart = (
        choose_offer(plan=asha.plan, offer=offer(title), by=asha.actor)
        for title in ("A van", "A bed", "A mattress", "A drill")
    )
    for act, needs in ((second, first), (third, second)):
        ActDependency.objects.create(place=act.place, act=act, needs=needs)

    def stopped(act: Any) -> str:
        return text(asha.browser.post(f"/testham/plan/acts/{act.pk}/stop", {"key": key()}, follow=True))

    answer_on_page(asha, first, answer="yes")
    assert "It has stopped. You need not say why." in stopped(apart)
    said = stopped(first)
    assert "It has stopped. Two things that wait for it are put aside: A bed; A mattress." in said
    fourth, fifth = (
        choose_offer(plan=asha.plan, offer=offer(one), by=asha.actor) for one in ("Oil", "A saw")
    )
    ActDependency.objects.create(place=fifth.place, act=fifth, needs=fourth)
    assert "It has stopped. One thing that waits for it is put aside: A saw." in stopped(fourth)


def test_what_comes_after_a_yes_is_said_only_while_it_is_still_to_come(asha: Any, offer: Any) -> None:
    next_is = "Somebody puts you in touch, once you both say yes."
    act = choose_offer(plan=asha.plan, offer=offer("A drill", what_next=next_is), by=asha.actor)

    def plan() -> str:
        return text(asha.browser.get("/testham/plan"))

    assert f"If you say yes: {next_is}" in plan()
    answer_on_page(asha, act, answer="yes")
    assert next_is in plan(), "they have not said yes yet"
    HelpfulAct.objects.filter(pk=act.pk).update(giver_said_yes_at=now())
    assert next_is not in plan()
    HelpfulAct.objects.filter(pk=act.pk).update(giver_said_yes_at=None, came=[CAME])
    assert next_is not in plan()


def test_what_i_put_there_myself_says_so_and_the_note_leads_to_the_first(asha: Any, offer: Any) -> None:
    first = choose_offer(plan=asha.plan, offer=offer("A drill"), by=asha.actor)
    answer = asha.browser.get("/testham/plan")
    page = text(answer)
    assert "Waits for your answer" in page and "You put this here." in page and "Why this?" not in page
    assert f'href="#act-{first.pk}"' in answer.content.decode() and "Any time you like" in page


def test_a_wish_can_be_said_another_way_and_stays_the_same_wish(place: Any, asha: Any) -> None:
    wish = add_aspiration(plan=asha.plan, words="Somebody to talk to", facets=["company"], by=asha.actor)
    form = asha.browser.get(f"/testham/plan/wish?change={wish.pk}").content.decode()
    assert "Somebody to talk to" in form and "Keep the change" in form
    asha.browser.post("/testham/plan/wish", {
        "key": key(), "change": str(wish.pk), "words": "Somebody to walk with", "facets": ["company", "moving"],
        "importance": "3", "travel_limit_m": "16000", "times": ["tue_eve", "sun_eve", "wed_pm"],
    })  # fmt: skip
    (kept,) = plans.aspirations_of(asha.plan)
    assert (kept.pk, kept.words, kept.travel_limit_m) == (wish.pk, "Somebody to walk with", 16000)
    assert "Wednesday afternoons, Tuesday and Sunday evenings" in text(asha.browser.get("/testham/plan"))
    assert asha.browser.get("/testham/plan/wish?change=nonsense").status_code in (302, 404)


def test_a_full_offer_says_the_number_in_the_queue(
    place: Any, asha: Any, offer: Any, make_person: Any, citizen_of: Any
) -> None:
    bed = offer("A bed", places=1)
    other = make_person()
    plan = begin_plan(place=place, person=other, words="A bed", by=citizen_of(other))
    from helpfulacts.support.actions.answer_act import answer_act

    answer_act(
        act=choose_offer(plan=plan, offer=bed, by=citizen_of(other)), answer="yes", by=citizen_of(other)
    )
    act = choose_offer(plan=asha.plan, offer=bed, by=asha.actor)
    said = text(answer_on_page(asha, act, answer="yes"))
    assert "You are number 1 in the queue" in said


def test_a_press_sent_twice_has_one_effect_and_says_no_error(place: Any, asha: Any, offer: Any) -> None:
    act = choose_offer(plan=asha.plan, offer=offer("A drill"), by=asha.actor)
    once = key()
    for _ in range(2):
        answer = asha.browser.post(
            f"/testham/plan/acts/{act.pk}/answer", {"key": once, "answer": "yes"}, follow=True
        )
        assert 'class="said error"' not in answer.content.decode()
    assert Promise.objects.filter(place=place, kind="act").count() == 1


def test_a_first_name_is_shared_only_when_ticked(place: Any, asha: Any, offer: Any) -> None:
    for title, given in (("A drill", {}), ("A saw", {"first_name": "1"})):
        act = choose_offer(plan=asha.plan, offer=offer(title), by=asha.actor)
        answer_on_page(asha, act, answer="yes", **given)
    consents = people.consents_of(asha.person)
    assert [(one.what, one.with_whom) for one in consents] == [("first name", "A tool library")]
    asha.browser.post(f"/testham/plan/sharing/{consents[0].pk}/stop", {"key": key()})
    assert people.consents_of(asha.person)[0].withdrawn_at is not None


def test_done_and_what_changed_in_the_persons_own_words(place: Any, asha: Any, offer: Any) -> None:
    act = choose_offer(plan=asha.plan, offer=offer("A drill"), by=asha.actor)
    answer_on_page(asha, act, answer="yes")
    asked = asha.browser.post(f"/testham/plan/acts/{act.pk}/done", {"key": key()}, follow=True)
    assert "What changed for you?" in text(asked)
    asha.browser.post(
        f"/testham/plan/acts/{act.pk}/confirm",
        {"key": key(), "on_day": today().isoformat(), "outcome": "The shelf is up", "changed": "yes"},
    )
    assert "The shelf is up" in text(asha.browser.get("/testham/plan"))


def test_costs_stand_by_bearer_with_unpaid_time_and_no_total(asha: Any, offer: Any) -> None:
    costs = (
        {"bearer": "The library", "sphere": "civic", "pence": 500, "paid_minutes": 0, "unpaid_minutes": 30},
        {"bearer": "The council", "sphere": "public", "pence": 0, "paid_minutes": 90, "unpaid_minutes": 0},
    )
    choose_offer(plan=asha.plan, offer=offer("A drill", costs=costs), by=asha.actor)
    page = asha.browser.get("/testham/plan").content.decode()
    table = page[page.index('<table class="bearers">') : page.index("</table>")]
    assert "£5" in table and "half an hour" in table and "1½\u00a0hours" in table
    assert "<tfoot" not in table and not re.search(r"\btotal\b", table, re.I)


def test_suggestions_come_with_a_reason_made_from_stored_inputs(place: Any, asha: Any, offer: Any) -> None:
    offer("A cooker")
    add_aspiration(plan=asha.plan, words="A cooker that works", facets=["furniture"], by=asha.actor)
    page = text(asha.browser.post("/testham/plan/suggest", {"key": key()}, follow=True))
    (act,) = HelpfulAct.objects.filter(place=place)
    assert "You asked for: beds, cookers, furniture" in page
    why = text(asha.browser.get(f"/testham/plan/acts/{act.pk}/why"))
    assert "You asked for: beds, cookers, furniture" in why
    assert "Your sentence. Only the words you ticked." in why


def test_help_the_person_already_has_stands_beside_the_rest(asha: Any) -> None:
    asha.browser.post(
        "/testham/plan/own-help",
        {
            "key": key(), "title": "Meena rings me on Sundays", "shown_from": "My sister", "kind": "connection",
            "sphere": "personal", "minutes": "30",
        },
    )  # fmt: skip
    page = text(asha.browser.get("/testham/plan"))
    assert "Meena rings me on Sundays" in page and "My sister gives half an hour, unpaid." in page


def test_the_bar_is_drawn_only_from_counts_that_may_be_spoken() -> None:
    bar = split_bar("29", "17")
    assert bar is not None and (bar.rule, bar.draw) == (29, 17)
    assert bar.rule_width / bar.draw_width == pytest.approx(29 / 17, rel=0.01)
    assert bar.draw_at + bar.draw_width <= 328
    only = split_bar("1,204", "no")
    assert only is not None and (only.rule, only.draw) == (1204, 0)
    assert split_bar("some", "17") is None
    assert split_bar("29", "some") is None
    assert split_bar("no", "no") is None


def test_before_any_round_the_page_says_what_is_needed(asha: Any) -> None:
    page = text(asha.browser.get("/testham/plan/round"))
    assert "You have not been in a sharing round yet" in page
    answer = asha.browser.post("/testham/plan/round/challenge", {"key": key(), "words": ""}, follow=True)
    assert "nothing to look at again" in text(answer)


def test_placed_refused_and_gap_each_say_what_why_next_and_whom_to_ask(round_of: Any, place: Any) -> None:
    assert set(round_of) == {"placed", "refused", "gap"}
    _, browser = round_of["placed"]
    page = text(browser.get("/testham/plan/round"))
    for words in ("You can have a shared bed, if you want it", "Why you?", "What happens next?", "What if I say not now?",
                  "What if I do not answer?", "What we did not use", "Check the draw yourself"):  # fmt: skip
        assert words in page
    drawn = coordination.explanation_for(coordination.my_latest(round_of["placed"][0])).ticket
    short = int(drawn[:8], 16) * 1000 // 16**8
    assert f"Your number in the draw {short} (from 0 to 999)" in page and drawn in page
    assert page.index("SHA-256") > page.index("How to work it out, exactly")
    _, browser = round_of["refused"]
    page = text(browser.get("/testham/plan/round"))
    for words in ("We could not find you a place this time", "Next round", "Talk to a person",
                  "If you think this is wrong", "some", "Open now"):  # fmt: skip
        assert words in page
    _, browser = round_of["gap"]
    page = text(browser.get("/testham/plan/round"))
    for words in ("Nobody has this yet", "Next round", "without your name or words"):
        assert words in page


@pytest.fixture
def playgroup(offer: Any) -> Any:
    """Open help that fits a little, so that nothing shared does and it is no gap."""
    from helpfulacts.directory.models import Offer

    Offer.objects.filter(pk=offer("A playgroup").pk).update(facets={"childcare": 1})


def test_where_open_help_fits_nobody_is_told_that_nobody_has_it(playgroup: Any, round_of: Any) -> None:
    _, browser = round_of["gap"]
    page = text(browser.get("/testham/plan/round"))
    assert "No shared place fits yet. One thing is open now" in page and "A playgroup" in page
    assert page.index("A playgroup") < page.index("What we found")
    assert "What if there is still nothing?" in page
    assert "Nobody has this yet" not in page and "Written down" not in page


def test_a_challenge_is_a_promise_by_the_partnership_in_five_working_days(round_of: Any, place: Any) -> None:
    person, browser = round_of["refused"]
    answer = browser.post(
        "/testham/plan/round/challenge", {"key": key(), "words": "I do look after my mum"}, follow=True
    )
    promise = Promise.objects.get(place=place, by_noun="partnership")
    assert (promise.to_id, promise.what) == (person.pk, "Look again: I do look after my mum")
    assert dt.timedelta(days=5) <= promise.due - today() <= dt.timedelta(days=7)
    assert "You have asked for it to be looked at again" in text(answer)
    again = browser.post("/testham/plan/round/challenge", {"key": key(), "words": ""})
    assert again.status_code == 422
    assert Promise.objects.filter(place=place, by_noun="partnership").count() == 1


def test_saying_yes_to_a_place_from_a_round(round_of: Any, place: Any) -> None:
    person, browser = round_of["placed"]
    act = HelpfulAct.objects.get(place=place, plan__person=person)
    browser.post(f"/testham/plan/acts/{act.pk}/answer", {"key": key(), "answer": "yes"})
    assert support.get_act(place, act.pk).state == "promised"
    assert "You said yes" in text(browser.get("/testham/plan/round"))


def _room(place: Any, each: int) -> Any:
    """A room to book, of which one person can have `each` hours."""
    every_day = tuple(Weekly(day, dt.time(9), dt.time(17)) for day in DAYS)
    room = OfferDraft(
        title="The quiet room", kind="resource", sphere="civic", shown_from="A club", weekly=every_day, where=("venue",),
        particulars={"mode": "booked", "unit": "hour", "amount": 40, "each": each}, on_bank_holidays="runs",
    )  # fmt: skip
    return list_offers(place=place, drafts=[room])[0]


def test_what_is_booked_by_the_half_hour_is_booked_from_the_plan_and_leads_back(
    place: Any, asha: Any
) -> None:
    act = choose_offer(plan=asha.plan, offer=_room(place, each=2), by=asha.actor)
    link = f'href="/testham/offers/{act.offer_id}/book"'
    assert link not in asha.browser.get("/testham/plan").content.decode(), "nothing is agreed yet"
    answer_on_page(asha, act, answer="yes")
    assert link in asha.browser.get("/testham/plan").content.decode()
    day = today() + dt.timedelta(days=2)
    page = asha.browser.get(f"/testham/offers/{act.offer_id}/book?day={day}").content.decode()
    assert f'href="/testham/plan#act-{act.pk}"' in page
    sent = {"key": key(), "first": 20, "until": 24, "whom": "act"}
    answer = asha.browser.post(f"/testham/offers/{act.offer_id}/book?day={day}", sent)
    assert answer.url == f"/testham/plan#act-{act.pk}"
    said = text(asha.browser.get("/testham/plan"))
    assert f"You have booked {date_in_words(day)}, 10am to noon" in said
    assert "You have booked all that one person can have of it" in said, "two hours, as its page says"


def test_booked_time_is_given_back_from_the_plan_and_booked_again_there(place: Any, asha: Any) -> None:
    act = choose_offer(plan=asha.plan, offer=_room(place, each=3), by=asha.actor)
    answer_on_page(asha, act, answer="yes")
    day = today() + dt.timedelta(days=2)
    asha.browser.post(
        f"/testham/offers/{act.offer_id}/book?day={day}",
        {"key": key(), "first": 20, "until": 24, "whom": "act"},
    )
    booking, words = Booking.objects.get(), f"{date_in_words(day)}, 10am to noon"
    said = text(asha.browser.get("/testham/plan"))
    assert f"Give it back : {words}" in said and "Book another time" in said
    back, again = (f"/testham/plan/booked/{booking.pk}/{way}" for way in ("give-back", "again"))
    said = text(asha.browser.post(back, {"key": key()}, follow=True))
    assert "You gave the time back" in said and f"Book it again : {words}" in said
    assert f"You have booked {words}" not in said and not BookedSlot.objects.exists()
    assert not Promise.objects.filter(trigger=TRIGGER).exists(), "nobody is told what they did themselves"
    assert "already" in text(asha.browser.post(back, {"key": key()}, follow=True))
    said = text(asha.browser.post(again, {"key": key()}, follow=True))
    assert f"You have booked {words}" in said and BookedSlot.objects.count() == 4
