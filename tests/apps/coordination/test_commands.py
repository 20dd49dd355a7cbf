"""`coordinate` runs a round and explains everyone; `explain` gives the reasons; a mistake is one sentence and code 2."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from helpfulacts.cli.main import main
from helpfulacts.core import register
from helpfulacts.people import looks
from helpfulacts.people.models import AccessRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def command(monkeypatch: Any, capsys: Any) -> Any:
    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["helpfulacts", *words])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call


@pytest.fixture
def asked(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> Any:
    make_offer(places=1)
    return [make_asker(), make_asker(), make_asker(("grief",))]


def test_coordinate_counts_everyone_and_explains_everyone(command: Any, asked: Any) -> None:
    code, out, _ = command("coordinate", "--place", "testham", "--json")
    figures = json.loads(out)
    assert code == 0
    assert figures["people"] == figures["placed"] + figures["refused"] + figures["gaps"] == 3
    assert figures["explained"] == figures["people"]
    assert {"run", "not_asking", "alarms", "certified_gap", "seconds"} <= set(figures)


def test_coordinate_says_it_in_words(command: Any, asked: Any) -> None:
    code, out, _ = command("coordinate", "--place", "testham", "--seed", "s")
    assert code == 0 and "3 people asked" in out and "Nothing is sent yet" in out


def test_explain_one_some_or_all(command: Any, asked: Any) -> None:
    command("coordinate", "--place", "testham", "--json")
    everyone = json.loads(command("explain", "latest", "--json")[1])
    assert len(everyone) == 3
    one = json.loads(command("explain", "1", str(asked[0].pk), "--place", "testham", "--json")[1])
    assert [answer["person"] for answer in one] == [str(asked[0].pk)]
    assert len(json.loads(command("explain", "1", "--sample", "2", "--json")[1])) == 2
    assert "To talk about it, ask for Tom" in command("explain", "1")[1]


def test_whoever_has_their_reason_printed_sees_who_read_it(command: Any, asked: Any) -> None:
    command("coordinate", "--place", "testham", "--json")
    first = asked[0]
    assert not any(looks.seen_by(person) for person in asked), "only counted so far"
    before = register.head(first.place)
    command("explain", "1", str(first.pk))
    assert [len(looks.seen_by(person)) for person in asked] == [1, 0, 0]
    (look,) = [one.look for one in looks.seen_by(first)]
    assert (look.by_shown_as, look.why) == (
        "the operator, at the command line", "Sharing round 1: your answer was read",
    )  # fmt: skip
    command("explain", "1", "--json")
    assert [len(looks.seen_by(person)) for person in asked] == [2, 1, 1]
    assert register.head(first.place)[0] <= before[0] + 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("coordinate", "--place", "nowhere"), "no place called “nowhere”"),
        (("coordinate",), "--place"),
        (("coordinate", "--place", "testham", "--seed", ""), "A seed is"),
        (("explain", "latest"), "no sharing round yet"),
        (("explain", "7"), "no sharing round 7"),
        (("explain", "-1"), "by its number"),
        (("explain", "first"), "by its number"),
        (("explain", "9" * 40), "by its number"),
    ],
)
def test_a_mistake_is_one_sentence(command: Any, place: Any, rules: Any, words: Any, sentence: str) -> None:
    code, out, err = command(*words)
    assert code == 2 and sentence in err and out == "" and len(err.strip().splitlines()) == 1


def test_somebody_unknown_or_not_in_the_round_is_one_sentence(
    command: Any, asked: Any, make_person: Any
) -> None:
    command("coordinate", "--place", "testham", "--json")
    for person, sentence in (
        ("zzz", "named by their id"),
        ("00000000-0000-4000-8000-000000000000", "nobody with that id"),
        (str(make_person().pk), "did not ask in round 1"),
    ):
        code, _, err = command("explain", "1", person)
        assert code == 2 and sentence in err


def test_a_reader_gets_a_page_and_a_program_everyone(
    command: Any, place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer(places=1)
    for _ in range(21):
        make_asker()
    command("coordinate", "--place", "testham", "--json")
    _, out, _ = command("explain", "latest")
    assert out.count("To talk about it, ask for Tom") == 20
    assert AccessRecord.objects.filter(place=place).count() == 20, "whoever was on the page, and nobody else"
    assert "These are 20 of 21 people." in out and "--json for everyone" in out
    assert len(json.loads(command("explain", "latest", "--json")[1])) == 21
    _, out, _ = command("explain", "latest", "--sample", "21")
    assert out.count("To talk about it, ask for Tom") == 21 and "These are" not in out
