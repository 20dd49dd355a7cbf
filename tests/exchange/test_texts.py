"""A small club keeps its entry right by text: one digit, once, from its own number, and nobody else's."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.directory import texts as questions
from helpfulacts.directory.actions.ask_if_right import ask_if_right, have_read
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, Weekly
from helpfulacts.directory.models import CapacityPeriod, Offer, TextAsked, TextToRead
from helpfulacts.exchange.messages import outbox, sending
from helpfulacts.exchange.texts.asking import remind_keepers
from helpfulacts.exchange.texts.reading import understand
from helpfulacts.people import keepers
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.keep_reach import keep_reach
from helpfulacts.people.actor import Actor

pytestmark = pytest.mark.django_db
DESK = Actor("Tom, link worker", "navigator")
SECRET, NUMBER = "a secret of both sides", "+447700900123"


@pytest.fixture(autouse=True)
def here(settings: Any, tmp_path: Any) -> None:
    settings.TEXTS_SECRET, settings.OUTBOX = SECRET, tmp_path / "outbox"


def offer(title: str, body: Any, **more: Any) -> OfferDraft:
    return OfferDraft(
        title=title, kind="service", sphere="civic", provider=body, imported=True,
        weekly=(Weekly("tue", dt.time(12), dt.time(14)),), capacity=CapacityDraft("place", 6), **more,
    )  # fmt: skip


@pytest.fixture
def club(place: Any) -> Any:
    body = begin_organisation(place=place, name="A soup kitchen in North")
    list_offers(place=place, drafts=[offer("Tuesday soup", body)])
    keep_reach(organisation=body, by=DESK, number=NUMBER)
    return body


def soup() -> Offer:
    return Offer.objects.get(title="Tuesday soup")


def places() -> tuple[int, bool]:
    period = CapacityPeriod.objects.get(offer=soup())
    return period.places, period.closed


def send(
    words: str,
    *,
    sender: str = "07700 900123",
    message: str = "m1",
    secret: str = SECRET,
    to: str = "testham",
) -> Any:
    return Client().post(
        f"/{to}/api/v1/texts/",
        json.dumps({"from": sender, "words": words, "id": message}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )


def ask(place: Any) -> None:
    with as_if(now() - dt.timedelta(minutes=5)):
        assert remind_keepers(place=place, day=today()).texts == 1


def sent(place: Any) -> list[str]:
    return [one.words for one in outbox.messages(place.slug, form="text")]


def test_it_works(place: Any, club: Any) -> None:
    ask(place)
    assert sent(place) == [
        "Is “Tuesday soup” (Tuesdays, noon to 2pm) still right? "
        "Reply 1 yes, 2 we are full, 3 we have places again, 4 ring me, 5 talk to us first. STOP ends these texts."
    ]
    answer = send("1")
    assert answer.status_code == 200
    assert (soup().checked_on, soup().checked_how) == (today(), "text")
    assert soup().checked_by == "A soup kitchen in North"
    assert TextAsked.objects.get().answer == "right"
    assert "checked by you today" in sent(place)[0]


@pytest.mark.parametrize(
    "words", ["2", "Full", "we are full!", "FULL.", "Llawn", "２", "②", "2️⃣ thanks", " 2 \n", "We're full"]
)
def test_full_by_text(place: Any, club: Any, words: str) -> None:
    ask(place)
    send(words)
    assert places() == (0, False)
    assert TextAsked.objects.get().answer == "full"


@pytest.mark.parametrize("words", ["3", "places", "not full", "Not full any more.", "lleoedd"])
def test_places_again_by_text_brings_the_number_back(place: Any, club: Any, words: str) -> None:
    ask(place)
    send("2", message="m1")
    send(words, message="m2")
    assert places() == (6, False)


@pytest.mark.parametrize(
    ("held", "says"),
    [
        (0, "takes people again. You can take 6."),
        (5, "You can take 1 more."),
        (6, "is still full: 6 people have a place"),
    ],
)
def test_places_again_by_text_never_says_that_there_is_room_where_every_place_is_taken(
    place: Any, club: Any, held: int, says: str
) -> None:
    CapacityPeriod.objects.filter(offer=soup()).update(held=held)
    ask(place)
    send("full")
    reply = send("3", message="m2").json()["reply"]
    assert says in reply and ("takes people again" in reply) == (held < 6)
    assert places() == (6, False)
    again = send("3", message="m3").json()["reply"]
    assert ("was not full" in again) == (held < 6) and ("is still full" in again) == (held == 6)


def test_talk_to_us_first_by_text_counts_no_places_until_they_count_again(place: Any, club: Any) -> None:
    ask(place)
    send("5", message="m1")
    assert places() == (0, False) and CapacityPeriod.objects.get(offer=soup()).talks_first
    send("places", message="m2")
    assert places() == (6, False) and not CapacityPeriod.objects.get(offer=soup()).talks_first


def test_ring_me_goes_to_a_person(place: Any, club: Any) -> None:
    ask(place)
    send("4")
    [text] = questions.texts_to_read(place)
    assert (text.organisation, text.said, text.number) == (club, "Ring me about “Tuesday soup”.", NUMBER)
    have_read(place=place, text_id=text.pk, by=DESK)
    text.refresh_from_db()
    assert (text.said, text.number, text.seen_by) == ("", "", "Tom, link worker")
    assert questions.texts_to_read(place) == []


def test_stop_ends_texts_and_start_brings_them_back(place: Any, club: Any) -> None:
    ask(place)
    send("STOP", message="m1")
    assert TextAsked.objects.get().answer == "stop"
    with as_if(now() + dt.timedelta(days=40)):
        assert remind_keepers(place=place, day=today()).texts == 0
    send("start", message="m2")
    with as_if(now() + dt.timedelta(days=40)):
        assert remind_keepers(place=place, day=today()).texts == 1


@pytest.mark.parametrize(
    "words",
    [
        "no",
        "yes but we moved",
        "The hall is shut, who do I tell?",
        "12",
        "6",
        "",
        "🙂",
        "1 2 1 2 1 2",
    ],
)
def test_anything_else_changes_nothing_and_a_person_reads_it(place: Any, club: Any, words: str) -> None:
    ask(place)
    before = (soup().checked_on, places())
    assert "person will read" in send(words).json()["reply"]
    assert (soup().checked_on, places()) == before
    assert len(questions.texts_to_read(place)) == 1


def test_a_text_in_danger_is_told_of_999_first(place: Any, club: Any) -> None:
    assert send("I want to kill myself").json()["reply"].startswith("If somebody is in danger now, ring 999.")


def test_an_unknown_number_changes_nothing_and_a_person_reads_it(place: Any, club: Any) -> None:
    ask(place)
    for words, message in (("2", "m1"), ("STOP", "m2"), ("hello?", "m3")):
        assert "person will read" in send(words, sender="07700900999", message=message).json()["reply"]
    assert places() == (6, False)
    [text] = questions.texts_to_read(place)
    assert (text.organisation, text.said) == (None, "2\nSTOP\nhello?")


def test_a_number_answers_in_its_own_place_only(place: Any, club: Any) -> None:
    from helpfulacts.places.models import Place

    Place.objects.create(slug="elsewhere", name="Elsewhere", person_to_talk_to="Ada", desk="Go.")
    ask(place)
    send("2", to="elsewhere")
    assert places() == (6, False)


def test_the_same_message_twice_has_one_effect_and_one_reply(place: Any, club: Any) -> None:
    ask(place)
    first, second = send("2"), send("2")
    assert first.json() == second.json()
    assert len(sent(place)) == 2, "the question and one reply"
    assert [entry.action for entry in register.entries(place)].count("state_capacity") == 1
    assert send("1").status_code == 400, "the same id with other words"


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", SECRET[:-1], "sécret"])
def test_without_the_secret_there_is_nothing_there(place: Any, club: Any, secret: str) -> None:
    ask(place)
    answer = Client().post(
        "/testham/api/v1/texts/", "{}", content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {secret}",
    )  # fmt: skip
    assert answer.status_code == 404
    assert places() == (6, False)


def test_where_no_secret_is_set_even_an_empty_one_opens_nothing(place: Any, club: Any, settings: Any) -> None:
    settings.TEXTS_SECRET = ""
    assert send("2", secret="").status_code == 404


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"from": 1, "words": "1", "id": "x"}', '{"from": "077", "words": "1"}', "\ud800", '{"from":"ring","words":"1","id":"x"}']
)  # fmt: skip
def test_what_is_no_text_is_refused_with_one_sentence(place: Any, body: str) -> None:
    answer = Client().post(
        "/testham/api/v1/texts/", body.encode("utf-8", "surrogatepass"), content_type="application/json",
        headers={"Authorization": f"Bearer {SECRET}"},
    )  # fmt: skip
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}


def test_two_entries_are_asked_about_one_after_the_other(place: Any, club: Any) -> None:
    list_offers(place=place, drafts=[offer("Wednesday bread", club)])
    ask(place)
    assert "Is “Wednesday bread”" in send("1", message="m1").json()["reply"]
    assert "“Wednesday bread” now says that it is full" in send("2", message="m2").json()["reply"]
    assert places() == (6, False)


def test_an_answer_concerns_only_what_this_number_was_asked_last(place: Any, club: Any) -> None:
    assert "have not asked you" in send("2", message="m0").json()["reply"]
    assert places() == (6, False), "their only entry, but nobody asked about it"
    list_offers(place=place, drafts=[offer("Wednesday bread", club)])
    ask(place)
    reply = send("1, 2", message="m1").json()["reply"]
    assert reply.startswith(
        "That was more than one answer, so nothing was changed. Send one digit, please. Is “Tues"
    )
    assert "bread" not in reply and Offer.objects.filter(checked_on=None).count() == 2
    assert "“Tuesday soup” is marked" in send("yes, 1", message="m2").json()["reply"]
    assert "“Wednesday bread” now says" in send("2", message="m3").json()["reply"]
    assert "“Wednesday bread” takes people again" in send("3", message="m4").json()["reply"]
    assert places() == (6, False)
    TextAsked.objects.update(organisation=begin_organisation(place=place, name="Who kept the number before"))
    assert "have not asked you" in send("2", message="m5").json()["reply"]


def test_one_question_is_open_for_a_number(place: Any, club: Any) -> None:
    ask(place)
    asked = TextAsked.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        TextAsked.objects.create(
            place=place, organisation=club, offer=soup(), number_hash=asked.number_hash, asked_at=now()
        )
    ask_if_right(offer=soup(), number_hash=asked.number_hash)
    asked.refresh_from_db()
    assert asked.answer == "none"


def test_one_message_a_body_in_a_month(place: Any, club: Any) -> None:
    ask(place)
    assert remind_keepers(place=place, day=today()).texts == 0
    assert len(sent(place)) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        TextAsked.objects.create(
            place=place, organisation=club, offer=soup(), month=f"{today():%Y-%m}", asked_at=now(),
            answered_at=now(), answer="none",
        )  # fmt: skip


def test_nobody_is_asked_about_what_was_checked_in_the_last_eighty_days(place: Any, club: Any) -> None:
    Offer.objects.filter(pk=soup().pk).update(checked_on=today() - dt.timedelta(days=79))
    assert remind_keepers(place=place, day=today()).texts == 0
    Offer.objects.filter(pk=soup().pk).update(checked_on=today() - dt.timedelta(days=80))
    assert remind_keepers(place=place, day=today()).texts == 1


def test_a_body_without_a_number_is_written_to_with_a_link_of_its_own(place: Any) -> None:
    body = begin_organisation(place=place, name="A choir in South")
    list_offers(place=place, drafts=[offer("Tuesday soup", body)])
    keep_reach(organisation=body, by=DESK, email="choir@example.org")
    assert remind_keepers(place=place, day=today()).letters == 1
    [letter] = outbox.messages(place.slug)
    assert letter.to == "choir@example.org" and "/testham/keep/" in letter.words
    assert remind_keepers(place=place, day=today()).letters == 0


def test_a_body_nobody_asked_at_the_desk_is_never_written_to(place: Any) -> None:
    body = begin_organisation(place=place, name="A choir in South")
    type(body).objects.filter(pk=body.pk).update(email="choir@example.org")
    list_offers(place=place, drafts=[offer("Tuesday soup", body)])
    remind_keepers(place=place, day=today())
    assert outbox.messages(place.slug) == []


def test_a_text_cannot_change_the_entries_of_another_body(place: Any, club: Any) -> None:
    other = begin_organisation(place=place, name="A choir in South")
    list_offers(place=place, drafts=[offer("Singing", other)])
    keep_reach(organisation=other, by=DESK, number="07700900124")
    ask_if_right(offer=soup(), number_hash=keepers.number_hash(place, NUMBER))
    send("2", sender="07700900124")
    assert places() == (6, False)
    assert CapacityPeriod.objects.get(offer__title="Singing").stated == 6, (
        "nor their own, which nobody asked about"
    )


def test_words_and_number_are_sealed_and_in_no_register(place: Any, club: Any) -> None:
    send("Ring Gladys about her hip")
    row = TextToRead.objects.values().get()
    assert "Gladys" not in str(row) and "900123" not in str(row)
    assert "Gladys" not in "\n".join(register.saved_lines(place))


@pytest.mark.django_db(transaction=True)
def test_no_message_is_sent_inside_a_transaction(place: Any) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        sending.send_text(place=place, to=NUMBER, words="Too soon.")
    assert outbox.messages(place.slug) == []


@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("1", ["right"]), ("Yes.", ["right"]), ("yes please", ["right"]), ("ie", ["right"]), ("1.", ["right"]),
        ("1 2 4", ["right", "full", "ring"]), ("not full", ["places"]), ("full", ["full"]), ("not", []),
        ("Stop", ["stop"]), ("STOP 1", ["stop"]), ("call me", ["ring"]), ("yes, full", ["right", "full"]), ("", []),
    ],
)  # fmt: skip
def test_what_a_short_text_means(words: str, means: list[str]) -> None:
    assert understand(words) == means
