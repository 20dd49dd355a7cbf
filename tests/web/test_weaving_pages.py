"""The resource-weaver's pages, what givers answer, and booking: each says what stops it, and nothing is half done."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from office_samples import World, build, key, post, text_of
from test_keeper_pages import opened

from helpfulacts.core.clock import date_in_words, today
from helpfulacts.directory import weaving
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.state_condition import state_condition
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, Weekly
from helpfulacts.directory.models import BookedSlot, Booking, Weave, WeaveLift
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation
from helpfulacts.promises.models import Promise
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.models import HelpfulAct, Plan

pytestmark = pytest.mark.django_db
EVERY_DAY = tuple(
    Weekly(day, dt.time(9), dt.time(17)) for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
)


@pytest.fixture
def world(place: Any) -> World:
    world = build(place, with_round=False)
    account = begin_account(email="jo@example.org")
    grant_role(
        place=place, account=account, role="resource-weaver", shown_as="Jo, resource-weaver", body=world.club,
        begins=today(), until=today() + dt.timedelta(days=90),
    )  # fmt: skip
    world.accounts["weaver"] = account
    room = {"mode": "booked", "unit": "hour", "amount": 40, "each": 2, "fits": 20}
    drafts = [
        OfferDraft(
            title="The hall", key="hall", kind="resource", sphere="civic", provider=world.club, weekly=EVERY_DAY,
            particulars=room, where=("venue",), ward="North", on_bank_holidays="runs",
        ),
        OfferDraft(
            title="Menders", key="menders", kind="service", sphere="civic", provider=world.club, weekly=EVERY_DAY,
            particulars={"per_session": 12, "starts": "any week"}, capacity=CapacityDraft("place", 12, 12), on_bank_holidays="runs",
        ),
    ]  # fmt: skip
    for name, offer in zip(
        ("hall", "menders"), list_offers(place=place, drafts=drafts, source="w"), strict=True
    ):
        world.offers[name] = offer
    return world


def plan(world: World, **fields: Any) -> dict[str, Any]:
    day = today() + dt.timedelta(days=3)
    kept = {
        "title": "Repair Saturday", "summary": "Mend it together.", "facets": ["repairs"], "people": 10,
        "first_day": day.isoformat(), "weeks": 1, "first": 20, "until": 24, "pounds": 0,
    }  # fmt: skip
    return kept | fields


def says_yes(plan: Plan, offer: Any) -> HelpfulAct:
    by = Actor("the person", "citizen", None, plan.person_id)
    return answer_act(act=choose_offer(plan=plan, offer=offer, by=by), answer="yes", by=by)


def begun(world: World) -> tuple[Any, Weave]:
    jo = world.browser("weaver")
    parts = [str(world.offers[name].pk) for name in ("hall", "menders")]
    answer = post(jo, world.url("weaving/begin"), title="Repair Saturday", part=parts)
    assert answer.status_code == 302
    return jo, Weave.objects.get()


def test_the_whole_way_from_under_used_to_listed(world: World) -> None:
    jo, weave = begun(world)
    assert "Nobody can lift this" in text_of(jo.get(world.url(f"weaving/{weave.pk}"))), "no day is chosen"
    assert post(jo, world.url(f"weaving/{weave.pk}/change"), **plan(world)).status_code == 302
    page = text_of(jo.get(world.url(f"weaving/{weave.pk}")))
    assert "Nothing stops it." in page and "The hall” has room for 10" in page
    post(jo, world.url(f"weaving/{weave.pk}/ask"))
    keeper = world.browser("provider")
    for part in weaving.parts_of(weave):
        assert part.offer.title in text_of(keeper.get(world.url("asked-of-us")))
        post(keeper, world.url(f"asked-of-us/{part.pk}/answer"), answer="yes")
    assert BookedSlot.objects.count() == 4
    post(jo, world.url(f"weaving/{weave.pk}/list"))
    weave.refresh_from_db()
    assert weave.state == "listed" and weave.offer is not None
    shown = text_of(world.browser("nobody").get(world.url(f"offers/{weave.offer_id}")))
    assert "What it is made of" in shown and "The hall" in shown


def test_whoever_is_coming_to_a_combination_that_ends_is_told(world: World) -> None:
    test_the_whole_way_from_under_used_to_listed(world)
    weave = Weave.objects.select_related("offer").get()
    theirs = Plan.objects.select_related("person").filter(place=world.place)[0]
    act = says_yes(theirs, weave.offer)
    post(world.browser("weaver"), world.url(f"weaving/{weave.pk}/end"))
    [told] = Promise.objects.filter(trigger="an offer ended")
    assert (told.about_id, told.to_id) == (act.pk, theirs.person_id), "whoever is coming is told"


def test_the_weaver_sees_under_used_things_and_only_weavers_open_it(world: World) -> None:
    jo = world.browser("weaver")
    page = text_of(jo.get(world.url("weaving")))
    assert "The hall" in page and "Rooms with free hours" in page
    assert "None" not in page
    assert "The hall" not in text_of(jo.get(world.url("weaving?what=money")))
    for who in ("provider", "navigator", "citizen", "away"):
        assert world.browser(who).get(world.url("weaving")).status_code == 403
    assert jo.get(world.url("desk")).status_code == 403


def test_what_was_ticked_and_typed_is_kept_when_the_name_is_missing(world: World) -> None:
    jo = world.browser("weaver")
    chosen = str(world.offers["hall"].pk)
    answer = post(jo, world.url("weaving/begin"), title="", part=[chosen])
    assert answer.status_code == 422 and "Give it a short name" in text_of(answer)
    assert re.search(rf'value="{chosen}" checked', text_of(answer))
    answer = post(jo, world.url("weaving/begin"), title="Repair Saturday")
    assert (
        answer.status_code == 422
        and "Tick at least one" in text_of(answer)
        and "Repair Saturday" in text_of(answer)
    )
    assert not Weave.objects.exists()


def test_a_plan_with_mistakes_keeps_what_was_typed(world: World) -> None:
    jo, weave = begun(world)
    answer = post(
        jo, world.url(f"weaving/{weave.pk}/change"), **plan(world, first=24, until=20, summary="Kept words")
    )
    assert answer.status_code == 422
    assert "a later time when it ends" in text_of(answer) and "Kept words" in text_of(answer)
    weave.refresh_from_db()
    assert weave.first_day is None


def seen_on(page: Any) -> str:
    return re.findall(r'name="seen" value="([^"]*)"', page.content.decode())[0]


def test_two_who_have_a_plan_open_write_nothing_of_each_other_over_unseen(world: World) -> None:
    jo, weave = begun(world)
    url = world.url(f"weaving/{weave.pk}")
    seen = seen_on(jo.get(url))
    assert post(jo, f"{url}/change", **plan(world, people=12, seen=seen)).status_code == 302
    late = post(jo, f"{url}/change", **plan(world, people=10, title="Mending", seen=seen))
    page = text_of(late)
    assert late.status_code == 422 and "This plan has changed since you opened this page" in page
    assert "For how many people" in page and "Mending" in page, "what was typed is still there"
    weave.refresh_from_db()
    assert (weave.people, weave.title) == (12, "Repair Saturday")
    assert post(jo, f"{url}/change", **plan(world, people=10, seen=seen_on(late))).status_code == 302
    weave.refresh_from_db()
    assert weave.people == 10


def test_the_desk_writes_down_what_a_giver_said_and_another_body_never_sees_it(world: World) -> None:
    jo, weave = begun(world)
    post(jo, world.url(f"weaving/{weave.pk}/change"), **plan(world))
    post(jo, world.url(f"weaving/{weave.pk}/ask"))
    one = weaving.parts_of(weave)[0]
    tom = world.browser("navigator")
    assert "They said yes" in text_of(tom.get(world.url("asked-of-us")))
    post(tom, world.url(f"asked-of-us/{one.pk}/answer"), answer="not_now")
    one.refresh_from_db()
    assert (one.state, one.answered_by) == ("not_now", "Tom, link worker")
    type(one.offer).objects.filter(pk=one.offer_id).update(provider=None)
    assert post(world.browser("provider"), world.url(f"asked-of-us/{one.pk}/leave")).status_code == 404


def test_a_giver_who_cannot_any_more_is_let_go_at_once_and_the_weaver_sees_it(world: World) -> None:
    test_the_whole_way_from_under_used_to_listed(world)
    hall = next(part for part in weaving.parts_of(Weave.objects.get()) if part.offer.title == "The hall")
    post(world.browser("provider"), world.url(f"asked-of-us/{hall.pk}/leave"))
    assert not BookedSlot.objects.exists()
    page = text_of(world.browser("weaver").get(world.url("weaving")))
    assert "A part has left" in page


def test_booking_shows_free_and_taken_in_words_and_refuses_a_second_time(world: World) -> None:
    day = today() + dt.timedelta(days=2)
    url = world.url(f"offers/{world.offers['hall'].pk}/book?day={day}")
    tom = world.browser("navigator")
    assert "Free" in text_of(tom.get(url)) and ">Taken<" not in text_of(tom.get(url))
    assert post(tom, url, first=20, until=22, whom="body").status_code == 302
    page = text_of(tom.get(url))
    assert page.count(">Taken<") == 2
    answer = post(tom, url, first=19, until=23, whom="body")
    assert answer.status_code == 422 and "Somebody else has that time already" in text_of(answer)
    assert Booking.objects.count() == 1


def test_a_booking_is_given_back_by_its_keeper_and_booked_again_by_who_had_it(world: World) -> None:
    day = today() + dt.timedelta(days=2)
    tom, keeper = world.browser("navigator"), world.browser("provider")
    post(tom, world.url(f"offers/{world.offers['hall'].pk}/book?day={day}"), first=20, until=22, whom="body")
    booking = Booking.objects.get()
    assert "10am to 11am" in text_of(keeper.get(world.url("our-bookings")))
    post(keeper, world.url(f"our-bookings/{booking.pk}/release"))
    assert not BookedSlot.objects.exists()
    assert "Book it again" in text_of(tom.get(world.url("our-bookings")))
    post(tom, world.url(f"our-bookings/{booking.pk}/again"))
    assert BookedSlot.objects.count() == 2


def test_a_weaver_sees_what_they_booked_gives_it_back_and_books_it_again(world: World) -> None:
    jo, day = world.browser("weaver"), today() + dt.timedelta(days=2)
    answer = post(
        jo, world.url(f"offers/{world.offers['hall'].pk}/book?day={day}"), first=20, until=22, whom="body"
    )
    assert answer.url.endswith("/our-bookings")
    booking = Booking.objects.get()
    page = text_of(jo.get(answer.url))
    assert "The hall" in page and "10am to 11am" in page and "Of what we give" not in page
    assert "our-bookings" in text_of(jo.get(world.url("weaving")))
    post(jo, world.url(f"our-bookings/{booking.pk}/release"))
    assert not BookedSlot.objects.exists()
    post(jo, world.url(f"our-bookings/{booking.pk}/again"))
    again = text_of(jo.get(world.url("our-bookings")))
    post(jo, world.url(f"our-bookings/{booking.pk}/again"))
    assert BookedSlot.objects.count() == 2 and "It is booked again" in again
    Booking.objects.update(body=begin_organisation(place=world.place, name="Others"))
    assert post(jo, world.url(f"our-bookings/{booking.pk}/release")).status_code == 404
    keeper = world.browser("provider")
    post(keeper, world.url(f"our-bookings/{booking.pk}/release"))
    assert "The desk tells those who had it" in text_of(keeper.get(world.url("our-bookings")))
    assert Promise.objects.get(kind="tell").to_id == Booking.objects.get().body_id


def test_the_same_press_twice_books_once(world: World) -> None:
    day = today() + dt.timedelta(days=2)
    url = world.url(f"offers/{world.offers['hall'].pk}/book?day={day}")
    tom = world.browser("navigator")
    form = {"key": "the same key twice", "first": 20, "until": 22, "whom": "body"}
    assert tom.post(url, form).status_code == 302
    assert tom.post(url, form).status_code == 302
    assert Booking.objects.count() == 1


def test_a_room_that_is_not_booked_by_the_hour_or_has_no_free_time_says_so(world: World) -> None:
    tom = world.browser("navigator")
    assert tom.get(world.url(f"offers/{world.offers['tea'].pk}/book")).status_code == 404
    world.offers["hall"].occurrences.all().delete()
    page = text_of(tom.get(world.url(f"offers/{world.offers['hall'].pk}/book")))
    assert "no free time in the next thirteen weeks" in page and "Tom at the desk" in page


def test_drafted_words_ask_by_name_and_day(world: World) -> None:
    jo, weave = begun(world)
    world.offers["hall"].restricted_to = "Not for this"
    post(jo, world.url(f"weaving/{weave.pk}/change"), **plan(world, people=15))
    page = unescape(text_of(jo.get(world.url(f"weaving/{weave.pk}"))))
    assert "can take 12, and you plan for 15" in page
    assert "Mend what nobody can lift first" in page


def test_who_keeps_a_room_says_by_its_link_that_the_insurance_was_seen_and_until_when(
    world: World, settings: Any, tmp_path: Any
) -> None:
    settings.OUTBOX = tmp_path / "outbox"
    Organisation.objects.filter(pk=world.club.pk).update(email="club@example.org")
    state_condition(
        offer=world.offers["hall"],
        side="asks",
        code="insurance",
        by=world.actor("provider"),
        lifter=world.club,
    )
    jo, weave = begun(world)
    post(jo, world.url(f"weaving/{weave.pk}/change"), **plan(world, weeks=2))
    post(jo, world.url(f"weaving/{weave.pk}/ask"))
    keeper, address = opened(world), world.url(f"weaving/{weave.pk}/lift")
    weave.refresh_from_db()
    last = weaving.days_in(weave)[-1]
    page = text_of(keeper.get(world.url("asked-of-us")))
    assert "Have you seen public liability insurance?" in page and "Do not ask for a copy" in page
    stop = f"insurance:{world.offers['hall'].pk}"
    for until, words in (
        ("soon", "Write the day"),
        ((today() - dt.timedelta(days=1)).isoformat(), "It has run out already"),
        ((last - dt.timedelta(days=1)).isoformat(), f"the last day, {date_in_words(last)}"),
    ):
        answer = keeper.post(address, {"key": key(), "stop": stop, "until": until}, follow=True)
        assert words in text_of(answer) and not WeaveLift.objects.exists()
    post(keeper, address, stop=stop, until=last.isoformat())
    lift = WeaveLift.objects.get()
    assert (lift.seen_until, lift.lifted_by) == (last, world.club.name)
    assert f"It runs until {date_in_words(last)}" in text_of(jo.get(world.url(f"weaving/{weave.pk}")))
    assert "Have you seen" not in text_of(keeper.get(world.url("asked-of-us")))
