"""Finding: a sentence is read, every result says why, and nobody is left with nothing."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

import pytest

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import finding, fulltext
from helpfulacts.directory.actions.index_offers import index_offers
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.look_for_help import look_for_help
from helpfulacts.directory.drafts import AccessDraft, CapacityDraft, Weekly
from helpfulacts.directory.facets import KINDS
from helpfulacts.directory.filters import Filters
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import Gap, Offer
from helpfulacts.directory.reading import _entries, facets_in, read
from helpfulacts.directory.tokens import tokens_of
from helpfulacts.directory.words import stem, terms_of
from helpfulacts.places.selectors import locate


@pytest.fixture
def town(place: Any, draft: Any) -> list[Any]:
    """A few offers of every kind."""
    return list_offers(
        place=place,
        drafts=[
            draft(
                "service", key="choir", title="A choir for anybody", summary="Sing old songs.", facets={"company": 3, "making": 2},
                ward="North", postcode="TT1 1", published_venue=True, languages=("en", "pa"), access_facts=(AccessDraft("step_free", "yes"),), cost="Free",
                cost_pence=0, checked_on=today() - dt.timedelta(days=3), checked_by="the desk",
            ),
            draft("connection", key="walk", title="Walk a dog together", facets={"company": 2, "nature": 2}, ward="South", where=("venue",)),
            draft("idea", key="chairs", title="Chairs out front", facets={"company": 2}, where=()),
            draft("product", key="drill", title="Borrow a drill", facets={"repairs": 3}, ward="Middle", cost_pence=200, cost="£2"),
            draft("resource", key="fund", title="A fund for school shoes", facets={"clothing": 3, "money": 1}, serves_wards=("South",)),
            draft("intervention", key="legs", title="Steady on your feet", facets={"moving": 3}, ward="North", where=("home",)),
            draft("product", key="parcel", title="A food parcel today", facets={"food": 3}, ward="North", postcode="TT1 1",
                  published_venue=True, checked_on=today(), checked_by="the desk"),
            draft("service", key="ring", title="A phone call each week", facets={"company": 3}, where=("phone",)),
        ],
        source="town",
    )  # fmt: skip


def titles(place: Any, words: str, *args: Any, **filters: Any) -> list[str]:
    return [one.offer.title for one in find(place, words, *args, filters=Filters(**filters)).results]


def test_a_plain_sentence_is_read_and_answered(place: Any, town: Any) -> None:
    found = find(place, "my mum is lonely since dad died and can't drive")
    assert found.crisis is None and not found.gap
    assert {"company", "grief", "transport"} == set(found.read_as)
    assert found.results[0].offer.facets["company"] == 3


def test_a_sentence_matches_though_no_offer_holds_all_its_words(place: Any, town: Any) -> None:
    assert (
        titles(place, "my neighbour the plumber says I ought to borrow a drill from somewhere sensible")[0]
        == "Borrow a drill"
    )


def test_every_kind_can_come_up_side_by_side(place: Any, town: Any) -> None:
    kinds = {result.offer.kind for result in find(place, "company").results}
    assert {"service", "connection", "idea"} <= kinds
    assert {offer.kind for offer in town} == set(KINDS)


def test_a_crisis_comes_first_and_never_reaches_the_search(place: Any, town: Any, monkeypatch: Any) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise AssertionError("a crisis sentence reached the search")

    monkeypatch.setattr(fulltext, "search", fail)
    monkeypatch.setattr(finding, "rank", fail)
    found = find(place, "I keep thinking about ending my life")
    assert found.crisis is not None and found.results == [] and not found.gap and found.read_as == []


def test_no_food_tonight_shows_checked_food_below_the_panel_and_nothing_else(
    place: Any, town: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(finding, "rank", None)
    found = find(place, "we have no food tonight and no choir")
    assert found.crisis is not None and found.crisis.codes == ("no_food",)
    assert [result.offer.title for result in found.results] == ["A food parcel today"]


def test_help_that_nobody_checked_lately_does_not_follow_a_crisis(place: Any, draft: Any) -> None:
    old = draft(
        "product", title="Old parcel", facets={"food": 3}, checked_on=today() - dt.timedelta(days=120)
    )
    never = draft("product", title="Never parcel", facets={"food": 3})
    list_offers(place=place, drafts=[old, never])
    assert find(place, "no food tonight").results == []


def test_every_result_says_why_from_stored_values(place: Any, town: Any) -> None:
    result = find(place, "I am lonely and like to sing", locate(place, "TT1 1")).results[0]
    assert result.offer.title == "A choir for anybody"
    assert "You said “lonely”" in result.why and "made for company" in result.why
    assert "In North, about 100 metres away in a straight line." in result.why
    assert "Thursday" in result.why and "10am" in result.why
    assert "Open: 3 places left." in result.why and "Checked by the desk 3 days ago." in result.why


def test_an_offer_nobody_checked_says_so(place: Any, town: Any) -> None:
    [result] = [r for r in find(place, "borrow a drill").results if r.offer.title == "Borrow a drill"]
    assert "Nobody has told us that they checked it." in result.why


def test_a_full_offer_is_shown_as_full(place: Any, draft: Any) -> None:
    list_offers(
        place=place, drafts=[draft("service", facets={"food": 3}, capacity=CapacityDraft("place", 0))]
    )
    [result] = find(place, "lunch").results
    assert result.full and "Full now." in result.why


def test_only_offers_that_serve_the_ward_are_shown(place: Any, town: Any) -> None:
    assert "A fund for school shoes" in titles(place, "school shoes", locate(place, "TT3 1"))
    assert "A fund for school shoes" not in titles(place, "school shoes", locate(place, "TT1 1"))
    assert "A fund for school shoes" in titles(place, "school shoes"), (
        "without a ward it is shown, with the wards it serves"
    )


def test_nearer_comes_before_farther_when_all_else_is_equal(place: Any, two_lunches: Any) -> None:
    assert titles(place, "lunch", locate(place, "TT1 1")) == ["Lunch two", "Lunch one"]
    assert titles(place, "lunch", locate(place, "TT3 1")) == ["Lunch one", "Lunch two"]


def test_help_that_comes_to_you_or_by_phone_is_not_last_for_having_no_place(place: Any, town: Any) -> None:
    found = titles(place, "company", locate(place, "TT3 1"))
    assert found.index("A phone call each week") < found.index("Chairs out front")


@pytest.mark.parametrize(
    ("filters", "title"),
    [
        ({"kinds": ["connection"]}, "Walk a dog together"),
        ({"ways": ["phone"]}, "A phone call each week"),
        ({"languages": ["pa"]}, "A choir for anybody"),
        ({"free": True}, "A choir for anybody"),
    ],
)
def test_a_filter_leaves_only_what_was_asked_for(
    place: Any, town: Any, filters: dict[str, Any], title: str
) -> None:
    assert titles(place, "company", **filters) == [title]


def test_filtering_by_weekday_knows_the_days(place: Any, draft: Any) -> None:
    monday = draft(
        "service", title="Monday lunch", facets={"food": 2}, weekly=(Weekly("mon", dt.time(12), dt.time(13)),)
    )
    list_offers(place=place, drafts=[monday, draft("service", title="Thursday lunch", facets={"food": 2})])
    assert titles(place, "lunch", days=["mon"]) == ["Monday lunch"]
    assert set(titles(place, "lunch", days=["mon", "thu"])) == {"Monday lunch", "Thursday lunch"}
    assert titles(place, "lunch on a Monday")[0] == "Monday lunch", (
        "a day in the sentence lifts, and takes nothing away"
    )


def test_an_unknown_filter_is_refused_in_one_sentence(place: Any) -> None:
    with pytest.raises(Refused, match="not a kind of help"):
        find(place, "company", filters=Filters(kinds=("zzkindservicezz",)))


def test_a_reading_can_be_taken_away(place: Any, town: Any) -> None:
    found = find(place, "I am lonely and need a drill to put up a shelf", without=["company"])
    assert found.read_as == ["repairs"]


def test_what_nobody_has_is_a_gap_and_is_logged_without_the_words(place: Any, town: Any) -> None:
    found = look_for_help(place=place, words="xylophone zoology", where=locate(place, "TT1 1"))
    assert found.gap and found.results == []
    gap = Gap.objects.get(place=place)
    assert gap.source == "finding" and gap.ward is not None and gap.ward.name == "North"
    entry = register.entries(place, newest_first=True)[0]
    assert entry.action == "log_gap" and entry.facts == {"source": "finding"}


def test_looking_alone_writes_nothing(place: Any, town: Any) -> None:
    before = register.head(place)
    assert find(place, "xylophone zoology").gap
    assert register.head(place) == before and not Gap.objects.filter(place=place).exists()


def test_a_bare_cry_for_help_is_met_with_somebody_to_turn_to(place: Any, town: Any) -> None:
    found = find(place, "help me please")
    assert found.unsure and found.results and not found.gap and found.read_as == []


def test_the_words_are_logged_nowhere(place: Any, town: Any, caplog: Any) -> None:
    with caplog.at_level(logging.DEBUG, logger="helpfulacts"):
        look_for_help(place=place, words="quixotic zoology")
    assert "quixotic" not in caplog.text
    assert all("quixotic" not in str(entry.facts) for entry in register.entries(place))


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_an_empty_sentence_is_asked_for_again(place: Any, words: str) -> None:
    with pytest.raises(Refused, match="in your own words"):
        find(place, words)


def test_a_far_too_long_sentence_is_refused_and_a_crisis_in_it_is_still_heard(place: Any) -> None:
    with pytest.raises(Refused, match="too long"):
        find(place, "tea " * 200)
    assert find(place, "tea " * 200 + ". I want to die").crisis is not None


@pytest.mark.parametrize(
    "words",
    [
        '" OR 1=1 --', "NEAR(a b)", "title:* AND ^", "tokens : zzplace", "a'b\"c)", "🙂", "اردو میں مدد", "%_\\", "'; DROP TABLE x; --",
        "\x00null", "* * *", "col:val", "AND OR NOT", "(((((", "& | ! <-> :*",
    ],
)  # fmt: skip
def test_hostile_and_foreign_sentences_do_no_harm(place: Any, town: Any, words: str) -> None:
    find(place, words)
    assert Offer.objects.filter(place=place).count() == len(town)


def test_at_most_forty_words_are_looked_up() -> None:
    assert len(terms_of(" ".join(f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(100)))) == 40


def test_another_places_offers_are_never_found(place: Any, town: Any) -> None:
    from helpfulacts.places.models import Place

    elsewhere = Place.objects.create(slug="elsewhere", name="Elsewhere", person_to_talk_to="A", desk="B")
    assert find(elsewhere, "company choir").results == []


def test_the_index_can_be_made_again_from_what_is_stored(place: Any, town: Any) -> None:
    before = titles(place, "company choir drill")
    fulltext.remove(town)
    assert titles(place, "company choir drill") == []
    assert index_offers(place=place) == len(town)
    assert titles(place, "company choir drill") == before


def test_tokens_stay_apart_for_a_stemmer(place: Any, town: Any) -> None:
    every = {token for offer in town for token in tokens_of(offer)}
    assert all(token.startswith("zz") and token.endswith("zz") and token.isalnum() for token in every)
    assert len({stem(token) for token in every}) == len(every)


def test_the_reading_knows_many_everyday_words_and_ways_of_speaking() -> None:
    assert sum(map(len, _entries().values())) >= 400
    for sentence, facet in (
        ("me mom could do with a brew", "company"),
        ("I'm skint", "money"),
        ("walks in the evening", "moving"),
        ("our babby", "family"),
        ("leccy bill", "warmth"),
        ("he's out of work", "work"),
        ("I can't read very well and want to learn to read", "learning"),
    ):
        assert facet in read(sentence).facets == facets_in(sentence), sentence


def test_i_will_is_not_read_as_ill() -> None:
    assert "illness" not in read("I'll bring cake").facets
    assert "illness" in read("I am ill").facets


def test_what_somebody_cannot_do_is_not_read_as_what_they_like() -> None:
    reading = read("I can't walk far and want company")
    assert list(reading.facets) == ["company"] and "walk" not in reading.terms
    assert {"home", "phone"} & reading.hints


def test_company_comes_before_a_room_where_company_could_be(place: Any, draft: Any) -> None:
    booked = {"mode": "booked", "unit": "hour", "amount": 10, "each": 2}
    said = "Company, company and company."
    room = draft(
        "resource", title="An upstairs space", summary=said, facets={"company": 2}, particulars=booked
    )
    chat = draft("connection", title="Two who talk", summary="A talk.", facets={"company": 1})
    list_offers(place=place, drafts=[room, chat])
    titles = [result.offer.title for result in find(place, "some company").results]
    assert titles == ["Two who talk", "An upstairs space"]
    asked_for_it = [result.offer.title for result in find(place, "a space for company").results]
    assert asked_for_it[0] == "An upstairs space", "who asks for the room itself still finds it first"
