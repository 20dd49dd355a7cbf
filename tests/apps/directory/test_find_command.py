"""`helpfulacts find`: JSON that another program can read, and one sentence with exit code 2 for a mistake."""

from __future__ import annotations

import json
from typing import Any

import pytest

from helpfulacts.cli.management.commands.find import Command
from helpfulacts.core.clock import today


def run(capsys: Any, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        Command().run_from_argv(["helpfulacts", "find", *arguments])
    out, err = capsys.readouterr()
    return int(stopped.value.code or 0), out, err


def test_find_reports_what_fits_as_json(place: Any, offer_of: Any, capsys: Any) -> None:
    offer_of(
        "service",
        title="Lunch club",
        facets={"company": 3},
        postcode="TT1 1",
        ward="North",
        published_venue=True,
    )
    offer_of("connection", title="Tea at mine", facets={"company": 2}, ward="North")
    code, out, _ = run(capsys, "I am lonely", "--place", "testham", "--postcode", "tt1 1", "--json")
    report = json.loads(out)
    assert code == 0 and report["crisis"] is None and report["gap"] is False
    first, second = report["results"]
    assert {"id", "title", "kind", "sphere", "why"} <= set(first) and first["distance_m"] == 0
    assert second["title"] == "Tea at mine" and "distance_m" not in second, (
        "no distance to a place that is not published"
    )


def test_find_puts_a_crisis_first(place: Any, offer_of: Any, capsys: Any) -> None:
    offer_of("service", title="Ending well: a course on wills", facets={"rights": 3})
    code, out, _ = run(capsys, "I keep thinking about ending my life", "--place", "testham", "--json")
    report = json.loads(out)
    assert code == 0 and report["results"] == []
    assert "116 123" in {line["number"] for line in report["crisis"]["lines"]}


def test_find_lists_checked_food_apart_where_danger_is_heard_too(
    place: Any, offer_of: Any, capsys: Any
) -> None:
    offer_of("product", title="A hot meal", facets={"food": 3}, checked_on=today())
    code, out, _ = run(
        capsys, "I can't go on and there is nothing left to eat", "--place", "testham", "--json"
    )
    report = json.loads(out)
    assert code == 0 and report["results"] == [] and report["read_as"] == []
    assert [row["title"] for row in report["reviewed"]["no_food"]] == ["A hot meal"]
    _, words, _ = run(capsys, "I can't go on and there is nothing left to eat", "--place", "testham")
    assert words.index("116 123") < words.index("You can get food today") < words.index("A hot meal")


@pytest.mark.parametrize(
    "arguments",
    [
        ("tea", "--place", "nowhere"),
        ("tea", "--place", "testham", "--postcode", "ZZ9 9ZZ"),
        ("tea", "--place", "testham", "--postcode", "not a postcode"),
        ("", "--place", "testham"),
        ("tea",),
        ("tea", "--place", "testham", "--limit", "0"),
        ("tea", "--place", "testham", "--limit", "-1"),
        ("tea", "--place", "testham", "--limit", "101"),
        ("tea", "--place", "testham", "--limit", "1e309"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(
    place: Any, capsys: Any, arguments: tuple[str, ...]
) -> None:
    code, out, err = run(capsys, *arguments)
    assert code == 2 and out == "" and len(err.strip().splitlines()) == 1 and err.strip().endswith(".")


def test_find_speaks_plainly_without_json(place: Any, offer_of: Any, capsys: Any) -> None:
    offer_of("service", title="Lunch club", facets={"company": 3})
    _, out, _ = run(capsys, "I am lonely", "--place", "testham")
    assert "We read this as: Company." in out and "Lunch club" in out
    _, out, _ = run(capsys, "xylophone zoology", "--place", "testham")
    assert "Nobody here has this yet" in out and "Tom at the desk" in out


def test_what_is_said_of_a_mistake_fits_the_command(place: Any, capsys: Any) -> None:
    _, _, err = run(capsys, "tea", "--place", "testham", "--postcode", "SW1A 1AA")
    assert err == "Testham does not know the postcode SW1A 1AA. Check it, or leave --postcode out.\n"
    _, _, err = run(capsys, "tea", "--place", "testham", "--limit", "1e309")
    assert err.startswith("Argument --limit takes a whole number, not “1e309”.")
    _, _, err = run(capsys, "tea", "--place", "testham", "--limit", "5000")
    assert err == "--limit is 5000. Give it a number from 1 to 100.\n"
