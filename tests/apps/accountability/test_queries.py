"""A member asks any body in public, a clock runs, the answer is public; nobody's name or number stands in it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.accountability import bodies, queries
from helpfulacts.accountability.actions.answer_query import answer_query, excuse_query
from helpfulacts.accountability.actions.hide_words import hide_words
from helpfulacts.accountability.actions.raise_query import raise_query, take_query_back
from helpfulacts.accountability.models import Query
from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import NOBODY, Actor
from helpfulacts.places import selectors as places
from helpfulacts.promises import selectors as promises

pytestmark = pytest.mark.django_db
ASKS = "Why does the bus that you run not stop at the clinic on Sundays?"
ANSWER = "From May it stops there each hour."
MONDAY = dt.datetime(2026, 6, 1, 10, tzinfo=dt.UTC)
MEL = Actor("Mel, partnership officer", "officer", uuid.uuid4())
KHAN = Actor("Cllr Khan", "elected", uuid.uuid4())


@pytest.fixture
def bus(place: Any) -> Any:
    return begin_organisation(place=place, name="A bus company")


@pytest.fixture
def driver(bus: Any) -> Actor:
    return Actor("Ada, bus company", "provider", uuid.uuid4(), None, bus.pk)


@pytest.fixture
def query(place: Any, bus: Any) -> Query:
    with as_if(MONDAY):
        return raise_query(
            place=place, body=bus, question=ASKS, ward=places.area_by_name(place, "North"), by=KHAN
        )


def state(query: Query, days: int) -> str:
    with as_if(MONDAY + dt.timedelta(days=days)):
        return queries.as_asked(query).state


def test_the_clock_runs_ten_working_days_and_late_is_seen(query: Query, place: Any) -> None:
    [asked] = queries.all_queries(place)
    assert (asked.query.number, asked.query.question, asked.promise.by_id) == (1, ASKS, query.body_id)
    assert asked.promise.due == dt.date(2026, 6, 15)
    assert [state(query, days) for days in (0, 14, 15)] == ["open", "open", "late"]
    [entry] = register.entries(place, noun="query")
    assert entry.action == "raised a query"
    assert entry.facts == {"query": 1, "body": "A bus company", "due": "2026-06-15"}


def test_the_body_answers_and_everybody_reads_who_said_it(query: Query, driver: Actor, place: Any) -> None:
    with as_if(MONDAY + dt.timedelta(days=3)):
        answer_query(query=query, answer=ANSWER, by=driver)
    asked = queries.as_asked(query)
    assert (asked.query.answer, asked.query.answered_by, asked.query.written_by) == (
        ANSWER,
        driver.shown_as,
        "",
    )
    assert (asked.state, asked.days) == ("kept", 3)
    assert queries.answering([asked]) == queries.Answering(raised=1, answered=1, late=0, took=(3,))
    assert [entry.action for entry in register.entries(place, noun="query")] == [
        "raised a query",
        "answered a query",
    ]
    with pytest.raises(Refused, match="answered already"):
        answer_query(query=query, answer="Something else.", by=driver)
    with pytest.raises(IntegrityError), transaction.atomic():
        Query.objects.filter(pk=query.pk).update(answer="Something else.")


def test_the_office_writes_an_answer_down_and_says_who_gave_it(query: Query) -> None:
    with pytest.raises(Refused, match="Say who gave this answer"):
        answer_query(query=query, answer=ANSWER, by=MEL)
    answer_query(query=query, answer=ANSWER, said_by="The manager", by=MEL)
    assert (query.answered_by, query.written_by) == ("The manager", MEL.shown_as)


def test_nobody_else_raises_or_answers(place: Any, bus: Any, query: Query, driver: Actor) -> None:
    for actor in (NOBODY, MEL, driver):
        with pytest.raises(NotAllowed):
            raise_query(place=place, body=bus, question=ASKS, by=actor)
    elsewhere = Actor("Rae", "provider", uuid.uuid4(), None, uuid.uuid4())
    for actor in (NOBODY, KHAN, elsewhere):
        with pytest.raises(NotAllowed):
            answer_query(query=query, answer=ANSWER, by=actor)
    with pytest.raises(NotAllowed):
        take_query_back(query=query, by=Actor("Cllr Other", "elected", uuid.uuid4()))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Why was Mrs Begum sent away?", "Mrs Begum"),
        ("Why did nobody come to 14 Mill Lane in May?", "14 Mill Lane"),
        ("A boy called Kofi waits in the rain. Why?", "called Kofi"),
        ("What is the matter at DY5 1AA?", "DY5 1AA"),
        ("Ring me on 01632 960999 about it.", "phone number"),
        ("Write to khan@example.org about it.", "e-mail"),
        ("?!", "Write in words"),
    ],
)
def test_words_that_tell_who_somebody_is_are_refused(place: Any, bus: Any, words: str, found: str) -> None:
    with pytest.raises(Refused, match=found):
        raise_query(place=place, body=bus, question=words, by=KHAN)
    assert not Query.objects.exists()


def test_an_answer_names_nobody_either(query: Query, driver: Actor) -> None:
    with pytest.raises(Refused, match="Mr Lam"):
        answer_query(query=query, answer="Mr Lam was not at home.", by=driver)


def test_it_is_taken_back_before_it_is_answered_and_its_words_go(query: Query, place: Any) -> None:
    take_query_back(query=query, by=KHAN)
    asked = queries.as_asked(query)
    assert (asked.state, asked.query.question, asked.is_open) == ("taken back", "", False)
    assert queries.answering([asked]).raised == 0
    assert not promises.open_about(place, "query", query.pk)
    with pytest.raises(Refused, match="took this back already"):
        take_query_back(query=query, by=KHAN)
    with pytest.raises(Refused, match="took this back"):
        answer_query(query=query, answer=ANSWER, said_by="The manager", by=MEL)


def test_what_is_answered_cannot_be_taken_back(query: Query, driver: Actor) -> None:
    answer_query(query=query, answer=ANSWER, by=driver)
    with pytest.raises(Refused, match="it stays"):
        take_query_back(query=query, by=KHAN)


def test_a_late_answer_is_excused_only_with_a_reason_and_can_still_be_given(
    query: Query, driver: Actor
) -> None:
    with as_if(MONDAY), pytest.raises(Refused, match="not late"):
        excuse_query(query=query, reason="They are moving house.", by=MEL)
    with as_if(MONDAY + dt.timedelta(days=20)):
        with pytest.raises(Refused, match="Say why"):
            excuse_query(query=query, reason=" ", by=MEL)
        with pytest.raises(NotAllowed):
            excuse_query(query=query, reason="We were busy.", by=driver)
        excuse_query(query=query, reason="Their office burnt down.", by=MEL)
        asked = queries.as_asked(query)
        assert (asked.state, asked.promise.exception) == ("excused", "Their office burnt down.")
        answer_query(query=query, answer=ANSWER, by=driver)
    assert queries.as_asked(query).query.answer == ANSWER


def test_a_ward_shows_its_own_queries_and_those_of_the_whole_place(
    query: Query, place: Any, bus: Any
) -> None:
    raise_query(place=place, body=bus, question="When do you next meet?", by=KHAN)
    north, other = places.area_by_name(place, "North"), places.areas(place)[-1]
    assert north is not None and other != north
    assert [one.query.number for one in queries.about_ward(place, north)] == [2, 1]
    assert [one.query.number for one in queries.about_ward(place, other)] == [2]
    assert [one.query.number for one in queries.to_body(place, bus)] == [2, 1]
    with pytest.raises(NotFound):
        queries.get_query(place, 3)


def test_a_body_of_somebody_who_must_not_be_found_has_no_page_and_is_not_asked(
    place: Any, bus: Any, make_person: Any
) -> None:
    hidden = begin_organisation(place=place, name="Curtains by hand")
    [offer] = list_offers(place=place, drafts=[OfferDraft(
        title="Curtains", kind="service", sphere="civic", provider=hidden, imported=True, facets={"repairs": 3},
        shown_from="A shop", where=("venue",), particulars={"per_session": 4, "starts": "any week"},
    )])  # fmt: skip
    assert list(bodies.named(place)) == [bus, hidden]
    raise_query(place=place, body=hidden, question=ASKS, by=KHAN)
    keeper = make_person()
    type(keeper).objects.filter(pk=keeper.pk).update(protected=True)
    type(offer).objects.filter(pk=offer.pk).update(kept_by=keeper)
    assert list(bodies.named(place)) == [bus]
    assert queries.all_queries(place) == []
    with pytest.raises(NotFound):
        bodies.get_named(place, hidden.pk)
    with pytest.raises(NotFound):
        raise_query(place=place, body=hidden, question=ASKS, by=KHAN)


@pytest.mark.parametrize(
    ("took", "words"),
    [
        ((), ""),
        ((0,), "The answer came in less than a day."),
        ((4, 0, 4), "The answers came in less than a day and 4 days."),
        ((9, 1, 2, 1, 8), "Half of the answers came in 2 days or less."),
        ((0, 0, 0, 3, 9), "Half of the answers came in less than a day."),
    ],
)
def test_few_answers_are_said_plainly_and_many_by_their_half(took: tuple[int, ...], words: str) -> None:
    assert queries.Answering(9, len(took), 0, took).how_soon == words


def test_a_person_is_never_asked_and_bodies_stand_by_their_side(place: Any, bus: Any) -> None:
    """Who gives as a neighbour, or only told an idea, may be one person with a name of their own here."""

    def body(name: str, sphere: str, kind: str = "service") -> Any:
        made = begin_organisation(place=place, name=name)
        particulars: dict[str, Any] = (
            {"per_session": 4, "starts": "any week"} if kind == "service" else {"steps": ["Ask."]}
        )
        list_offers(place=place, drafts=[OfferDraft(
            title=f"Of {name}", kind=kind, sphere=sphere, provider=made, imported=True, facets={"repairs": 3},
            shown_from=name, where=("venue",), particulars=particulars,
        )])  # fmt: skip
        return made

    clinic, choir, shop = body("A clinic", "public"), body("A choir", "civic"), body("A shop", "private")
    firefighter, electricians = body("A firefighter", "public", "idea"), body("Two electricians", "personal")
    assert bodies.askable(place) == [
        ("Public", [clinic]),
        ("Civic", [choir]),
        ("Private", [shop]),
        ("Others", [bus]),
    ]
    for person in (firefighter, electricians):
        assert bodies.get_named(place, person.pk) == person, "their page stays"
        with pytest.raises(Refused, match="never asked in public"):
            raise_query(place=place, body=person, question=ASKS, by=KHAN)


def test_lines_are_kept_as_they_were_written(place: Any, bus: Any, driver: Actor) -> None:
    query = raise_query(
        place=place, body=bus, question="  Two things:\r\n1. the bus\r\n\r\n2. the stop ", by=KHAN
    )
    assert query.question == "Two things:\n1. the bus\n\n2. the stop"
    answer_query(query=query, answer="Yes.\nFrom May.", by=driver)
    assert query.answer == "Yes.\nFrom May."


def test_numbers_run_on_after_one_is_taken_back(query: Query, place: Any, bus: Any) -> None:
    take_query_back(query=query, by=KHAN)
    assert raise_query(place=place, body=bus, question=ASKS, by=KHAN).number == 2
    assert now() > query.asked_at


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Why did Shanice Okafor-Brown of North not get help?", "Shanice Okafor-Brown"),
        ("Ivan Horvat waits since May.", "Ivan Horvat"),
        ("Žarko Kovač waits. Why?", "Žarko Kovač"),
        ("My neighbour waits since May. Why?", "My neighbour"),
        ("Why was my old mum sent away?", "my old mum"),
    ],
)
def test_words_that_may_name_somebody_are_asked_about_before_anybody_reads_them(
    place: Any, bus: Any, words: str, found: str
) -> None:
    with pytest.raises(Refused, match=found) as refusal:
        raise_query(place=place, body=bus, question=words, by=KHAN)
    assert refusal.value.field == "no_person" and not Query.objects.exists()
    assert raise_query(place=place, body=bus, question=words, by=KHAN, no_person=True).question == words


@pytest.mark.parametrize(
    "words",
    [
        "Does A bus company stop in North on Sundays?",
        "Why does the NHS England desk close on Monday May 4?",
        "From May, does it stop at the clinic? When will In-work help begin?",
        "Our neighbours and my constituents ask when it comes.",
    ],
)
def test_wards_bodies_and_days_are_no_names(place: Any, bus: Any, words: str) -> None:
    assert raise_query(place=place, body=bus, question=words, by=KHAN).number == 1


def test_an_answer_that_may_name_somebody_is_asked_about_too(query: Query, driver: Actor) -> None:
    with pytest.raises(Refused, match="Ivan Horvat") as refusal:
        answer_query(query=query, answer="We rang Ivan Horvat twice.", by=driver)
    assert refusal.value.field == "no_person"


def test_an_officer_hides_words_for_good_and_says_why(query: Query, driver: Actor, place: Any) -> None:
    for actor in (NOBODY, KHAN, driver):
        with pytest.raises(NotAllowed):
            hide_words(query=query, words="question", reason="names", by=actor)
    with pytest.raises(Refused, match="no words here"):
        hide_words(query=query, words="answer", reason="names", by=MEL)
    answer_query(query=query, answer=ANSWER, by=driver)
    before = queries.as_asked(query)
    for words, reason in (("question", "names"), ("answer", "points")):
        hide_words(query=query, words=words, reason=reason, by=MEL)
        with pytest.raises(Refused, match="no words here"):
            hide_words(query=query, words=words, reason=reason, by=MEL)
    after = queries.as_asked(Query.objects.get(pk=query.pk))
    assert after.query.question == after.query.answer == ""
    assert (after.state, after.days) == (before.state, before.days)
    assert (after.query.answered_by, after.is_open) == (driver.shown_as, False)
    assert queries.why_hidden(query) == {
        "question": "it names somebody",
        "answer": "it tells who somebody is",
    }
    told = str([entry.facts for entry in register.entries(place, noun="query")])
    assert ASKS not in told and ANSWER not in told
    with pytest.raises(Refused, match="answered already"):
        answer_query(query=query, answer="Something else.", by=driver)


def test_what_is_hidden_while_it_waits_can_still_be_answered_or_taken_back(query: Query) -> None:
    hide_words(query=query, words="question", reason="asked", by=MEL)
    assert queries.as_asked(query).state in ("open", "late") and queries.as_asked(query).is_open
    take_query_back(query=query, by=KHAN)
    assert queries.as_asked(query).state == "taken back"


@pytest.mark.parametrize(
    "change",
    [
        {"question": "Other words?"},
        {"answer": "Other words."},
        {"question": ""},
        {"answer": ""},
        {"answered_by": "Nobody"},
        {"number": 9},
    ],
)
def test_the_database_lets_nothing_else_change(query: Query, driver: Actor, change: dict[str, Any]) -> None:
    """Emptied without the time of hiding is refused too; and once hidden, no words come back."""
    answer_query(query=query, answer=ANSWER, by=driver)
    with pytest.raises(IntegrityError), transaction.atomic():
        Query.objects.filter(pk=query.pk).update(**change)
    hide_words(query=query, words="question", reason="names", by=MEL)
    for again in ({"question_hidden_at": None, "question": ASKS}, {"question_hidden_at": now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Query.objects.filter(pk=query.pk).update(**again)
