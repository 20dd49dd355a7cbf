"""A small club asks for its link, opens its entries without a password, and changes them; and nobody else does."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from office_samples import World, build, key, post, seen_on, text_of
from test_access_matrix import TABLE, of, url_of, world  # noqa: F401  (of and world are fixtures)

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.models import GivenAnswer
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.change_days import set_day
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.drafts import OtherDay
from helpfulacts.directory.models import CapacityPeriod, Offer
from helpfulacts.exchange.messages import outbox
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.keep_reach import keep_reach
from helpfulacts.people.actions.make_keeper_link import make_keeper_link
from helpfulacts.people.keepers import keeper_of
from helpfulacts.people.models import KeeperLink, Organisation
from helpfulacts.web.entry_changes import change_words
from helpfulacts.web.views.keeper_link import ASKED
from tests.sheets import counts, staged

pytestmark = pytest.mark.django_db

THURSDAYS = {
    "slots": "1",
    "slot_0_day": "thu",
    "slot_0_starts": "10:00",
    "slot_0_ends": "12:30",
    "slot_0_often": "week",
}


@pytest.fixture(autouse=True)
def letters(settings: Any, tmp_path: Any) -> None:
    cache.clear()
    settings.OUTBOX = tmp_path / "outbox"


@pytest.fixture
def town(place: Any) -> World:
    town = build(place, with_round=False)
    Organisation.objects.filter(pk=town.club.pk).update(email="club@example.org")
    return town


def ask(town: World, client: Client | None = None, offer: str = "tea") -> Any:
    return post(client or Client(), town.url(f"offers/{town.offers[offer].pk}/yours"))


def last_link(town: World) -> str:
    [letter, *_] = outbox.messages(town.place.slug)
    found = re.search(r"http://testserver(/\S+)", letter.words)
    assert found
    return found[1]


def again(town: World) -> Offer:
    return Offer.objects.get(pk=town.offers["tea"].pk)


def opened(town: World) -> Client:
    ask(town)
    client = Client()
    client.get(last_link(town))
    assert post(client, town.url("keep")).status_code == 302
    return client


def test_it_works(town: World) -> None:
    client = opened(town)
    page = client.get(town.url("our-offers"))
    assert page.status_code == 200
    assert "Tea and a chat" in text_of(page)


def test_the_letter_goes_to_the_address_we_hold_and_to_nobody_who_asks(town: World) -> None:
    client = Client()
    client.post(
        town.url(f"offers/{town.offers['tea'].pk}/yours"),
        {"key": key(), "email": "thief@example.org", "to": "thief@example.org"},
    )
    assert [letter.to for letter in outbox.messages(town.place.slug)] == ["club@example.org"]


def test_the_answer_is_the_same_whether_an_address_is_held_or_not(town: World) -> None:
    def answer(client: Client) -> str:
        sent = ask(town, client)
        words = re.sub(
            r'(name="key" value|csrfmiddlewaretoken" value)="[^"]+"', "", text_of(client.get(sent.url))
        )
        assert ASKED in words
        return words

    held = answer(Client())
    Organisation.objects.filter(pk=town.club.pk).update(email="")
    assert answer(Client()) == held
    assert len(outbox.messages(town.place.slug)) == 1


def test_past_three_links_a_day_the_answer_stays_the_same_and_no_letter_goes(town: World) -> None:
    for _ in range(5):
        client = Client()
        assert ASKED in text_of(client.get(ask(town, client).url))
    assert len(outbox.messages(town.place.slug)) == 3


def test_one_connection_asks_ten_times_an_hour(town: World) -> None:
    for _ in range(10):
        ask(town)
    client = Client()
    assert "Wait an hour" in text_of(client.get(ask(town, client).url))


def test_a_form_sent_twice_sends_one_letter(town: World) -> None:
    client, same = Client(enforce_csrf_checks=False), key()
    client.get(town.url(f"offers/{town.offers['tea'].pk}/yours"))
    for _ in range(2):
        client.post(town.url(f"offers/{town.offers['tea'].pk}/yours"), {"key": same})
    assert len(outbox.messages(town.place.slug)) == 1


def test_looking_at_the_link_spends_nothing_and_the_page_holds_no_token(town: World) -> None:
    ask(town)
    link, token = last_link(town), last_link(town).rsplit("/", 1)[1]
    for _ in range(3):  # letter scanners
        scanner = Client()
        sent = scanner.get(link)
        assert sent.status_code == 302 and token not in sent.url
        page = scanner.get(sent.url)
        assert page.status_code == 200 and token not in text_of(page)
    assert KeeperLink.objects.get(used_at__isnull=True)
    assert sent.headers["Referrer-Policy"] == "same-origin"


def test_the_token_is_in_no_log_no_register_and_no_kept_answer(
    town: World, caplog: pytest.LogCaptureFixture
) -> None:
    ask(town)
    token = last_link(town).rsplit("/", 1)[1]
    for client in (Client(), Client()):
        client.get(last_link(town))
        post(client, town.url("keep"))
        client.get(last_link(town))
        client.get(town.url("keep"))
    assert client.get(town.url("keep")).status_code == 410
    assert token not in caplog.text
    assert token not in "\n".join(register.saved_lines(town.place))
    assert token not in str(list(GivenAnswer.objects.values()))


def test_a_link_opens_one_browser_only(town: World) -> None:
    first = opened(town)
    first.get(last_link(town))  # the letter pressed again: the entries are still open here
    for press in (first.get, first.post):
        again = press(town.url("keep"))
        assert "Your entries are open here" in text_of(again)
    second = Client()
    second.get(last_link(town))
    post(second, town.url("keep"))
    assert second.get(town.url("our-offers")).status_code == 403


def test_whoever_was_signed_in_before_is_signed_out(town: World) -> None:
    ask(town)
    officer = town.browser("officer")
    officer.get(last_link(town))
    post(officer, town.url("keep"))
    assert officer.get(town.url("our-offers")).status_code == 200
    assert officer.get(town.url("rounds")).status_code == 403


def test_this_was_not_me_ends_the_link(town: World) -> None:
    ask(town)
    client = Client()
    client.get(last_link(town))
    post(client, town.url("keep"), press="not_me")
    client.get(last_link(town))
    post(client, town.url("keep"))
    assert client.get(town.url("our-offers")).status_code == 403


def test_a_desk_shuts_the_browser_out(town: World) -> None:
    client = opened(town)
    link = KeeperLink.objects.get()
    post(town.browser("navigator"), town.url(f"keepers/links/{link.pk}/stop"))
    assert client.get(town.url("our-offers")).status_code == 403


def test_a_keeper_stops_another_link_to_the_same_entries_and_closes_their_own(town: World) -> None:
    thief, client = opened(town), opened(town)
    theirs = KeeperLink.objects.order_by("made_at").first()
    assert theirs is not None
    assert "That is not us" in text_of(client.get(town.url("our-offers")))
    post(client, town.url(f"keep/links/{theirs.pk}/end"))
    assert thief.get(town.url("our-offers")).status_code == 403
    post(client, town.url("keep/close"))
    assert client.get(town.url("our-offers")).status_code == 403
    assert not KeeperLink.objects.filter(ended_at__isnull=True).exists()


def test_a_keeper_cannot_stop_the_link_of_another_body(town: World) -> None:
    client = opened(town)
    choir = begin_organisation(place=town.place, name="A choir")
    make_keeper_link(organisation=choir, how="asked")
    other = KeeperLink.objects.get(organisation=choir)
    assert post(client, town.url(f"keep/links/{other.pk}/end")).status_code == 404


def test_a_keeper_opens_exactly_what_a_provider_of_the_body_opens(
    world: World,  # noqa: F811
    of: dict[str, Any],  # noqa: F811
) -> None:
    Organisation.objects.filter(pk=world.club.pk).update(email="club@example.org")
    client, wrong = opened(world), []
    for name, (method, row) in TABLE.items():
        if name in ("leave_fast", "keeper_close", "keeper_link"):
            continue
        cache.clear()
        url = url_of(name, of)
        answer = client.get(url) if method == "GET" else client.post(url)
        if answer.streaming:
            b"".join(answer.streaming_content)
        if str(answer.status_code) != row.split()[3]:
            wrong.append(f"{name}: {answer.status_code}, a provider gets {row.split()[3]}")
    assert wrong == []


def test_an_entry_of_somebody_else_is_not_found(town: World) -> None:
    client = opened(town)
    assert client.get(town.url(f"offers/{town.offers['bench'].pk}/week")).status_code == 404
    for path in ("words", "end"):
        assert client.get(town.url(f"our-offers/{town.offers['bench'].pk}/{path}")).status_code == 404
    for path in ("full", "not-full", "still-right", "places"):
        assert post(client, town.url(f"our-offers/{town.offers['bench'].pk}/{path}")).status_code == 404


def test_days_and_times_change_at_once_are_said_back_and_are_taken_back(town: World) -> None:
    client, tea = opened(town), town.offers["tea"]
    url = town.url(f"offers/{tea.pk}/week")
    answer = client.post(url, {"key": key(), "do": "save", **THURSDAYS}, follow=True)
    assert "now Thursdays, 10am to 12:30pm. Before: no fixed days" in text_of(answer)
    assert "Thursdays, 10am to 12:30pm" in text_of(Client().get(town.url(f"offers/{tea.pk}")))
    post(client, town.url("our-offers/undo"))
    assert "Taken back" in text_of(client.get(town.url("our-offers")))
    assert "Thursdays" not in text_of(Client().get(town.url(f"offers/{tea.pk}")))


def test_words_change_at_once_and_are_taken_back(town: World) -> None:
    client, tea = opened(town), town.offers["tea"]
    url = town.url(f"our-offers/{tea.pk}/words")
    same = {
        name: getattr(tea, name)
        for name in ("title", "summary", "description", "cost", "brings", "what_next")
    }
    post(
        client,
        url,
        **{**same, "title": "Tea and toast", "website": "https://example.org", "contact": "01632 960111"},
    )
    page = text_of(client.get(town.url("our-offers")))
    assert "you changed what it is called, how to reach you, your own page" in page
    tea.refresh_from_db()
    assert (tea.title, tea.website, tea.contact) == ("Tea and toast", "https://example.org", "01632 960111")
    assert '<a class="nw" href="tel:01632960111">01632 960111</a>' in text_of(
        Client().get(town.url(f"offers/{tea.pk}"))
    )
    wrong = post(client, url, **{**same, "contact": "call me maybe"})
    assert wrong.status_code == 422 and "Write a phone number or an e-mail address" in text_of(wrong)
    post(client, town.url("our-offers/undo"))
    tea.refresh_from_db()
    assert (tea.title, tea.website) == ("Tea and a chat", "")


def test_a_number_in_the_words_is_refused_and_nothing_is_lost(town: World) -> None:
    answer = post(
        opened(town),
        town.url(f"our-offers/{town.offers['tea'].pk}/words"),
        title="Tea",
        summary="Ring 01632 960111",
    )
    assert answer.status_code == 422
    assert "phone number" in text_of(answer) and "Ring 01632 960111" in text_of(answer)


def test_full_and_full_no_more_brings_the_number_back(town: World) -> None:
    client, tea = opened(town), town.offers["tea"]
    post(client, town.url(f"our-offers/{tea.pk}/full"))
    assert "Not full any more" in text_of(client.get(town.url("our-offers")))
    post(client, town.url(f"our-offers/{tea.pk}/not-full"))
    assert "You can take 4." in text_of(client.get(town.url("our-offers")))
    assert CapacityPeriod.objects.get(offer=tea).places == 4


def test_still_right_in_one_press_names_the_body(town: World) -> None:
    post(opened(town), town.url(f"our-offers/{town.offers['tea'].pk}/still-right"))
    tea = Offer.objects.get(pk=town.offers["tea"].pk)
    assert (tea.checked_by, tea.checked_how) == ("A club in North", "page")


def test_an_ended_entry_leaves_the_list(town: World) -> None:
    client, tea = opened(town), town.offers["tea"]
    assert "End Tea and a chat?" in text_of(client.get(town.url(f"our-offers/{tea.pk}/end")))
    post(client, town.url(f"our-offers/{tea.pk}/end"))
    assert Offer.objects.get(pk=tea.pk).status == "ended"


def test_officers_see_what_keepers_changed(town: World) -> None:
    client, tea = opened(town), town.offers["tea"]
    post(client, town.url(f"our-offers/{tea.pk}/full"))
    client.post(town.url(f"offers/{tea.pk}/week"), {"key": key(), "do": "save", **THURSDAYS})
    set_day(offer=tea, other=OtherDay(today() + dt.timedelta(days=5)), by=keeper_of(tea.provider))
    page = text_of(town.browser("officer").get(town.url("keepers")))
    for change in ("the number of places was changed", "the usual week was changed", "a day that differs"):
        assert f"Tea and a chat</a>, {change}" in page


def test_taking_back_leaves_what_the_desk_changed_since_and_a_form_from_before_is_shown_again(
    town: World,
) -> None:
    client, tea = opened(town), town.offers["tea"]
    url = town.url(f"our-offers/{tea.pk}/words")
    before = {"seen": seen_on(client.get(url)), "summary": tea.summary, "what_next": tea.what_next}
    given = before | {"title": "Tea and toast", "contact": "01632 960111"}
    post(client, url, **given)
    change_words(offer=again(town), words={"contact": ""}, by=town.actor("officer"))
    post(client, town.url("our-offers/undo"))
    assert "Somebody has changed how to reach you since: that stays." in text_of(
        client.get(town.url("our-offers"))
    )
    assert (again(town).title, again(town).contact) == ("Tea and a chat", "")
    change_words(offer=again(town), words={"contact": "01632 960333"}, by=town.actor("officer"))
    answer = post(client, url, **given)
    page = text_of(answer)
    assert (
        answer.status_code == 422
        and "This entry has changed since you opened this page" in page
        and "Tea and toast" in page
    )
    assert "How to get in touch: now 01632 960333." in page
    post(client, town.url(f"our-offers/{tea.pk}/full"))
    client.post(town.url(f"offers/{tea.pk}/week"), {"key": key(), "do": "save", **THURSDAYS})
    again_sent = post(client, url, **(given | {"seen": seen_on(answer)}))
    assert again_sent.status_code == 302, "what the form does not show may change in another tab"
    change_words(
        offer=again(town), words={"title": "Tea", "contact": "01632 960222"}, by=town.actor("officer")
    )
    post(client, town.url("our-offers/undo"))
    assert "so nothing was taken back" in text_of(client.get(town.url("our-offers")))
    assert again(town).title == "Tea"


def test_our_entries_hold_our_offers_and_no_others(town: World) -> None:
    saved = opened(town).get(town.url("our-offers/save"))
    assert saved.headers["Content-Disposition"] == 'attachment; filename="our-entries.json"'
    feed = json.loads(saved.content)
    assert {service["name"] for service in feed["services"]} == {"Repair Saturday", "Tea and a chat"}
    assert [body["name"] for body in feed["organizations"]] == ["A club in North"]


def test_our_entries_open_as_a_table_that_runs_no_formula_and_comes_in_again(town: World) -> None:
    by = town.actor("officer")
    change_words(offer=again(town), words={"title": "=HYPERLINK(1)", "contact": "01632 960222"}, by=by)
    Offer.objects.filter(title="=HYPERLINK(1)").update(min_age=60)
    state_capacity(offer=again(town), stated=0, by=by)
    keeper = opened(town)
    assert "our-offers/save.csv" in text_of(keeper.get(town.url("our-offers")))
    saved = keeper.get(town.url("our-offers/save.csv"))
    assert saved.headers["Content-Disposition"] == 'attachment; filename="our-entries.csv"'
    assert saved.content.startswith("\ufeff".encode())
    head, *rows = list(csv.reader(io.StringIO(saved.content.decode("utf-8-sig"))))
    found = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert set(found) == {"Repair Saturday", "'=HYPERLINK(1)"}
    assert found["'=HYPERLINK(1)"]["Telephone"] == "01632 960222"
    assert found["'=HYPERLINK(1)"]["Who it is for"] == "People who are 60 or older."
    assert found["'=HYPERLINK(1)"]["Full just now"] == "Yes"
    assert {row["Organisation"] for row in found.values()} == {"A club in North"}
    one = staged(town.place, saved.content, name="Ours")
    assert "Opening hours" in one.headers and one.columns[head.index("Opening hours")] == "week"
    assert counts(one) == {"new": 2}


def test_the_desk_sends_a_link_after_a_check_and_keeps_the_address_out_of_the_feed(town: World) -> None:
    Organisation.objects.filter(pk=town.club.pk).update(email="")
    officer = town.browser("officer")
    url = town.url(f"keepers/{town.club.pk}")
    assert "Say how you checked" in text_of(post(officer, url, by="email", email="secretary@example.org"))
    sent = post(
        officer, url, checked_how="phone", by="email", email="secretary@example.org", number="07700 900123"
    )
    assert sent.status_code == 302
    assert outbox.messages(town.place.slug)[0].to == "secretary@example.org"
    link = KeeperLink.objects.get()
    assert (link.how, link.checked_how, link.vouched_by) == ("vouched", "phone", "Mel, partnership officer")
    client = Client()
    client.get(last_link(town))
    post(client, town.url("keep"))
    saved = text_of(client.get(town.url("our-offers/save")))
    assert "secretary" not in saved and "900123" not in saved
    assert "secretary" not in "\n".join(register.saved_lines(town.place))


def test_a_letter_is_shown_once(town: World) -> None:
    officer, same = town.browser("officer"), key()
    url, form = town.url(f"keepers/{town.club.pk}"), {"checked_how": "visit", "by": "letter", "key": same}
    officer.get(url)
    page = text_of(officer.post(url, form))
    found = re.search(r"http://testserver(/\S+?)<", page)
    assert found and outbox.messages(town.place.slug) == []
    again = officer.post(url, form)
    assert again.status_code == 302, "sent twice, it is not shown again"
    client = Client()
    client.get(found[1])
    post(client, town.url("keep"))
    assert client.get(town.url("our-offers")).status_code == 200


def test_the_keeper_stops_what_we_ask_and_starts_it_again(town: World) -> None:
    reach = keep_reach(organisation=town.club, by=town.actor("officer"), number="07700 900123")
    client = opened(town)
    for press, stopped in (("stop", True), ("start", False)):
        post(client, town.url("our-offers/reminders"), press=press)
        reach.refresh_from_db()
        assert (reach.stopped_at is not None) == stopped


def test_outbox_and_phone_are_only_in_a_demonstration(town: World) -> None:
    keep_reach(organisation=town.club, by=town.actor("officer"), number="07700 900123")
    for path in ("outbox", "phone"):
        assert Client().get(town.url(path)).status_code == 404
    town.place.demonstration = True
    town.place.save(update_fields=["demonstration"])
    ask(town)
    assert "club@example.org" in text_of(Client().get(town.url("outbox")))
    phone = Client()
    phone.post(town.url("phone"), {"press": "ask"})
    assert "Is “" in text_of(phone.get(town.url("phone")))
    phone.post(town.url("phone"), {"press": "1"})
    assert "marked as checked by you today" in text_of(phone.get(town.url("phone")))


def test_a_real_place_sends_by_smtp_and_a_demonstration_never(town: World, settings: Any) -> None:
    settings.SENDS_EMAIL = True
    ask(town)
    assert [letter.to for letter in mail.outbox] == [["club@example.org"]]
    town.place.demonstration = True
    town.place.save(update_fields=["demonstration"])
    ask(town)
    assert len(mail.outbox) == 1
    assert len(outbox.messages(town.place.slug)) == 1


def test_no_letter_names_a_person_or_what_anybody_needs(town: World) -> None:
    ask(town)
    [letter] = outbox.messages(town.place.slug)
    said = re.sub(
        r"https?://\S+", "", letter.words + letter.subject
    )  # letters of the link are drawn at random
    for word in ("Zofia", "shelf", "North ward", "Rae"):
        assert word not in said


def test_an_entry_of_a_person_has_no_keeper(town: World) -> None:
    Offer.objects.filter(pk=town.offers["bench"].pk).update(giver=town.people[0], provider=None)
    url = town.url(f"offers/{town.offers['bench'].pk}")
    assert Client().get(f"{url}/yours").status_code == 404
    assert "Is this yours?" not in text_of(Client().get(url))
    assert directory.get_offer(town.place, town.offers["bench"].pk)
