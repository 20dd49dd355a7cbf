"""What a free sentence asks is read as people mean it, or said in one plain sentence; nothing of it is dropped without a word."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection

from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.look_for_help import look_for_help
from helpfulacts.directory.actions.roll_occurrences import roll_occurrences
from helpfulacts.directory.asked_words import asked_in_words
from helpfulacts.directory.asking_when import read_when
from helpfulacts.directory.crisis import advice_for
from helpfulacts.directory.days_ruled_out import NO_DAY, NOT_THEN
from helpfulacts.directory.drafts import OfferDraft, Weekly
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import Gap, Offer
from helpfulacts.directory.not_wanted import not_wanted
from helpfulacts.directory.open_then import sessions_in, with_dates
from helpfulacts.directory.other_languages import other_language
from helpfulacts.directory.window import DAY, Window
from helpfulacts.places.models import Area

THURSDAY = dt.datetime(2026, 11, 26, 10)
COMING = "Friday 27 November to Thursday 3 December"


@pytest.mark.parametrize(
    ("words", "said", "rest"),
    [
        ("open at 3am", f"{COMING}, at 3am", ""),
        ("somebody to talk to at 3am", f"{COMING}, at 3am", "somebody to talk to"),
        ("3am", f"{COMING}, at 3am", ""),
        ("open at 3 in the morning", f"{COMING}, at 3am", ""),
        ("open at 03:00", f"{COMING}, at 3am", ""),
        ("open after midnight", "Thursday 26 November to Wednesday 2 December, before 4am", ""),
        ("lunch not before noon on Monday", "Monday 30 November, after noon", "lunch"),
        ("lunch on Monday or Thursday", "Thursday 26 November or Monday 30 November", "lunch"),
        ("lunch on Mondays and Tuesdays", "Mondays and Tuesdays until Tuesday 22 December", "lunch"),
        ("lunch Monday to Friday", "weekdays, Monday 30 November to Friday 4 December", "lunch"),
        ("open at 3pm", "Thursday 26 November to Wednesday 2 December, at 3pm", ""),
        ("a choir on the 25th", "Friday 25 December", "a choir"),
        ("open on the 31st", "Thursday 31 December", ""),
        ("lunch on the 25th of January", "Monday 25 January 2027", "lunch"),
        ("lunch on January the 25th", "Monday 25 January 2027", "lunch"),
        ("a walk on the 2nd of next month", "Wednesday 2 December", "a walk"),
        ("a walk on Monday the 30th", "Monday 30 November", "a walk"),
        ("on Christmas Eve evening", "Thursday 24 December, after 5pm", ""),
        ("a meal on New Year's Eve", "Thursday 31 December", "a meal"),
        ("New Year's Day", "Friday 1 January 2027", ""),
        ("a meal on Easter Sunday", "Sunday 28 March 2027", "a meal"),
        ("open on bank holidays", "the next bank holiday, Friday 25 December", ""),
        ("a bed tomorrow night", "Friday 27 November, 5pm to 4am the next day", "a bed"),
        ("open 24/7", "Thursday 26 November to Wednesday 2 December, day and night", ""),
        ("a 24 hour helpline", "Thursday 26 November to Wednesday 2 December, day and night", "a helpline"),
        ("food any time", "any time", "food"),
        ("lunch but not on Mondays", "not on Mondays", "lunch"),
        ("a choir, not Mondays or Tuesdays", "not on Mondays or Tuesdays", "a choir"),
        ("lunch, never on a Sunday", "not on Sundays", "lunch"),
        ("lunch, nothing on Tuesdays please", "not on Tuesdays", "lunch please"),
        ("a choir, I work on Mondays", "not on Mondays", "a choir"),
        ("a choir, I'm not free at weekends", "not at weekends", "a choir"),
        ("lunch, I work in the evenings", "not in the evening", "lunch"),
        ("a choir, I have nothing on Mondays", "Mondays until Monday 21 December", "a choir, i have nothing"),
        ("a choir, no Mondays", "not on Mondays", "a choir"),
        ("lunch any day but Friday", "not on Fridays", "lunch"),
        ("lunch, not in the mornings", "not in the morning", "lunch"),
        ("lunch not on monday tuesday wednesday", "not on Mondays or Tuesdays or Wednesdays", "lunch"),
        ("lunch not on monday tuesdays are fine", "not on Mondays", "lunch tuesdays are fine"),
        ("a lift, not on Christmas Day", "not on Friday 25 December", "a lift"),
        ("6.30am", f"{COMING}, at 6:30am", ""),
        ("half six in the evening", "Thursday 26 November to Wednesday 2 December, at 6:30pm", ""),
        ("company at half past six tomorrow", "Friday 27 November, at 6:30pm", "company"),
        ("lunch Tuesdays or Thursdays", "Thursdays and Tuesdays until Tuesday 22 December", "lunch"),
        ("every second Thursday between 2 and 4", "Thursdays until Thursday 17 December, 2pm to 4pm", ""),
        ("between 10pm and 2am", "Thursday 26 November to Wednesday 2 December, 10pm to 2am the next day", ""),
        ("evening", "Thursday 26 November to Wednesday 2 December, after 5pm", ""),
        ("I'm free after 6pm, a choir", "Thursday 26 November to Wednesday 2 December, after 6pm", "a choir"),
        ("a choir and I am only free from 7", "Thursday 26 November to Wednesday 2 December, after 7pm", "a choir"),
        ("a choir. Free between 2 and 4", "Thursday 26 November to Wednesday 2 December, 2pm to 4pm", "a choir"),
        # told, not asked
        ("parking is free after 6pm", "", None),
        ("my mum fell at half past six", "", None),
        ("I get up at half six in the morning to care for him", "", None),
        ("my rent is due on the 25th", "", None),
        ("he died on the 25th", "", None),
        ("he wakes at 3am and I need a break", "", None),
        ("24 hours without food", "", None),
        ("I am up 24/7 with him", "", None),
        ("I could fall any time I go out", "", None),
        ("I have not eaten, not today", "Thursday 26 November", "i have not eaten, not"),
    ],
)  # fmt: skip
def test_the_time_that_a_sentence_asks_for_is_read_and_said(words: str, said: str, rest: str | None) -> None:
    asked = read_when(words, THURSDAY, "england-and-wales")
    read = [asked.window.in_words(THURSDAY.date())] if asked.window else []
    read += [f"not {asked.ruled_out.in_words(THURSDAY.date())}"] if asked.ruled_out else []
    read += ["any time"] if asked.any_time else []
    assert (" and ".join(read), asked.rest) == (said, words if rest is None else rest)


def test_the_next_bank_holiday_is_that_of_the_nation() -> None:
    window = read_when("open on bank holidays", THURSDAY, "scotland").window
    assert (
        window and window.in_words(THURSDAY.date()) == "the next bank holiday, Monday 30 November"
    )  # St Andrew's


@pytest.mark.parametrize(
    ("words", "refused", "rest"),
    [
        ("not the food bank", ("food bank",), ""),
        ("food, not the food bank please", ("food bank",), "food please"),
        ("lunch with people, no church or bingo", ("church", "bingo"), "lunch with people"),
        ("something outside, not sport", ("sport",), "something outside"),
        ("I don't want to go to the food bank", ("food bank",), ""),
        ("lunch but not in Netherton", ("netherton",), "lunch"),
        ("a choir, anything but gospel", ("gospel",), "a choir"),
        ("company not bingo", ("bingo",), "company"),
        ("a meal that isn't run by a church", ("church",), "a meal"),
        ("I don't want the council involved", ("council",), ""),
        ("I don't need food", ("food",), ""),
        ("somebody to talk to, I don't need food or clothes", ("food", "clothes"), "somebody to talk to"),
        ("company, I don't need help with food", ("food",), "company"),
        ("company, nothing with food", ("food",), "company"),
        ("I'm not hungry, just lonely", ("food",), "just lonely"),
        ("I am not hungry", ("food",), ""),
        ("company, no food please, no dogs", ("food", "dogs"), "company"),
        ("Nothing with dogs", ("dogs",), ""),
        ("lunch without stairs", ("stairs",), "lunch step free"),
        ("no gluten food bank", ("gluten",), "food bank"),
        ("no pork food parcels", ("pork",), "food parcels"),
        ("no meat meals for my mum", ("meat",), "meals for my mum"),
        ("no sports injury clinic", ("sports",), "injury clinic"),
        ("company, no big groups", ("big groups",), "company"),
        ("a meal, no food bank", ("food bank",), "a meal"),
        # a need is no refusal
        ("no food", (), None),
        ("we have no food please help", (), None),
        ("please help, no food", (), None),
        ("I have nothing with a roof", (), None),
        ("I don't need much but I can't cope", (), None),
        ("I don't want to drink any more", (), None),
        ("three weeks, no alcohol, not drinking", (), None),
        ("I have no food and no car", (), None),
        ("no money, no heating", (), None),
        ("I'm not sleeping, not eating", (), None),
        ("I'm not a drinker", (), None),
        ("it's not the money it's the company", (), None),
        ("life without him", (), None),
        ("I don't want to be a burden", (), None),
        ("i dont want to fall again", (), None),
        ("no bank account", (), None),
        ("no forms of ID", (), None),
    ],
)
def test_what_a_sentence_refuses_is_told_from_what_it_needs(
    words: str, refused: tuple[str, ...], rest: str | None
) -> None:
    assert not_wanted(words) == (refused, words if rest is None else rest)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("أحتاج إلى طعام", ("ar", "ur")), ("ਮੈਨੂੰ ਖਾਣਾ ਚਾਹੀਦਾ ਹੈ", ("pa",)), ("szukam jedzenia", ("pl",)),
        ("Potrzebuję pomocy z mieszkaniem", ("pl",)), ("am nevoie de mâncare", ("ro",)), ("necesito comida", ()),
        ("gdzie jest food bank", None), ("a café in Łódź Street", None), ("pierogi", None), ("I need food", None),
        ("an aide", None), ("pour tea", None), ("para sports", None), ("said in jest", None), ("casa", None), ("Zumba casa", None),
        ("des", None), ("Seán", None), ("Siân Gŵyl", None), ("chai", None), ("my mam", None),
    ],
)  # fmt: skip
def test_a_sentence_in_another_language_is_told_from_an_english_one(
    words: str, codes: tuple[str, ...] | None
) -> None:
    assert other_language(words) == codes


@pytest.fixture
def listed(place: Any) -> Any:
    """Testham on Thursday 26 November with lunches, a food bank and somebody to talk to."""
    with time_machine.travel(dt.datetime(2026, 11, 26, 10, tzinfo=dt.UTC), tick=False):
        noon = (dt.time(12), dt.time(14))
        for title, giver, ward, more in (
            ("Monday lunch", "A club", "South", {"weekly": (Weekly("mon", *noon),)}),
            ("Lunch on two days", "A club", "South", {"weekly": (Weekly("mon", *noon), Weekly("wed", *noon))}),
            ("Church lunch", "St Mary's", "South", {"weekly": (Weekly("wed", *noon),)}),
            ("Food bank", "The Trust", "North", {"weekly": (Weekly("wed", *noon),)}),
            ("A meal brought round", "A club", "", {"where": ("home",), "facets": {"food": 1}}),
            ("Hot food shelf", "The Library", "Middle", {
                "weekly": tuple(Weekly(day, dt.time(0), dt.time(23, 59)) for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
            }),
            ("A kind ear", "Neighbours", "Middle", {"facets": {"company": 3}, "where": ("phone",), "languages": ("pl",)}),
            ("An ear", "Neighbours", "Middle", {"facets": {"company": 3, "rights": 3}, "where": ("phone",)}),
        ):  # fmt: skip
            fields = {"facets": {"food": 3}, "where": ("venue",), **more}
            draft = OfferDraft(
                title=title, kind="service", sphere="civic", shown_from=giver, ward=ward, imported=True, **fields
            )  # fmt: skip
            list_offers(place=place, drafts=[draft])
        roll_occurrences(place=place)
        yield place


def titles(found: Any) -> list[str]:
    return [result.offer.title for result in found.results]


@pytest.mark.django_db
def test_what_is_refused_is_left_out_said_on_a_chip_and_comes_back_when_that_is_taken_away(
    listed: Any,
) -> None:
    for words, code, chip, gone in (
        ("lunch, no church", "refused", "Leave out “church”", {"Church lunch"}),
        ("food, not the food bank", "refused", "Leave out “food bank”", {"Food bank"}),
        ("lunch but not in south", "refused", "Leave out “south”", {"Monday lunch", "Lunch on two days", "Church lunch"}),
        ("lunch but not on Mondays", "not_when", "Not on Mondays", {"Monday lunch"}),
    ):  # fmt: skip
        found, whole = find(listed, words), find(listed, words, without=[code])
        assert {"code": code, "words": chip} in asked_in_words(listed, found), words
        assert set(titles(whole)) - set(titles(found)) == gone, words
        assert asked_in_words(listed, whole) == []
    [both] = [one for one in find(listed, "lunch but not on Mondays").results if "two" in one.offer.title]
    assert "Open Wednesday 2 December" in both.why and "Monday" not in both.why


@pytest.mark.django_db
def test_where_no_day_is_left_one_sentence_says_so(listed: Any) -> None:
    all_week = "lunch, not on weekdays or weekends"
    found = find(listed, all_week)
    assert found.in_vain == (NO_DAY,) and titles(found) == ["A meal brought round"]
    assert find(listed, all_week, without=["not_when"]).in_vain == ()
    found = find(listed, "lunch on Monday but not on Mondays")
    assert found.in_vain == (NOT_THEN,) and "Monday lunch" not in titles(found)
    assert "Lunch on two days" in titles(found)


@pytest.mark.django_db
def test_however_many_are_near_no_statement_names_them_all(listed: Any) -> None:
    asked: list[int] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(len(params or ()))
        return execute(sql, params, many, context)

    days = Window(tuple(THURSDAY.date() + number * DAY for number in range(84)))
    few = list(Offer.objects.filter(place=listed).values_list("search_key", flat=True))
    many = [*range(-3_000, 0), *few]
    there, dated = sessions_in(listed, days, among=few), with_dates(listed, few)
    assert there and dated
    with connection.execute_wrapper(count):
        assert sessions_in(listed, days, among=many) == there
        assert with_dates(listed, many) == dated
    assert max(asked) < 999, "the fewest parameters that any SQLite takes"


@pytest.mark.django_db
def test_a_ward_that_is_named_leads_with_what_is_there_then_with_what_is_nearest(listed: Any) -> None:
    found = find(listed, "food in north")
    assert titles(found)[0] == "Food bank" and "It is in North, as you asked." in found.results[0].why
    assert (
        "It is not in North." in next(one for one in found.results if one.offer.title == "Church lunch").why
    )
    assert titles(find(listed, "lunch in south"))[:3] != titles(find(listed, "food in north"))[:3]
    assert {one.offer.ward.name for one in find(listed, "food in south").results[:3]} == {"South"}
    assert titles(find(listed, "open on Wednesday in north"))[0] == "Food bank"


@pytest.mark.django_db
def test_what_is_open_day_and_night_comes_first_for_24_7(listed: Any) -> None:
    assert titles(find(listed, "food open 24/7"))[:2] == ["Hot food shelf", "A meal brought round"]
    assert titles(find(listed, "open 24 hours")) == ["Hot food shelf"]
    assert titles(find(listed, "open at 3am")) == ["Hot food shelf"]


@pytest.mark.django_db
def test_a_place_that_is_not_ours_is_said_to_be_another(listed: Any) -> None:
    found = find(listed, "food in birmingham")
    assert found.in_vain == (
        "This list is for Testham. Birmingham is not in Testham: Birmingham City Council knows what is there. "
        "What we show is in Testham.",
    )
    assert "Food bank" in titles(found)
    for told in (
        "food, I was born in Birmingham",
        "a food bank near Wolverhampton Street",
        "lunch in Birmingham Road",
        "lunch near Worcester Lane",
        "lunch but not in Birmingham",
        "my mum is in Birmingham and I need a carer",
    ):
        assert find(listed, told).in_vain == (), told
    assert find(listed, "my mum is in Birmingham and needs food").in_vain, "there she needs it"
    north = Area.objects.get(place=listed, name="North")
    Area.objects.create(
        place=listed, level="ward", version=north.version, code="TB", name="Birmingham", latitude=52.0, longitude=-2.0
    )  # fmt: skip
    assert find(listed, "food in Birmingham").in_vain == (), "a ward of ours"
    listed.name = "Dudley"
    assert find(listed, "food in Stourbridge").in_vain == (), "a town of ours"


@pytest.mark.django_db
def test_no_reason_says_what_an_entry_does_not_bear_out(listed: Any) -> None:
    found = find(listed, "tomorrow at noon")
    assert found.results and {result.fit for result in found.results if result.opens} <= {"Open then."}
    assert not any("turn to" in result.why for result in found.results)
    assert titles(find(listed, "lu\x00nch")) == titles(find(listed, "lunch")), "a hidden sign splits no word"


@pytest.mark.django_db
def test_somebody_who_writes_in_another_language_is_told_kindly_and_led_to_a_person(listed: Any) -> None:
    found = look_for_help(place=listed, words="szukam jedzenia")
    assert found.in_vain == (
        "Sorry, we can only look in English at the moment. Tom at the desk will help you: 01632 960117",
    )
    assert found.numbers_first and {"999", "116 123"} <= {line.number for line in found.numbers_first.lines}
    assert not found.read_as and find(listed, "food").numbers_first is None, "nothing is guessed at"
    assert found.unsure and titles(found)[:2] == ["A kind ear", "An ear"], "who speaks Polish comes first"
    assert not Gap.objects.exists(), "what we could not read is no gap"
    found = look_for_help(place=listed, words="necesito comida lunch")
    assert found.in_vain and "food" in found.read_as and "Church lunch" in titles(found), (
        "what we know is read"
    )
    assert find(listed, "أحتاج إلى طعام suicide").crisis is not None, "words of danger come before all"


def test_sundays_only_asks_for_sundays_and_no_food_no_bingo_is_not_hunger() -> None:
    for words in ("company, Sundays only", "something with my nan, only Sundays", "tea. Sundays only please"):
        window = read_when(words, THURSDAY, "england-and-wales").window
        assert window is not None and {day.weekday() for day in window.days} == {6}, words
    assert advice_for("No food, no bingo") is None
    assert not_wanted("company, no food and no bingo") == (("food", "bingo"), "company")
    for hungry in (
        "no food, no heating",
        "no food no money",
        "no bingo money left and no food",
        "no food. No bingo",
    ):
        heard = advice_for(hungry)
        assert heard is not None and "no_food" in heard.codes, hungry
