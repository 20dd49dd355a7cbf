"""Giving in two minutes, on paper, and from both sides of a yes: what is asked, what is shown, and what never leaves."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern
from office_samples import World, build, key, text_of
from office_samples import post as post_to
from public_samples import DANGER, lift, offering, post

from helpfulacts.core.clock import as_if, now
from helpfulacts.directory import feeds
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.release_held_offer import release_held_offer
from helpfulacts.directory.actions.see_check import see_check
from helpfulacts.directory.drafts import OfferDraft, Weekly
from helpfulacts.directory.models import Offer
from helpfulacts.exchange.oruk.exporting import export_feed
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import AccessRecord, Organisation, Person
from helpfulacts.places import geo
from helpfulacts.places.models import Postcode
from helpfulacts.promises.models import Promise
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.models import HelpfulAct, PassedOn, Plan
from helpfulacts.web import urls_giving, urls_office, urls_plan, urls_public, words
from helpfulacts.web.gifts import GIFTS

POSTCODE = "TT1 1QX"
PHONE = "01632 960345"


@pytest.fixture
def world(place: Any) -> World:
    """The small place of the office pages, where whole postcodes are loaded too."""
    Postcode.objects.create(
        place=place, kind="postcode", code=POSTCODE, latitude=52.5187654, longitude=-2.1034567,
        ward=Postcode.objects.get(place=place, code="TT1 1").ward,
    )  # fmt: skip
    return build(place, with_round=False)


def row(offer: Offer) -> Offer:
    offer.refresh_from_db()
    return offer


def given_lift(client: Client, **changed: Any) -> Offer:
    answer = post(client, "offer-help/lift", **lift(postcode=POSTCODE, contact=PHONE, **changed))
    assert answer.status_code == 302, re.findall(r'class="field-error"[^>]*>(.*?)</p>', text_of(answer))
    return Offer.objects.get(title__startswith="A lift")


def listed_lift(world: World, client: Client) -> Offer:
    offer, officer = given_lift(client), world.actor("officer")
    see_check(offer=offer, activities=("lifts",), level="basic", names=1, by=officer)
    return release_held_offer(offer=offer, by=officer, how="visit")


def whole_database() -> str:
    """Every value of every column of every table, as text: nothing can hide in it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table == "places_postcode":
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            for values in cursor.fetchall():
                found += [value.hex() if isinstance(value, bytes) else str(value) for value in values]
    return "\n".join(found)


@pytest.mark.parametrize("code", list(GIFTS))
def test_each_choice_shows_only_what_it_needs_and_its_card_before_anything_is_kept(
    client: Client, world: World, code: str
) -> None:
    page = text_of(client.get(f"/testham/offer-help/{code}"))
    assert ('name="miles"' in page) == (code == "lift")
    assert ('name="condition"' in page) == (code == "thing")
    given = {
        "lift": lift(),
        "thing": offering(condition="Good", delivery="collect", keep="lend", return_days="7"),
        "room": offering(mode="booked", amount="4", each="2"),
        "idea": offering(words="Ask a neighbour.\nPut a pot on."),
    }.get(code, offering())
    shown = text_of(post(client, f"offer-help/{code}", **(given | {"step": "show"})))
    assert "This is how others will read it" in shown and "Nothing is sent yet" in shown
    assert (
        Offer.objects.count() == len(world.offers) and not Person.objects.filter(gives__isnull=False).exists()
    )
    again = text_of(post(client, f"offer-help/{code}", **(given | {"step": "change"})))
    assert given["contact"] in again and "<h1>" in again, "the words come back"
    assert post(client, f"offer-help/{code}", **given).status_code == 302
    offer = Offer.objects.order_by("-created_at").first()
    assert (
        offer is not None and offer.kind == GIFTS[code].kind and offer.status == "held" and offer.activities
    )


