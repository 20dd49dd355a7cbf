"""Finding help: words by POST, crisis first, readings that can be taken away, and gaps said aloud."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from django.test import Client
from public_samples import DANGER, post, three_offers

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
    assert Gap.objects.count() == 1


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


@pytest.mark.parametrize(
    ("path", "field"),
    [("find", "words"), ("offer-help", "words"), ("offer-help", "title"), ("tried", "words")],
)
def test_crisis_help_comes_first_on_every_free_sentence_and_the_words_are_kept(
    client: Client, offers: Any, path: str, field: str
) -> None:
    path = f"offers/{offers['soup'].pk}/tried" if path == "tried" else path
    page = post(client, path, **{field: DANGER}).content.decode()
    panel, heading = page.index('class="crisis"'), page.index("<form", page.index("<main"))
    assert panel < page.index("</main>")
    assert "tel:999" in page and "Looked up" in page
    assert "atching this page live" in page
    assert DANGER in page or "offers/" in path
    if path in ("find", "offer-help"):
        assert panel < heading
    assert Offer.objects.count() == 3 and Trial.objects.count() == 1


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
