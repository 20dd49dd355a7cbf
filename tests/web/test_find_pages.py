"""Finding help: words by POST, crisis first, readings that can be taken away, and gaps said aloud."""

from __future__ import annotations

import itertools
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from public_samples import DANGER, post, three_offers

from helpfulacts.core.models import GivenAnswer
from helpfulacts.directory.models import Gap, Offer, Trial


@pytest.fixture
def offers(place: Any) -> dict[str, Offer]:
    return three_offers(place)


def test_a_sentence_finds_help_and_never_stands_in_an_address(client: Client, offers: Any) -> None:
    answer = post(client, "find", words="I would like some company", postcode="TT1 1")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Tea and a chat" in page
    assert "We read this as:" in page and "Near TT1 1" in page
    for address in re.findall(r'(?:href|action)="([^"]*)"', page):
        assert "company" not in address and "TT1" not in address
    assert "company" not in answer.request["QUERY_STRING"]


def test_a_place_in_the_sentence_is_read_shown_and_can_be_taken_away(client: Client, offers: Any) -> None:
    said = "I would like some company near tt1 1"
    page = post(client, "find", words=said, postcode="TT3 1").content.decode()
    assert "Tea and a chat" in page and 'name="drop" value="near"' in page
    assert "Near TT1 1" in page and "Near TT3 1" not in page, "the sentence comes before the box"
    for address in re.findall(r'(?:href|action)="([^"]*)"', page):
        assert "TT1" not in address.upper()
    without = post(client, "find", words=said, postcode="TT3 1", drop="near").content.decode()
    assert "Near TT3 1" in without and "Near TT1 1" not in without and 'value="near"' in without
    assert 'name="drop" value="near"' not in without and "Tea and a chat" in without
    assert "Near North" in post(client, "find", words="company near north").content.decode()
    vain = post(client, "find", words="company on 31 February").content.decode()
    assert "There is no 31 February. Say another day." in vain and "Tea and a chat" in vain


def test_what_is_refused_is_shown_can_be_taken_back_and_another_language_is_answered_kindly(
    client: Client, offers: Any
) -> None:
    said = "company, not the chat, and not on Mondays"
    page = post(client, "find", words=said).content.decode()
    assert 'value="refused">Leave out “chat”' in page and 'value="not_when">Not on Mondays' in page
    assert "Tea and a chat" not in page
    back = post(client, "find", words=said, drop="refused").content.decode()
    assert "Tea and a chat" in back and 'name="drop" value="refused"' not in back
    page = post(client, "find", words="szukam jedzenia").content.decode()
    assert "Sorry, we can only look in English at the moment. Tom at the desk will help you" in page
    assert "Nobody has this yet" not in page
    headline = page.index("Call 999 if you are in danger")
    person = page.index('talk to a person here: <span class="tel">Tom')
    assert headline < page.index('href="tel:999"', headline) < person < page.index("Tea and a chat")
    page = post(client, "find", words="company in Birmingham").content.decode()
    assert "Birmingham City Council knows what is there" in page and "Tea and a chat" in page


def test_words_in_an_address_are_not_looked_up(client: Client, offers: Any) -> None:
    page = client.get("/testham/find?words=company&q=company").content.decode()
    assert "Why you see this" not in page


def test_a_reading_can_be_taken_away_and_stays_away(client: Client, offers: Any) -> None:
    first = post(client, "find", words="company and food").content.decode()
    assert 'value="company"' in first
    second = post(client, "find", words="company and food", drop="company").content.decode()
    assert '<input type="hidden" name="without" value="company">' in second
    assert 'name="drop" value="company"' not in second
    assert 'name="drop" value="food"' in second


def test_the_map_says_the_same_in_words(client: Client, offers: Any) -> None:
    page = post(client, "find", words="I would like some company").content.decode()
    assert 'class="map"' in page
    assert "<li>North: 1" in page and "<li>Middle: none" in page