@pytest.mark.parametrize(
    ("clock", "when"), [((8, 30), "Next: "), ((9, 30), "Now, until "), ((21, 30), "Next: ")]
)
def test_the_card_that_is_shown_before_is_the_card_that_others_read(
    client: Client, world: World, clock: tuple[int, int], when: str
) -> None:
    friday = dt.datetime(
        2026, 10, 2, *clock, tzinfo=ZoneInfo("Europe/London")
    )  # they drive on Fridays, 9am to 9pm
    with as_if(friday.astimezone(dt.UTC)):
        before = text_of(post(client, "offer-help/lift", **lift(step="show")))
        card = before[before.index('<article class="offer"') : before.index("</article>")]
        offer = listed_lift(world, client)
        after = text_of(Client().get(f"/testham/find?kind={offer.kind}"))
        after = next(one for one in after.split('<article class="offer"') if offer.title in one)
    for said in (
        offer.title,
        offer.summary,
        offer.shown_from.removeprefix("Somebody"),
        "Open: 1\u00a0place",
        when,
    ):
        assert said in card.replace("&nbsp;", "\u00a0") and said in after, said
    [before], [after] = (re.findall(r"When and where:</strong> ([^.]*)", one) for one in (card, after))
    assert before == after


def test_a_lift_without_how_far_is_told_so_in_plain_words(client: Client, world: World) -> None:
    given = lift()
    del given["miles"]
    page = text_of(post(client, "offer-help/lift", **given))
    assert "Say how far you would drive." in page and "This field is required" not in page


def test_a_lift_is_twelve_fields_or_fewer_on_one_page(client: Client, world: World) -> None:
    page = text_of(client.get("/testham/offer-help/lift"))
    main = page[page.index("<main") : page.index("</main>")]
    asked = re.findall(r'name="([a-z_]+)"', main)
    must = {"postcode", "days", "insured", "adult", "called", "channel", "contact"}
    assert must <= set(asked)
    answer = post(
        client, "offer-help/lift", postcode="TT1 1", days=["fri"], insured="on", adult="yes", called="Jo",
        channel="phone", contact=PHONE, miles="5", part="any", how_many="1", sphere="personal", step="send",
    )  # fmt: skip
    assert answer.status_code == 302, "everything else is chosen already, or may be left"


def test_an_exact_place_that_was_typed_is_in_the_database_nowhere(client: Client, world: World) -> None:
    offer = given_lift(client)
    kept = whole_database()
    for canary in (
        POSTCODE,
        POSTCODE.replace(" ", ""),
        POSTCODE.lower(),
        "52.5187654",
        "-2.1034567",
        "52.5188",
        PHONE,
    ):
        assert canary not in kept, canary
    assert (offer.latitude, offer.longitude) == geo.cell_centre(geo.cell_of(52.5187654, -2.1034567))
    assert offer.ward is not None and offer.ward.name == "North" and offer.address == ""
    assert Person.objects.get(gives=offer).postcode is None


@pytest.mark.parametrize(
    "words",
    [
        "I am at TT1 1QX.",
        "Come to 12 Acacia Road.",
        "Flat 4, second floor",
        "ring 07700 900123",
        "me@example.org",
    ],
)
def test_an_exact_place_or_a_way_to_reach_somebody_is_sent_back_with_the_words_kept(
    client: Client, world: World, words: str
) -> None:
    answer = post(client, "offer-help/skill", **offering(words=words))
    assert answer.status_code == 422 and "Take it out" in text_of(answer) and words in text_of(answer)
    assert Offer.objects.count() == len(world.offers)


def test_crisis_words_come_first_at_every_step(client: Client, world: World) -> None:
    for step in ("show", "send", "change"):
        page = text_of(post(client, "offer-help/company", **offering(words=DANGER, step=step)))
        assert 'class="crisis"' in page and DANGER in page
    assert Offer.objects.count() == len(world.offers)


def test_somebody_under_18_is_told_whom_to_talk_to_and_nothing_is_kept(client: Client, world: World) -> None:
    for step in ("show", "send"):
        page = text_of(post(client, "offer-help/skill", **offering(adult="no", step=step)))
        assert "talk to Tom at the desk" in page
    assert Offer.objects.count() == len(world.offers)


