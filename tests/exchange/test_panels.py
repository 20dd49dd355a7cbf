"""The files of a panel, in both shapes; the command; and one clear sentence for each mistake in them."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.cli.management.commands.draw import Command
from helpfulacts.core.errors import Refused
from helpfulacts.exchange.panels import read_panel_files

EXAMPLE = Path(__file__).parents[2] / "docs/examples/draw"
PEOPLE = "person,sex\na,f\nb,f\nc,m\nd,m\n"
QUOTAS = "feature,value,min,max\nsex,f,1,1\nsex,m,1,1\n"


def files(folder: Path, people: str | bytes = PEOPLE, quotas: str | bytes = QUOTAS) -> tuple[Path, Path]:
    found = folder / "people.csv", folder / "quotas.csv"
    for path, text in zip(found, (people, quotas), strict=True):
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return found


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people, quotas = files(tmp_path)
    for one, other in ((people, tmp_path / "none.csv"), (tmp_path / "none.csv", quotas)):
        code, _, said = drawn(capsys, str(one), str(other), "--size", "2", "--seed", "s")
        assert (code, said) == (2, f"{tmp_path / 'none.csv'} is not there. Check the name of the file.\n")


def drawn(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["helpfulacts", "draw", *arguments])
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def test_the_example_is_drawn_and_anybody_can_draw_it_again(capsys: pytest.CaptureFixture[str]) -> None:
    given = [str(EXAMPLE / "people.csv"), str(EXAMPLE / "quotas.csv"), "--size", "8", "--seed", "spring"]
    code, out, _ = drawn(capsys, *given, "--json")
    found: dict[str, Any] = json.loads(out)
    assert code == 0 and len(found["panel"]) == 8 and found["min_probability"] > 0
    assert all(one["min"] <= one["on_panel"] <= one["max"] for one in found["quotas"])
    left = int(sha256(b"spring|").hexdigest(), 16) * found["lottery"]["tickets"] >> 256
    for panel in found["lottery"]["panels"]:
        left -= panel["tickets"]
        if left < 0:
            assert panel["take"] == [one["on_panel"] for one in found["chances"]]
            break
    code, words, _ = drawn(capsys, *given)
    assert code == 0 and words.startswith("8 of 30 people are drawn. Chances were from ")
    assert f"The panel, by person: {', '.join(found['panel'])}." in words


def test_the_other_shape_of_quotas_and_people_without_names(tmp_path: Path) -> None:
    people, quotas = files(
        tmp_path, "sex,leaning\nf,l\nm,l\n\n", "category,feature,min,max\nsex,f,0,1\nsex,m,0,1\n"
    )
    given = read_panel_files(people, quotas)
    assert given.named_by == "" and given.pool.people == (("2",), ("3",))


def test_people_are_named_by_the_column_that_is_asked_for(tmp_path: Path) -> None:
    people, quotas = files(tmp_path, "person,badge,sex\na,7,f\nb,8,m\n")
    assert read_panel_files(people, quotas).pool.people == (("a",), ("b",))
    assert read_panel_files(people, quotas, "badge").pool.people == (("7",), ("8",))
    with pytest.raises(Refused, match=r"people\.csv has no column “bage” that names each person\."):
        read_panel_files(people, quotas, "bage")


@pytest.mark.parametrize(
    ("people", "quotas", "said"),
    [
        ("", QUOTAS, "people.csv is empty."),
        ("person,sex\n", QUOTAS, "people.csv has nobody in it."),
        (b"person,sex\n\xff,f\n", QUOTAS, "people.csv, row 2: this is not UTF-8 text."),
        ("person,gender\na,f\n", QUOTAS, "people.csv, row 1: the column “sex” is missing."),
        ("person,sex,sex\na,f,f\n", QUOTAS, "people.csv, row 1: the column “sex” is there more than once."),
        ("person,sex\na,f\na,m\n", QUOTAS, "people.csv, row 3: “a” is there already."),
        ("person,sex\n,f\n", QUOTAS, "people.csv, row 2: the name is empty"),
        ("person,sex\na,\n", QUOTAS, "people.csv, row 2: there is no sex."),
        ("person,sex\na,x\n", QUOTAS, "people.csv, row 2: the sex “x” is in no quota."),
        ("person,sex\na\n", QUOTAS, "people.csv, row 2: there are 1 cells where the header has 2."),
        ('person,sex\n"a,f\n', QUOTAS, "people.csv, row 2: this is not well-formed CSV"),
        (f"person,sex\n{'a' * 140_000},f\n", QUOTAS, "people.csv, row 2: one cell is too long"),
        (PEOPLE, "", "quotas.csv is empty."),
        (PEOPLE, "feature,value,min,max\n", "quotas.csv has no quota in it."),
        (PEOPLE, "feature,value,min\nsex,f,1\n", "quotas.csv, row 1: the column “max” is missing."),
        (PEOPLE, "feature,value,min,max\nsex,f,-1,1\n", "quotas.csv, row 2: the min is “-1”."),
        (PEOPLE, "feature,value,min,max\nsex,f,1,many\n", "quotas.csv, row 2: the max is “many”."),
        (PEOPLE, "feature,value,min,max\nsex,f,2,1\n", "quotas.csv, row 2: the min, 2, is above the max, 1."),
        (PEOPLE, "feature,value,min,max\nsex,,1,1\n", "quotas.csv, row 2: the value is empty"),
        (PEOPLE, QUOTAS + "sex,f,0,1\n", "quotas.csv, row 4: sex “f” has a quota already."),
    ],
)  # fmt: skip
def test_a_mistake_in_a_file_is_one_clear_sentence(
    tmp_path: Path, people: str | bytes, quotas: str | bytes, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_panel_files(*files(tmp_path, people, quotas))
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("size", "seed", "said"),
    [
        ("3", "s", "No panel of 3 meets all quotas. These cannot hold together: at most 1 of sex “f”; at most 1 of sex “m”."),
        ("9", "s", "A panel of 9 cannot be drawn from 4 people."),
        ("two", "s", "Argument --size takes a whole number, not “two”"),
        ("2", " ", "The seed is empty."),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_ends_with_two_and_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], size: str, seed: str, said: str
) -> None:
    people, quotas = files(tmp_path)
    code, out, err = drawn(capsys, str(people), str(quotas), "--size", size, "--seed", seed)
    assert (code, out) == (2, "") and err.startswith(said) and err.count("\n") == 1
