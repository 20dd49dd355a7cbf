"""`helpfulacts what-if`: who would gain and lose, in words and as JSON; a mistake is one sentence and code 2."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.cli.main import main
from helpfulacts.coordination import rule_reading
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.models import RuleSet, Run, WhatIf
from helpfulacts.coordination.rule_document import as_json
from helpfulacts.coordination.rule_reading import shipped
from helpfulacts.coordination.what_if.scenario import Scenario
from helpfulacts.coordination.what_if.working import work_out
from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused

pytestmark = pytest.mark.django_db
DEFAULT = (rule_reading.SHIPPED / "default.toml").read_text(encoding="utf-8")


@pytest.fixture
def command(monkeypatch: Any, capsys: Any) -> Any:
    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["helpfulacts", "what-if", "--place", "testham", *words])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call


@pytest.fixture
def asked(rules: Any, make_offer: Any, make_asker: Any) -> Any:
    club = make_offer("Repair Saturday", places=12)
    for number in range(40):
        make_asker(facts={"no_food": True} if number % 2 else {})
    return club


def test_three_sets_of_rules_side_by_side(command: Any, asked: Any, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(DEFAULT.replace("Rights first", "Mine first"), encoding="utf-8")
    code, out, _ = command(str(mine), "two-bands", "one-class", "--json")
    figures = json.loads(out)
    assert code == 0 and len(figures["scenarios"]) == 3 and len(figures["columns"]) == 4
    assert figures["columns"][1]["gain"]["mean"] == figures["columns"][1]["lose"]["mean"] == 0
    assert figures["seeds"][0] == "what-if|1" and figures["columns"][0]["asked"] == 40


def test_it_is_said_in_words(command: Any, asked: Any) -> None:
    code, out, _ = command("one-class")
    assert code == 0 and "In Testham 40 people ask. Now 10 have a place." in out
    assert "Nothing is decided" in out and "Socially just" in out
    assert "“Now” is counted afresh" in out and "Gone: the group" in out
    code, out, _ = command("--end", "Repair Saturday")
    assert code == 0 and "The rules stay as they are now." in out and "“Repair Saturday” would end." in out


def test_places_and_ends_by_title_and_by_id(command: Any, asked: Any) -> None:
    code, out, _ = command("--places", "repair saturday=+28", "--json")
    column = json.loads(out)["columns"][1]
    assert code == 0 and column["gain"]["mean"] == 30 and column["lose"]["mean"] == 0
    for name in ("Repair Saturday", str(asked.pk)):
        code, out, _ = command("--end", name, "--json")
        figures = json.loads(out)
        assert code == 0 and figures["columns"][1]["placed"]["mean"] == 0
        assert figures["impact"][0]["notice_months"] == 3 and figures["impact"][0]["not_before"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (DEFAULT.replace("everyone = true", "everyone = false"), "must hold everyone"),
        (DEFAULT.replace("any_of = [", 'any_of = ["left_handed", ', 1), "must be a list of"),
        (DEFAULT.replace("micro_gain_per_km = ", "micro_gain_per_km = -"), "must be a whole number"),
        ("title = ", "cannot be read as TOML"),
        (DEFAULT + "\n[surprise]\nx = 1\n", "is not a rule"),
    ],
)
def test_bad_rules_are_one_sentence_and_nothing_is_written(
    command: Any, place: Any, asked: Any, tmp_path: Path, text: str, sentence: str
) -> None:
    assert text != DEFAULT
    bad = tmp_path / "bad.toml"
    bad.write_text(text, encoding="utf-8")
    before = register.head(place)
    code, out, err = command(str(bad), "--json")
    assert code == 2 and out == "" and sentence in err and len(err.strip().splitlines()) == 1
    assert register.head(place) == before and not Run.objects.exists() and not WhatIf.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Choose rules"),
        (("nowhere.toml",), "There is no file"),
        (("default",) * 4, "at most 3"),
        (("--places", "Repair Saturday"), "does not say how many"),
        (("--places", "Repair Saturday=many"), "is no number of places"),
        (("--places", "Repair Saturday=-13"), "would have -1"),
        (("--places", "Choir=+1"), "no shared offer called “Choir”"),
        (("--places", "Repair Saturday=+1", "--places", "Repair Saturday=2"), "changed twice"),
        (("--places", "Repair Saturday=+1", "--end", "Repair Saturday"), "cannot both end"),
        (("--end", ""), "--end"),
    ],
)
def test_a_mistake_is_one_sentence(command: Any, asked: Any, words: Any, sentence: str) -> None:
    code, out, err = command(*words)
    assert code == 2 and sentence in err and out == "" and len(err.strip().splitlines()) == 1


CAP = """
[[caps]]
facet = "food"
most = 1
days = 90
sentence = "Once."
"""
KEPT = """
[[reserved]]
name = "{0}"
everyone_else = true
turns = {1}
of_every = 4
sentence = "Some turns are kept."
"""
GROUP = """[[classes]]
name = "late"
any_of = ["no_food"]
sentence = "Late."