def test_whoever_offers_gets_six_words_once_and_comes_back_with_them(client: Client, world: World) -> None:
    offer = given_lift(client)
    page = text_of(client.get("/testham/offer-help/thank-you"))
    phrase = " ".join(re.findall(r"<span>(\w+)</span>", page[page.index('class="phrase"') :])[:6])
    assert len(phrase.split()) == 6
    assert phrase.split()[5] in text_of(client.get("/testham/offer-help/thank-you")), (
        "pressed twice, loaded anew"
    )
    with as_if(now() + dt.timedelta(seconds=121)):
        late = text_of(client.get("/testham/offer-help/thank-you"))
    assert 'class="phrase"' not in late and "We cannot show them again" in late
    again = post(client, "offer-help/lift", **lift(postcode=POSTCODE, key="the-key-of-another-form"))
    assert again.status_code == 302, "we know them by now"
    assert "six words" not in text_of(client.get("/testham/offer-help/thank-you"))
    other = Client()
    answer = other.post("/testham/plan/come-back", {"phrase": phrase})
    assert answer.url == "/testham/giving"
    page = text_of(other.get(answer.url))
    assert offer.title in page and "Waits for a check by a person" in page and "basic check" in page


def test_a_group_is_named_and_a_new_one_is_seen_by_nobody_before_an_officer_vouches(
    client: Client, world: World
) -> None:
    given = offering(sphere="civic", body="The Sock Library", shown_from="")
    assert "Write the name of your group" in text_of(
        post(client, "offer-help/skill", **(given | {"body": ""}))
    )
    assert post(client, "offer-help/skill", **given).status_code == 302
    offer = Offer.objects.get(title="Bikes mended")
    assert (offer.giver, offer.status, offer.shown_from) == (None, "held", "The Sock Library")
    for path in ("find?kind=service", "api/oruk/organizations", "api/oruk/services"):
        assert "Sock" not in text_of(Client().get(f"/testham/{path}")), path
    tom, mel = world.browser("navigator"), world.browser("officer")
    assert "An officer lists this" in text_of(post_to(tom, world.url(f"held-offers/{offer.pk}"), how="phone"))
    assert post_to(mel, world.url(f"held-offers/{offer.pk}"), how="visit").status_code == 302
    assert "Sock Library" in text_of(Client().get("/testham/find?kind=service"))
    assert "Sock Library" in text_of(Client().get("/testham/api/oruk/organizations"))
    existing = offering(sphere="civic", body="a CLUB in north", title="Chairs mended", key="another-form")
    post(Client(), "offer-help/skill", **existing)
    assert Organisation.objects.filter(name__iexact="a club in north").count() == 1


def test_a_giver_changes_says_not_now_goes_on_sets_a_number_and_ends(client: Client, world: World) -> None:
    offer = listed_lift(world, client)
    mine, others = f"/testham/giving/{offer.pk}", Client()
    assert others.get("/testham/giving").status_code == 302
    post_to(client, f"{mine}/pause")
    assert row(offer).status == "paused" and offer.title not in text_of(
        others.get("/testham/find?kind=service")
    )
    page = text_of(others.get(f"/testham/offers/{offer.pk}"))
    assert "They take nobody new" in page and "Add to my plan" not in page
    post_to(client, f"{mine}/resume")
    assert row(offer).status == "active"
    assert post_to(client, f"{mine}/number", own_cap="").status_code == 422
    post_to(client, f"{mine}/number", own_cap="3")
    assert offer.capacity.get().own_cap == 3
    changed = {
        "title": "A lift on Mondays",
        "words": "To the shops.",
        "shown_from": "A driver",
        "days": ["mon"],
        "part": "am",
    }
    post_to(client, f"{mine}/change", **changed)
    assert row(offer).status == "held" and offer.check_level == "basic", (
        "the words are read again, the check stays"
    )
    assert (offer.title, offer.schedules.get().rrule) == ("A lift on Mondays", "FREQ=WEEKLY;BYDAY=MO")
    assert (offer.latitude, offer.longitude) == geo.cell_centre(geo.cell_of(52.5187654, -2.1034567))
    post_to(client, f"{mine}/end")
    assert row(offer).status == "ended"


