"""Finding by words reads what a process holds: it answers as plain counting does, and never later than the database."""

from __future__ import annotations

import math
import random
from collections import Counter
from typing import Any

import pytest
from django.db import connection, transaction

from helpfulacts.core.errors import Refused
from helpfulacts.core.kept import Kept
from helpfulacts.directory import fulltext, postings
from helpfulacts.directory.actions.change_offer import change_offer, end_offers
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.models import Offer, OfferWords, OfferWordsHead
from helpfulacts.directory.tokens import token, tokens_of
from helpfulacts.directory.words import distinct_words, stem, words_in
from helpfulacts.people.actor import SYSTEM
from helpfulacts.places.actions.create_place import create_place

WORDS = ("lunch", "choir", "garden", "walk", "tea", "bike", "form", "sewing", "chess", "swim")


def found(place: Any, words: str, **more: Any) -> list[str]:
    keys = [key for key, _ in fulltext.search(place.pk, terms=words.split(), **more)]
    titles = dict(Offer.objects.filter(place=place).values_list("search_key", "title"))
    return [titles[key] for key in keys]


def by_counting(place: Any, terms: list[str], groups: list[list[str]]) -> dict[int, float]:
    """BM25 written out, offer by offer: a word counts once for the text and four times for the title."""
    texts = {}
    for offer in Offer.objects.filter(place=place, status="active").prefetch_related("schedules"):
        told = f"{offer.summary} {offer.description} {offer.brings} {offer.shown_from} {offer.ward.name if offer.ward else ''}"
        title = {stem(word) for word in words_in(offer.title)}
        text = {stem(word) for word in distinct_words(told)}
        texts[offer.search_key] = (title, text, set(tokens_of(offer)))
    usual = sum(sum(map(len, one)) for one in texts.values()) / len(texts)
    scores: dict[int, float] = {}
    for key, (title, text, tokens) in texts.items():
        if not all(tokens & set(group) for group in groups):
            continue
        for term in terms:
            times = 4 * (term in title) + (term in text)
            holding = sum(term in one or term in two for one, two, _ in texts.values())
            rarity = max(1e-6, math.log((len(texts) - holding + 0.5) / (holding + 0.5)))
            length = len(title) + len(text) + len(tokens)
            if times:
                worth = rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * length / usual))
                scores[key] = scores.get(key, 0.0) + worth
    return scores


@pytest.mark.django_db
def test_a_search_answers_as_counting_every_offer_does(place: Any, draft: Any) -> None:
    rng = random.Random(3)
    kinds = ("product", "idea", "connection")
    list_offers(
        place=place,
        drafts=[
            draft(
                rng.choice(kinds),
                key=str(number),
                title=f"{' '.join(rng.sample(WORDS, 2))} {number}",
                summary=" ".join(rng.sample(WORDS, rng.randrange(1, 5))),
                cost_pence=rng.choice((0, 300)),
            )
            for number in range(80)
        ],
        source="w",
    )
    for _ in range(30):
        terms = rng.sample(WORDS, rng.randrange(1, 4))
        groups = [[token("kind", "product"), token("kind", "idea")], [token("cost", "free")]][
            : rng.randrange(3)
        ]
        counted = by_counting(place, [stem(term) for term in terms], groups)
        got = fulltext.search(place.pk, terms=terms, all_tokens=groups)
        assert dict(got) == pytest.approx(counted, rel=1e-4)
        best = fulltext.search(place.pk, terms=terms, all_tokens=groups, limit=7)
        assert best == got[:7] == sorted(got, key=lambda one: (-one[1], one[0]))[:7]
    assert Counter(len(row.codes) % 8 for row in OfferWords.objects.all()) == {0: 80}


@pytest.mark.django_db
@pytest.mark.parametrize("apart", [500, 0], ids=["read apart", "read all again"])
def test_what_is_held_follows_every_change_and_no_change_that_was_taken_back(
    place: Any, draft: Any, monkeypatch: Any, apart: int
) -> None:
    monkeypatch.setattr(postings, "APART", apart)
    outside = len(connection.savepoint_ids)  # a test is a transaction itself
    monkeypatch.setattr(postings, "may_be_taken_back", lambda: len(connection.savepoint_ids) > outside)
    choir, walk = list_offers(
        place=place,
        drafts=[draft("idea", title="A choir"), draft("idea", title="A walk", key="2")],
        source="w",
    )
    assert found(place, "choir walk") == ["A choir", "A walk"]
    list_offers(place=place, drafts=[draft("idea", title="Chess", key="3")], source="w2")
    assert found(place, "chess") == ["Chess"]
    change_offer(offer=walk, draft=draft("idea", title="A swim", key="2"), by=SYSTEM)
    assert found(place, "walk") == [] and found(place, "swim") == ["A swim"]
    with pytest.raises(Refused), transaction.atomic():
        change_offer(offer=choir, draft=draft("idea", title="A band"), by=SYSTEM)
        assert found(place, "band") == ["A band"]
        raise Refused("Not after all.")
    assert found(place, "band") == [] and found(place, "choir") == ["A choir"]
    end_offers(place=place, offers=[choir], by=SYSTEM)
    assert found(place, "choir") == [] and set(found(place, "swim chess")) == {"A swim", "Chess"}
    fulltext.write([Offer.objects.get(pk=choir.pk)])
    assert found(place, "choir") == []
    again = Offer.objects.select_related("ward").get(title="Chess")
    fulltext.remove([again])
    assert found(place, "chess") == []
    fulltext.write([again])
    assert found(place, "chess") == ["Chess"]
    head = OfferWordsHead.objects.get(place=place)
    assert head.shown == head.written
    scores = fulltext.search(place.pk, terms=["swim", "chess"])
    postings._held.drop(postings._held.names())
    assert fulltext.search(place.pk, terms=["swim", "chess"]) == scores, "another process gives the same ones"


@pytest.mark.django_db
def test_a_database_that_was_put_back_is_read_again(place: Any, draft: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(postings, "may_be_taken_back", lambda: False)
    list_offers(place=place, drafts=[draft("idea", title="A choir")], source="w")
    copy = list(OfferWords.objects.all())
    for number in range(3):
        list_offers(place=place, drafts=[draft("idea", title="Chess", key=str(number))], source="w2")
    assert found(place, "choir chess") == ["A choir", "Chess", "Chess", "Chess"]
    OfferWords.objects.all().delete()
    OfferWords.objects.bulk_create(copy)
    OfferWordsHead.objects.update(written=1, shown=1)
    assert found(place, "choir chess") == ["A choir"]


@pytest.mark.django_db
def test_a_process_holds_a_bounded_number_of_words(place: Any, draft: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(postings, "may_be_taken_back", lambda: False)
    monkeypatch.setattr(postings, "_held", Kept(100))
    other = create_place(slug="other", name="Other", person_to_talk_to="Somebody")
    for where in (place, other):
        for number in range(3):
            list_offers(place=where, drafts=[draft("idea", title="A choir", key=str(number))], source="w")
        assert len(found(where, "choir")) == 3
    assert postings._held.names() == [other.pk]
    monkeypatch.setattr(postings._held, "most", 1_000)
    assert len(found(place, "choir")) == 3 and set(postings._held.names()) == {place.pk, other.pk}