def test_a_gap_is_shown_as_a_result_with_a_person_to_talk_to(client: Client, offers: Any) -> None:
    page = post(client, "find", words="I need childcare").content.decode()
    assert "Nobody has this yet" in page and "01632 960117" in page
    assert "Change what you see" not in page, "there is nothing to choose from"
    there = client.post("/testham/find", {"words": "I need childcare"})["Location"]
    for _ in range(2):
        assert "Nobody has this yet" in client.get(there).content.decode()
    assert Gap.objects.count() == 2, "one for each time it is asked, none for a reload"


def test_a_gap_is_counted_once_for_a_look_however_often_somebody_presses(client: Client, offers: Any) -> None:
    def press(browser: Client, **more: str) -> None:
        browser.get("/testham/find")
        sent = {"words": "I need childcare", **more}
        assert "Nobody has this yet" in browser.post("/testham/find", sent, follow=True).content.decode()

    for more in ({}, {}, {"days": "mon"}, {"words": " I need  CHILDCARE"}):
        press(client, **more)
    assert Gap.objects.count() == 1, "one person looked once"
    press(client, words="childcare")
    press(Client())
    assert Gap.objects.count() == 3, "another look, and somebody else"
    secret = client.cookies["csrftoken"].value
    assert set(Gap.objects.values_list("about", flat=True)) == {None}
    kept = str(list(GivenAnswer.objects.values()))
    assert secret not in kept and "childcare" not in kept


def test_filters_that_hide_everything_are_not_called_a_gap(client: Client, offers: Any) -> None:
    page = post(client, "find", words="I would like some company", kinds="resource").content.decode()
    assert "Your choices hide everything" in page
    assert Gap.objects.count() == 0


def test_a_wrong_postcode_keeps_the_sentence(client: Client, offers: Any) -> None:
    answer = post(client, "find", words="I would like some company", postcode="ZZ9 9ZZ")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "I would like some company" in page
    assert 'href="#id_postcode"' in page and 'aria-invalid="true"' in page
    named = post(client, "find", words="company", postcode="Gornal").content.decode()
    assert "is not a postcode" in named and "name the place in your sentence" in named


@pytest.mark.parametrize(
    ("path", "field"),
    [("find", "words"), ("offer-help/hours", "words"), ("offer-help/hours", "title"), ("tried", "words")],
)
def test_crisis_help_comes_first_on_every_free_sentence_and_the_words_are_kept(
    client: Client, offers: Any, path: str, field: str
) -> None:
    path = f"offers/{offers['soup'].pk}/tried" if path == "tried" else path
    page = post(client, path, **{field: DANGER}).content.decode()
    panel, heading = page.index('class="crisis"'), page.index("<form", page.index("<main"))
    assert panel < page.index("</main>")
    assert "tel:999" in page and "Numbers last looked up on" in page
    assert "atching this page live" in page
    assert DANGER in page or "offers/" in path
    if path in ("find", "offer-help/hours"):
        assert panel < heading
    assert Offer.objects.count() == 3 and Trial.objects.count() == 1


def reviewed_food(place: Any) -> None:
    from helpfulacts.core.clock import today
    from helpfulacts.directory.actions.list_offers import list_offers
    from helpfulacts.directory.drafts import OfferDraft

    food = OfferDraft(
        title="A hot meal today",
        kind="product",
        sphere="civic",
        key="meal",
        summary="A plate of food.",
        shown_from="A kitchen in North",
        facets={"food": 3},
        particulars={"stock": 40, "condition": "Hot", "delivery": "collect"},
        where=("venue",),
        ward="North",
        checked_on=today(),
        checked_by="the desk",
    )
    list_offers(place=place, drafts=[food])