def test_what_was_agreed_of_a_gift_stays_and_who_comes_to_what_is_kept_for_a_body_is_told(
    client: Client, world: World
) -> None:
    lift_of_bea = listed_lift(world, client)
    tea = OfferDraft(
        title="Tea for all", key="tea", kind="service", sphere="civic", provider=world.club, where=("phone",),
        shown_from="A club", particulars={"per_session": 6, "starts": "any week"},
        weekly=(Weekly("thu", dt.time(10), dt.time(12)),), on_bank_holidays="runs",
    )  # fmt: skip
    [kept] = list_offers(place=world.place, drafts=[tea], source="tea")
    Offer.objects.filter(pk=kept.pk).update(kept_by=lift_of_bea.giver)
    plan = Plan.objects.filter(place=world.place)[0]
    by = Actor("the person", "citizen", None, plan.person_id)
    for offer in (lift_of_bea, kept):
        answer_act(act=choose_offer(plan=plan, offer=offer, by=by), answer="yes", by=by)
    page = text_of(client.get("/testham/giving"))
    assert "stays agreed" in page and "The desk tells everybody who is coming" in page
    ended = Promise.objects.filter(trigger="an offer ended")
    post_to(client, f"/testham/giving/{lift_of_bea.pk}/end")
    assert row(lift_of_bea).status == "ended" and not ended.exists()
    post_to(client, f"/testham/giving/{kept.pk}/end")
    assert [promise.to_id for promise in ended] == [plan.person_id]


def test_on_paper_the_desk_types_it_somebody_else_lists_it_and_a_slip_is_given(world: World) -> None:
    tom, mel = world.browser("navigator"), world.browser("officer")
    given = {**lift(contact=PHONE, called="Beryl"), "key": key()}
    assert "Tick that they said yes" in text_of(tom.post(world.url("desk/offer/lift"), given))
    page = text_of(tom.post(world.url("desk/offer/lift"), {**given, "said_yes": "on", "key": key()}))
    phrase = re.search(r'class="phrase">([^<]+)<', page)
    assert phrase is not None and len(phrase[1].split()) == 6
    offer = Offer.objects.get(title__startswith="A lift")
    assert (offer.status, offer.by_proxy) == ("held", "Tom, link worker")
    assert "the desk typed it" in text_of(mel.get(world.url("register")))
    see_check(offer=offer, activities=("lifts",), level="basic", names=1, by=world.actor("officer"))
    refused = text_of(post_to(tom, world.url(f"held-offers/{offer.pk}"), how="phone"))
    assert "did not write it" in refused
    assert post_to(mel, world.url(f"held-offers/{offer.pk}"), how="letter").status_code == 302
    beryl = Client()
    assert beryl.post("/testham/plan/come-back", {"phrase": phrase[1]}).url == "/testham/giving"
    assert "typed this for you, from paper" in text_of(beryl.get("/testham/giving"))


def test_the_desk_keeps_that_a_check_was_seen_and_is_refused_more_than_is_lawful(
    client: Client, world: World
) -> None:
    offer, mel = given_lift(client), world.browser("officer")
    url = world.url(f"held-offers/{offer.pk}")
    page = text_of(mel.get(url))
    assert "Basic check" in page and "Not reviewed by a lawyer yet" in page
    assert "say first that you have seen a basic check" in text_of(post_to(mel, url, how="phone"))
    too_much = post_to(mel, f"{url}/check", activities=["lifts"], level="enhanced", names="1")
    assert too_much.status_code == 422 and "more than the law lets us ask" in text_of(too_much)
    assert post_to(mel, f"{url}/check", activities=["lifts"], level="basic", names="1").status_code == 302
    assert "It counts until" in text_of(mel.get(world.url("held-offers")))
    post_to(mel, f"{url}/reach")
    assert post_to(mel, url, how="phone").status_code == 302 and row(offer).status == "active"


