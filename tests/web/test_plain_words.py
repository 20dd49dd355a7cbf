"""Advice on plain words: offered while somebody writes, offline, and never put in by itself."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from helpfulacts.web import plain_words
from helpfulacts.web.plain_words import advise


def test_hard_words_are_named_with_plainer_ones_in_the_order_of_the_text() -> None:
    said = advise("We facilitate multi-agency provision for service users.", "Clients can access facilities.")
    assert [word for word, _ in said.hard] == [
        "facilitate",
        "multi-agency",
        "provision",
        "service users",
        "clients",
    ]
    assert dict(said.hard)["service users"] == "people" and not said.plain and said.too_hard


def test_a_part_of_another_word_is_not_that_word() -> None:
    assert advise("A self-complete set of completely accessible chairs.").hard == ()


def test_long_sentences_are_named_with_their_number_of_words() -> None:
    long = "Come " + "and sit " * 12 + "down."
    said = advise(f"Short one. {long} Short again.")
    assert [(words, sentence[:8]) for sentence, words in said.long] == [(26, "Come and")]


def test_plain_words_need_no_advice() -> None:
    said = advise("Come for soup and a chat. You need not book. Bring a friend if you like.")
    assert said.plain and said.age is not None and said.age <= 9


@pytest.mark.parametrize("text", ["", "  ", "Soup", "\n\n", "1234 5678", "....", "Ā" * 400])
def test_very_little_is_no_fault(text: str) -> None:
    said = advise(text)
    assert said.grade is None and said.plain


def test_what_is_not_in_english_letters_is_never_called_plain(client: Any, place: Any, db: None) -> None:
    said = "نقدم وجبات ساخنة ومساعدة قانونية متعددة التخصصات للمستفيدين المؤهلين"
    assert not advise(said).plain and advise("Café où l'on parle, with tea.").plain
    page = client.post("/testham/plain-words", {"words": said}).content.decode()
    assert "These words are plain" not in page and "only look at words in English" in page


def test_short_forms_are_asked_about_unless_everybody_knows_them_or_all_is_in_capitals() -> None:
    assert advise("Run by the ICB with the NHS.").short == ("ICB",)
    assert advise("COME TO THE HALL FOR TEA").short == ()


def test_it_works_without_a_network(monkeypatch: Any) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert advise("We will utilise the premises prior to the commencement of the event.").hard


def test_no_plainer_word_is_itself_a_hard_one() -> None:
    for hard, plainer in plain_words._WORDS.items():
        assert advise(plainer).hard == (), (hard, plainer)


def test_the_page_gives_advice_and_keeps_nothing(place: Any, client: Any, db: None) -> None:
    from helpfulacts.core import register

    address, before = f"/{place.slug}/plain-words", register.head(place)
    assert "What we see" not in client.get(address).content.decode()
    page = client.post(address, {"words": "We facilitate <b>provision</b>."}).content.decode()
    assert "“facilitate”: could you say help, or run?" in page and "<b>provision" not in page
    assert "Write or paste the words" in client.post(address, {"words": " "}).content.decode()
    assert register.head(place) == before


def test_words_of_danger_are_answered_first_here_too(place: Any, client: Any, db: None) -> None:
    page = client.post(f"/{place.slug}/plain-words", {"words": "I want to kill myself."}).content.decode()
    assert "116\u00a0123" in page or "116123" in page