def test_in_a_need_of_today_what_can_be_had_today_comes_first(client: Client, place: Any) -> None:
    import datetime as dt

    from helpfulacts.core.clock import today
    from helpfulacts.directory.actions.list_offers import list_offers
    from helpfulacts.directory.drafts import OfferDraft, Weekly
    from helpfulacts.directory.facets import DAYS

    day = today(place.zone)
    rows = [
        ("A parcel in three days", "TT1 1", (day.weekday() + 3) % 7),
        ("A plate today", "TT3 1", day.weekday()),
    ]
    drafts = [
        OfferDraft(
            title=title,
            kind="product",
            sphere="civic",
            key=title,
            shown_from="A kitchen",
            facets={"food": 3},
            particulars={"stock": 40, "condition": "Hot", "delivery": "collect"},
            where=("venue",),
            ward="North" if near == "TT1 1" else "South",
            weekly=(Weekly(DAYS[weekday], dt.time(0), dt.time(23, 59)),),
            checked_on=day,
            checked_by="the desk",
        )
        for title, near, weekday in rows
    ]
    list_offers(place=place, drafts=drafts)
    for words in ("no food in the house", "nothing to eat"):
        page = post(client, "find", words=words, postcode="TT1 1").content.decode()
        assert (
            page.index('class="crisis"') < page.index("A plate today") < page.index("A parcel in three days")
        )
        assert 'href="#help-no_food"' in page and 'id="help-no_food"' in page


@pytest.mark.parametrize(
    ("words", "headline"),
    [
        ("I can't go on and there is nothing left to eat", "Please talk to somebody now"),
        ("My husband hits me and I have no food", "You deserve to be safe"),
    ],
)
def test_hunger_beside_danger_shows_the_stronger_panel_and_then_checked_food(
    client: Client, place: Any, offers: Any, words: str, headline: str
) -> None:
    reviewed_food(place)
    page = post(client, "find", words=words).content.decode()
    assert page.index(headline) < page.index("You can get food today") < page.index("A hot meal today")
    assert "No food" in page[page.index("We read this as") :]
    assert "Tea and a chat" not in page and "When you are safe" not in page


def test_danger_alone_says_what_can_be_done_when_somebody_is_safe(client: Client, offers: Any) -> None:
    page = post(client, "find", words=DANGER).content.decode()
    assert "When you are safe" in page and "We keep your sentence here." in page
    assert 'class="offer"' not in page


def test_somebody_in_danger_reads_nothing_about_who_reviews_the_rules(
    client: Client, place: Any, offers: Any
) -> None:
    page = post(client, "find", words=DANGER).content.decode()
    assert "safeguarding lead" not in page and "must check each one" not in page
    assert page.count("looked up") == 1
    place.demonstration = True
    place.save()
    shown = post(client, "find", words=DANGER).content.decode()
    assert "safeguarding lead" not in shown[shown.index("<main") :]
    assert "safeguarding lead" in shown[: shown.index("<main")], "the yellow bar of a demonstration says it"
    assert "safeguarding lead" in client.get("/testham/parts").content.decode()


@pytest.mark.parametrize("path", ["plan/begin", "offer-help/hours", "tried"])
def test_after_the_panel_the_only_way_on_is_to_say_that_one_is_safe(
    client: Client, offers: Any, path: str
) -> None:
    post(client, "plan/begin", words="Some company", key="a-plan-first")
    if path == "plan/begin":
        client.logout()
    path = f"offers/{offers['soup'].pk}/tried" if path == "tried" else path
    page = post(client, path, words=DANGER).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    form = next(form for form in main.split("<form")[1:] if DANGER in form)
    buttons = re.findall(r"<button[^>]*>([^<]*)", form[: form.index("</form>")])
    assert buttons == ["I am safe. Go on with these words"]


def test_a_card_says_why_and_where_once_each(client: Client, offers: Any) -> None:
    page = post(client, "find", words="I would like some company", postcode="TT1 1").content.decode()
    card = next(card for card in page.split("<article")[1:] if "Tea and a chat" in card)
    card = card[: card.index("</article>")]
    assert card.count("<strong>Why you see this:</strong>") == card.count("When and where:") == 1
    assert card.count("Checked") + card.count("checked it") == 1 and "Open:" in card