[[classes]]
name = "everyone else"
"""
LAST = [line for line in DEFAULT.splitlines() if line.startswith("name = ")][-1]
CONTRADICTIONS = {
    "kept turns": (KEPT.format("one", 3) + KEPT.format("two", 2), "add up to more than all turns"),
    "one limit twice": (CAP * 2, "The limit on “Food” stands here twice"),
    "ends before it begins": (
        CAP + "from_day = 2036-05-02\nuntil_day = 2036-05-01\n",
        "before it begins on",
    ),
    "ended": (CAP + "until_day = 2020-01-01\n", "The limit on “Food” ended on"),
    "review day past": (CAP + "review_on = 2020-01-01\n", "was due to be looked at again already"),
    "not begun": (CAP + "from_day = 2036-05-02\n", "The limit on “Food” begins on"),
    "asks": (
        '\n[[asks]]\nwanted = "Cash."\nbarred_by = "Nobody"\nsentence = "We ask."\n',
        "“Cash.” is barred by “Nobody”, which is not listed",
    ),
    "a payer that pays nothing": (
        '\n[[budgets]]\nname = "Money"\nbody = "A trust"\npence = 100\nsentence = "It pays."\n',
        "No shared offer here is paid by “A trust”",
    ),
}


@pytest.mark.parametrize("which", CONTRADICTIONS)
def test_what_could_not_come_into_force_is_not_worked_out(
    which: str, command: Any, place: Any, asked: Any, tmp_path: Path
) -> None:
    more, sentence = CONTRADICTIONS[which]
    bad = tmp_path / "bad.toml"
    bad.write_text(DEFAULT + more, encoding="utf-8")
    code, out, err = command(str(bad))
    assert code == 2 and out == "" and sentence in err and len(err.strip().splitlines()) == 1
    with pytest.raises(Refused) as refusal:
        enact_rules(place=place, document=tomllib.loads(DEFAULT + more))
    assert str(refusal.value) in err
    code, _, err = command(str(bad), "one-class")
    assert code == 2 and f"Three groups, rights first: {refusal.value}" in err


def test_a_group_that_nobody_can_be_in_is_not_worked_out(command: Any, asked: Any, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(
        DEFAULT.replace(f"[[classes]]\n{LAST}\n", GROUP.replace('name = "everyone else"', LAST)), "utf-8"
    )
    code, out, err = command(str(bad))
    assert code == 2 and out == "" and "Nobody can be in the group “late”" in err


def test_a_right_that_the_places_cannot_meet_is_worked_out_and_said_first(
    command: Any, place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    gentler = as_json(shipped("default", today(place.zone)))
    floor = next(one for one in gentler["floors"] if one["fact"] == "no_food")
    enact_rules(
        place=place, document=gentler | {"floors": [one for one in gentler["floors"] if one is not floor]}
    )
    make_offer("Hot meals", places=18, facets={"food": 3})
    for _ in range(20):
        make_asker(("food",), facts={"no_food": True})
    code, out, _ = command("default")
    said = (
        "The right “I have no food” cannot be met by the places there are for whoever asks now; "
        "with 2 more places at “Hot meals”, it can."
    )
    assert code == 0 and out.splitlines()[0] == said
    code, out, _ = command("default", "--json")
    assert code == 0 and json.loads(out)["warnings"] == [said]
    (public,) = work_out(place, [Scenario("Default", shipped())], today(place.zone)).figures["warnings"]
    assert "Hot meals" not in public and not any(letter.isdigit() for letter in public)
    code, out, _ = command("default", "--places", "Hot meals=+2", "--json")
    assert code == 0 and json.loads(out)["warnings"] == []


def test_rules_in_force_that_are_past_their_day_can_still_be_looked_at(
    command: Any, place: Any, rules: Any, asked: Any
) -> None:
    late = as_json(shipped())
    late["travel"]["origin"]["review_on"] = "2020-01-01"
    RuleSet.objects.filter(pk=rules.pk).update(state="superseded")
    RuleSet.objects.create(
        place=place, number=9, title="Late rules", sentence="They are late.", state="in_force", document=late,
        hash="0" * 64, deciding_body="The board", decision_ref="1", in_force_from=today(), review_on=today(),
    )  # fmt: skip
    assert command("--places", "Repair Saturday=+28")[0] == 0


def test_a_file_with_a_byte_order_mark_is_read(command: Any, asked: Any, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(DEFAULT, encoding="utf-8-sig")
    assert command(str(mine))[0] == 0


def test_a_file_in_another_encoding_is_one_sentence(command: Any, asked: Any, tmp_path: Path) -> None:
    bad = tmp_path / "latin.toml"
    bad.write_bytes(b"title = 'caf\xe9'")
    code, _, err = command(str(bad))
    assert code == 2 and "UTF-8" in err