# Two people ----------------------------------------------------------------------------------------------------


def a_yes(world: World, offer: Offer) -> tuple[Client, HelpfulAct]:
    """Zofia says yes to it on her plan."""
    zofia = world.browser("citizen")
    post_to(zofia, world.url(f"plan/choose/{offer.pk}"))
    act = HelpfulAct.objects.get(offer=offer)
    post_to(zofia, world.url(f"plan/acts/{act.pk}/answer"), answer="yes")
    act.refresh_from_db()
    assert act.state == "promised"
    return zofia, act


HIS, HERS = "Ring me at the yellow door, canary-giver 01632 960888", "Text me, canary-person 01632 960999"


def test_both_say_yes_and_each_passes_on_what_they_choose(client: Client, world: World) -> None:
    offer = listed_lift(world, client)
    zofia, act = a_yes(world, offer)
    plan, giving = world.url("plan"), world.url("giving")
    assert "They have not said yes to you yet" in text_of(zofia.get(plan))
    assert zofia.get(f"{plan}/acts/{act.pk}/pass-on").status_code == 302, "not before both said yes"
    assert (
        Promise.objects.filter(about_id=act.pk, to_id=offer.giver_id, kind="tell", kept_at=None).count() == 1
    )
    post_to(client, f"{giving}/acts/{act.pk}/yes")
    assert "You both said yes" in text_of(zofia.get(plan)) and "You both said yes" in text_of(
        client.get(giving)
    )
    assert post_to(client, f"{giving}/acts/{act.pk}/pass-on", words=HIS).status_code == 422
    post_to(client, f"{giving}/acts/{act.pk}/pass-on", channel="phone", words=HIS)
    post_to(zofia, f"{plan}/acts/{act.pk}/pass-on", channel="message", words=HERS)
    assert HIS not in whole_database() and HERS not in whole_database(), "sealed"
    for page in (zofia.get(plan), client.get(giving)):
        assert HIS not in text_of(page) and HERS not in text_of(page), "not before it is opened"
    assert HIS in text_of(post_to(zofia, f"{plan}/acts/{act.pk}/reach"))
    assert HERS in text_of(post_to(client, f"{giving}/acts/{act.pk}/reach"))
    assert AccessRecord.objects.filter(noun="helpful act", subject=act.pk).count() == 2
    assert "The person you help" in text_of(client.get(giving))
    post_to(zofia, f"{plan}/acts/{act.pk}/stop")
    assert not PassedOn.objects.exists()
    assert HERS not in text_of(client.post(f"{giving}/acts/{act.pk}/reach", {"key": key()}, follow=True))


def everywhere(world: World, offer: Offer, act: HelpfulAct) -> list[str]:
    """Every address of the site, with this offer in it, and this act wherever another thing is named."""
    named = {"place_slug": "testham", "offer_id": offer.pk, "gift": "lift", "number": 1, "who": "mel"}
    found = []
    for one in (*urls_public.urls, *urls_plan.urls, *urls_giving.urls, *urls_office.urls):
        if isinstance(one, URLPattern):
            if one.name == "leave_fast":
                continue  # it would make everybody nobody
            path = re.sub(r"<\w+:(\w+)>", lambda part: str(named.get(part[1], act.pk)), str(one.pattern))
            found.append(world.url(path))
    feed = ["", "/services", "/services?full=true", f"/services/{offer.exchange_id}", "/organizations",
            "/service_at_locations", "/taxonomies", "/taxonomy_terms", "/openapi.json", "/services?format=ndjson"]  # fmt: skip
    return [*found, *(world.url(f"api/oruk{path}") for path in feed), world.url("find?kind=service")]