def test_what_was_found_is_one_press_away_from_an_offer_and_no_address_tells_of_it(
    client: Client, offers: Any
) -> None:
    sent = client.post("/testham/find", {"words": "I would like some company", "postcode": "TT1 1"})
    there = sent["Location"]
    assert sent.status_code == 303 and "company" not in there and "TT1" not in there
    page = client.get(there).content.decode()
    [link] = re.findall(rf'href="(/testham/offers/{offers["tea"].pk}[^"]*)"', page)
    shown = client.get(link).content.decode()
    assert f'<a href="{there}">Back to what I found</a>' in shown
    assert 'name="words" value="I would like some company"' in shown, "they go along to a plan"
    assert "Back to what I found" not in client.get(f"/testham/offers/{offers['tea'].pk}").content.decode()
    assert client.get(there).content.decode().count("Tea and a chat") == page.count("Tea and a chat")


def test_each_look_is_shown_to_its_own_tab_and_to_no_other_browser(client: Client, offers: Any) -> None:
    first = client.post("/testham/find", {"words": "I would like some company"})["Location"]
    second = client.post("/testham/find", {"words": "I need a bed"})["Location"]
    assert first != second
    assert "I would like some company" in client.get(first).content.decode()
    assert "I need a bed" in client.get(second).content.decode()
    for stranger in (Client(), client):
        if stranger is client:
            post(client, "leave")
        answer = stranger.get(first, follow=True)
        page = answer.content.decode()
        assert answer.redirect_chain == [("/testham/find", 302)]
        assert "only a short while" in page and "some company" not in page