@pytest.mark.once  # every page by every visitor: what they say knows no database, and each is opened on both elsewhere
def test_no_page_feed_or_export_says_how_to_reach_a_giver_or_where_they_live_before_both_said_yes(
    client: Client, world: World, tmp_path: Path
) -> None:
    """By every visitor but the giver and the desk, who opens it with a reason and is on record."""
    offer = listed_lift(world, client)
    zofia, act = a_yes(world, offer)
    paths = everywhere(world, offer, act)
    assert len(paths) > 100
    secrets = (
        PHONE,
        PHONE.replace(" ", ""),
        "+441632960345",
        POSTCODE,
        POSTCODE.replace(" ", ""),
        "52.5187",
        "-2.10345",
    )
    looked = 0
    for who, browser in (("nobody", Client()), ("citizen", zofia), ("other", world.browser("other")),
                         ("provider", world.browser("provider")), ("away", world.browser("away"))):  # fmt: skip
        asks = [browser.get]
        if who in ("citizen", "provider"):  # what is sent by the others is answered as theirs, or not at all
            asks.append(lambda path, browser=browser: post_to(browser, path, words="a lift to the shops"))
        for ask in asks:
            for path in paths:
                answer = ask(path)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                looked += 1
                for secret in secrets:
                    assert secret not in body.decode(errors="replace"), (who, path, secret)
                    assert secret not in str(answer.headers), (who, path, secret)
    assert looked > 1000
    out = tmp_path / "feed.json"
    export_feed(place=world.place, out=out, kinds=feeds.ALL_KINDS)
    feed = out.read_text(encoding="utf-8")
    assert offer.title in feed and not any(secret in feed for secret in secrets)
    Offer.objects.filter(pk=offer.pk).update(status="held")
    opened = post_to(world.browser("officer"), world.url(f"held-offers/{offer.pk}/reach"))
    assert PHONE in text_of(opened), (
        "the desk opens it, with a look on record: the search can find it where it is"
    )


def test_the_paper_form_is_one_side_and_asks_for_their_yes(client: Client, world: World) -> None:
    page = text_of(client.get("/testham/offer-help/paper"))
    assert "Your yes" in page and "six words" in page
    for gift in GIFTS.values():
        assert gift.title in page


def test_somebody_who_only_gives_can_have_it_all_deleted(client: Client, world: World) -> None:
    offer = given_lift(client)
    client.get("/testham/offer-help/thank-you")
    page = client.get("/testham/giving/forget")
    assert "on the plans of others. Not who, nor in which words." in text_of(page)
    assert "What other people wrote themselves, such as how it went." in text_of(page)
    assert words.ease_of(words.words_of_page(page.content.decode())).grade <= 7
    post_to(client, "/testham/giving/forget")
    assert row(offer).title == "Something that was given"
    assert client.get("/testham/giving").status_code == 302
    person = Person.objects.get(pk=offer.giver_id)
    assert (person.called, person.contact, person.phrase_hash) == ("", "", "")


def test_a_plan_that_is_there_already_gives_without_being_asked_again(world: World) -> None:
    zofia = world.browser("citizen")
    page = text_of(zofia.get(world.url("offer-help/skill")))
    assert 'name="contact"' not in page and "We know how to reach you already" in page
    given = {
        name: value
        for name, value in offering().items()
        if name not in ("called", "channel", "contact", "adult")
    }
    assert post_to(zofia, world.url("offer-help/skill"), **given).status_code == 302
    assert Offer.objects.get(title="Bikes mended").giver == world.people[0]


def test_the_desk_with_somebodys_giving_open_offers_for_them_by_proxy(client: Client, world: World) -> None:
    given_lift(client)
    page = text_of(client.get("/testham/offer-help/thank-you"))
    phrase = " ".join(re.findall(r"<span>(\w+)</span>", page[page.index('class="phrase"') :])[:6])
    tom = world.browser("navigator")
    assert post_to(tom, world.url("plan/come-back"), phrase=phrase).status_code == 302
    given = {
        name: value
        for name, value in offering().items()
        if name not in ("called", "channel", "contact", "adult")
    }
    assert post_to(tom, world.url("offer-help/skill"), **given).status_code == 302
    offer = Offer.objects.get(title="Bikes mended")
    assert (offer.by_proxy, offer.status) == ("Tom, link worker", "held")
    assert offer.giver == Offer.objects.get(title__startswith="A lift").giver