def test_what_was_looked_for_is_locked_and_is_kept_an_hour(
    client: Client, offers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from helpfulacts.web import looks

    there = client.post("/testham/find", {"words": "I would like some company", "postcode": "TT1 1"})[
        "Location"
    ]
    held = str(dict(client.session.items()))
    assert "company" not in held and "TT1" not in held
    at = looks._moment()
    monkeypatch.setattr(looks, "_moment", lambda: at + looks.IDLE - 1)
    assert client.get(there).status_code == 200, "it is an hour from when it was last shown"
    monkeypatch.setattr(looks, "_moment", lambda: at + 2 * looks.IDLE - 1)
    assert client.get(there).status_code == 200
    monkeypatch.setattr(looks, "_moment", lambda: at + 3 * looks.IDLE)
    assert client.get(there).status_code == 302
    left = dict(client.session.items())
    assert not any(kept for name, kept in left.items() if name.startswith("looks:"))


def test_no_more_looks_are_kept_than_a_few(client: Client, offers: Any) -> None:
    from helpfulacts.web import looks

    asked = [client.post("/testham/find", {"words": "food"})["Location"] for _ in range(looks.MOST + 1)]
    assert client.get(asked[0]).status_code == 302
    assert client.get(asked[1]).status_code == client.get(asked[-1]).status_code == 200


def test_in_a_crisis_no_ranked_results_stand_below(client: Client, offers: Any) -> None:
    page = post(client, "find", words=f"{DANGER}, I want company").content.decode()
    assert "Tea and a chat" not in page
    assert "Leave this page fast" in page


def test_crisis_help_comes_before_a_mistake_in_the_postcode(client: Client, offers: Any) -> None:
    page = post(client, "find", words=DANGER, postcode="ZZ9").content.decode()
    assert page.index('class="crisis"') < page.index('class="error-summary"')


def test_a_page_with_only_a_gap_keeps_its_headings_in_order(client: Client, offers: Any) -> None:
    page = post(client, "find", words="I need childcare").content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels


# Choices with their numbers, and a list without an account


def test_each_choice_says_how_many_it_leaves_and_its_chip_takes_it_away(client: Client, offers: Any) -> None:
    page = post(client, "find", words="I would like some company").content.decode()
    assert "Regular help (1)" in page and "Thing (0)" in page
    page = post(client, "find", words="I would like some company", kinds="service").content.decode()
    assert 'name="unfilter" value="kinds service"' in page
    page = post(
        client, "find", words="I would like some company", kinds="service", unfilter="kinds service"
    ).content.decode()
    assert "You chose to see" not in page


def test_only_what_fetches_people_is_left_when_that_is_chosen(client: Client, offers: Any) -> None:
    from helpfulacts.directory.actions.index_offers import index_offers

    Offer.objects.filter(pk=offers["tea"].pk).update(fetches="yes")
    index_offers(place=offers["tea"].place)
    page = post(client, "find", words="I would like some company", fetched="on").content.decode()
    assert "Tea and a chat" in page and "A street soup night" not in page


def test_what_is_kept_from_a_list_stays_with_the_list_and_no_address_names_it(
    client: Client, offers: Any
) -> None:
    tea = offers["tea"]
    there = client.post("/testham/find", {"words": "I would like some company"})["Location"]
    look = there.rpartition("/")[2]
    assert f'name="look" value="{look}"' in client.get(there).content.decode()
    answer = client.post(f"/testham/list/keep/{tea.pk}", {"look": look}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(there, 302)] and "is in your list" in page and "Tea and a chat" in page
    assert "In my list" in page and "My list (1)" in page
    kept = client.get("/testham/list").content.decode()
    assert "Tea and a chat" in kept
    assert "whom to ring" in client.get("/testham/list/print").content.decode().casefold()


def test_what_is_taken_off_can_be_put_back_and_an_empty_list_says_what_to_do(
    client: Client, offers: Any
) -> None:
    tea = offers["tea"].pk
    post(client, f"list/keep/{tea}")
    post(client, f"list/off/{tea}")
    page = client.get("/testham/list").content.decode()
    assert "is off your list" in page and "Your list is empty" in page and "Put it back" in page
    post(client, f"list/keep/{tea}")
    assert "Tea and a chat" in client.get("/testham/list").content.decode()
    post(client, "list/empty")
    assert "Your list is empty" in client.get("/testham/list").content.decode()


def test_a_list_is_of_this_browser_alone_and_goes_when_it_is_left_fast(client: Client, offers: Any) -> None:
    post(client, f"list/keep/{offers['tea'].pk}")
    assert "Your list is empty" in Client().get("/testham/list").content.decode()
    post(client, "leave")
    assert "Your list is empty" in client.get("/testham/list").content.decode()


def test_a_list_has_an_end_and_only_what_is_listed_can_be_kept(client: Client, offers: Any) -> None:
    from helpfulacts.web import kept

    Offer.objects.filter(pk=offers["bed"].pk).update(status="held")
    post(client, f"list/keep/{offers['bed'].pk}")
    assert "A bed" not in client.get("/testham/list").content.decode()
    session = client.session
    session[f"kept:{offers['tea'].place_id}"] = [str(uuid.UUID(int=n)) for n in range(kept.MOST)]
    session.save()
    full = client.post(f"/testham/list/keep/{offers['tea'].pk}", follow=True).content.decode()
    assert "Your list holds 30 things. Take one off first." in full


def test_a_place_of_its_own_shows_no_pseudo_language(place: Any) -> None:
    from django.http import HttpResponse
    from django.test import RequestFactory

    from helpfulacts.web.pseudo import PseudoLocaleMiddleware, pseudo_page

    request: Any = RequestFactory().get("/testham/")
    request.place = place
    page = '<p title="Find help">Find help &amp; more</p><textarea>my own words</textarea>'
    answer = PseudoLocaleMiddleware(lambda _: HttpResponse(page))
    assert answer(request).content.decode() == page
    place.demonstration = True
    shown = answer(request).content.decode()
    assert shown == pseudo_page(page) != page
    assert 'title="Find help"' in shown and "&amp;" in shown and "<textarea>my own words</textarea>" in shown
