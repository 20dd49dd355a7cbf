"""`helpfulacts share` on files: what comes out holds, the same in gives the same out, and bad files are refused."""

from __future__ import annotations

import csv
import hashlib
import json
import random
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from helpfulacts.cli.management.commands.share import Command

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "share"
SEED = "spring round"


def share(folder: Path, out: Path, seed: str = SEED, *more: str) -> int:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(
            ["helpfulacts", "share", str(folder), "--seed", seed, "--out", str(out), *more]
        )
    return int(ended.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in ("people.csv", "offers.csv", "pairs.csv"):
        shutil.copy(EXAMPLE / name, tmp_path / "in" / name)
    return tmp_path / "in"


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def made_up(folder: Path, people: int, seed: int) -> Path:
    """A random folder in which places are short."""
    draw = random.Random(seed)
    folder.mkdir()
    offers = max(2, people // 5)
    (folder / "people.csv").write_text(
        "person,priority_class\n" + "".join(f"p{i},{draw.randint(1, 4)}\n" for i in range(people))
    )
    (folder / "offers.csv").write_text(
        "offer,capacity\n" + "".join(f"o{j},{draw.randint(0, 5)}\n" for j in range(offers))
    )
    pairs = [
        f"p{i},o{j},{draw.random() * 9:.4f}\n"
        for i in range(people)
        for j in draw.sample(range(offers), draw.randint(0, min(4, offers)))
    ]
    draw.shuffle(pairs)
    (folder / "pairs.csv").write_text("person,offer,gain\n" + "".join(pairs))
    return folder


def recheck(folder: Path, out: Path, seed: str) -> int:
    """Check every line of what was written from the files alone; return how many refusals were checked."""
    classes = {row["person"]: int(row["priority_class"]) for row in rows(folder / "people.csv")}
    capacity = {row["offer"]: int(row["capacity"]) for row in rows(folder / "offers.csv")}
    fits: dict[str, set[str]] = defaultdict(set)
    for row in rows(folder / "pairs.csv"):
        fits[row["person"]].add(row["offer"])
    allocation = rows(out / "allocation.csv")
    assert [row["person"] for row in allocation] == list(classes)
    assert all(row["reason"].strip() for row in allocation)
    held = {row["person"]: row["offer"] for row in allocation if row["offer"]}
    holders: dict[str, list[str]] = defaultdict(list)
    for person, offer in held.items():
        assert offer in fits[person]
        holders[offer].append(person)
    assert all(len(holders[offer]) <= capacity[offer] for offer in capacity)

    def turn(person: str) -> tuple[int, str]:
        return classes[person], hashlib.sha256(f"{seed}|{person}".encode()).hexdigest()

    refusals = [json.loads(line) for line in (out / "refusals.jsonl").read_text("utf-8").splitlines()]
    assert [one["person"] for one in refusals] == [person for person in classes if person not in held]
    for one in refusals:
        closed = set(one["offers"])
        assert set(one) == {"person", "code", "offers"} and one["offers"] == sorted(closed)
        assert fits[one["person"]] <= closed
        assert (one["code"] == "no_offer") == (not fits[one["person"]])
        for offer in closed:
            assert len(holders[offer]) == capacity[offer]
            for holder in holders[offer]:
                assert fits[holder] <= closed
                assert turn(holder) < turn(one["person"])
    return len(refusals)


def test_it_works(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert share(folder, tmp_path / "out", SEED, "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["served"] == 8
    assert figures["served_by_class"] == {"1": 2, "2": 3, "3": 3}
    assert figures["certified_gap"] == 0
    gains = {(row["person"], row["offer"]): float(row["gain"]) for row in rows(folder / "pairs.csv")}
    allocation = rows(tmp_path / "out" / "allocation.csv")
    total = sum(gains[row["person"], row["offer"]] for row in allocation if row["offer"])
    assert figures["benefit"] == pytest.approx(total)
    assert {"seconds", "peak_mb"} <= set(figures)
    assert recheck(folder, tmp_path / "out", SEED) == 4


@pytest.mark.parametrize("seed", range(8))
def test_every_refusal_holds(tmp_path: Path, seed: int) -> None:
    folder = made_up(tmp_path / "in", 60 + 40 * seed, seed)
    assert share(folder, tmp_path / "out", f"draw {seed}") == 0
    assert recheck(folder, tmp_path / "out", f"draw {seed}") > 0


def test_the_same_files_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    folder = made_up(tmp_path / "in", 300, 1)
    elsewhere = shutil.copytree(folder, tmp_path / "somewhere else" / "in")
    assert share(folder, tmp_path / "one") == share(elsewhere, tmp_path / "two") == 0
    assert written(tmp_path / "one") == written(tmp_path / "two")
    assert share(folder, tmp_path / "one") == 0  # over what is there
    assert written(tmp_path / "one") == written(tmp_path / "two")
    assert share(folder, tmp_path / "three", "another draw") == 0
    assert written(tmp_path / "one") != written(tmp_path / "three")


def test_the_manifest_says_what_it_was_made_from(folder: Path, tmp_path: Path) -> None:
    assert share(folder, tmp_path / "out") == 0
    text = (tmp_path / "out" / "manifest.json").read_text("utf-8")
    manifest = json.loads(text)
    for name in ("people.csv", "offers.csv", "pairs.csv"):
        assert manifest["inputs"][name] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    assert manifest["seed"] == SEED
    assert manifest["seed_commitment"] == hashlib.sha256(SEED.encode()).hexdigest()
    assert {"numpy", "scipy", "numba"} <= set(manifest["libraries"]) and manifest["engine"]["helpfulacts"]
    assert str(tmp_path) not in text and "second" not in text


def test_order_of_columns_more_columns_blank_rows_and_a_byte_order_mark_are_fine(
    folder: Path, tmp_path: Path
) -> None:
    assert share(folder, tmp_path / "plain") == 0
    with open(folder / "pairs.csv", "w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)  # ends its lines as Windows does
        table.writerow(["note", "gain", "offer", " person "])
        for row in rows(EXAMPLE / "pairs.csv"):
            table.writerow(["a, b", row["gain"], row["offer"], row["person"]])
        file.write("\r\n\r\n")
    assert share(folder, tmp_path / "other") == 0
    for name in ("allocation.csv", "refusals.jsonl"):
        assert (tmp_path / "plain" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_nobody_and_nothing_is_an_answer_too(folder: Path, tmp_path: Path) -> None:
    (folder / "pairs.csv").write_text("person,offer,gain\n")
    assert share(folder, tmp_path / "no pairs") == 0
    assert recheck(folder, tmp_path / "no pairs", SEED) == 12
    (folder / "people.csv").write_text("person,priority_class\n")
    (folder / "offers.csv").write_text("offer,capacity\n")
    assert share(folder, tmp_path / "nobody") == 0
    assert (tmp_path / "nobody" / "refusals.jsonl").read_bytes() == b""


def test_gains_are_kept_to_the_nearest_millionth(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "pairs.csv").write_text("person,offer,gain\nada,warm-room,1.1234567\nbilal,warm-room,1e-7\n")
    assert share(folder, tmp_path / "out", SEED, "--json") == 0
    assert json.loads(capsys.readouterr().out)["benefit"] == 1.123457


@pytest.mark.parametrize("unit", [1e-250, 1e-12, 1e-4, 1.0, 5000.0, 1e9, 1e18, 1e299])
def test_gains_in_any_unit_are_shared_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], unit: float
) -> None:
    """As scipy's matching of least cost finds, one seat at a time, on the people admitted."""
    from scipy.optimize import linear_sum_assignment

    folder = made_up(tmp_path / "in", 80, 5)
    rates = [(row["person"], row["offer"], float(row["gain"]) * unit) for row in rows(folder / "pairs.csv")]
    (folder / "pairs.csv").write_text(
        "person,offer,gain\n" + "".join(f"{p},{o},{g!r}\n" for p, o, g in rates)
    )
    assert share(folder, tmp_path / "out", SEED, "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    served = [row["person"] for row in rows(tmp_path / "out" / "allocation.csv") if row["offer"]]
    seats = [row["offer"] for row in rows(folder / "offers.csv") for _ in range(int(row["capacity"]))]
    gain = {(person, offer): rate / unit for person, offer, rate in rates}
    table = np.array([[gain.get((person, seat), -1e6) for seat in seats] for person in served])
    best = table[linear_sum_assignment(table, maximize=True)].sum()
    assert best > 0 and figures["benefit"] == pytest.approx(best * unit, rel=1e-6, abs=0)


def test_gains_too_far_apart_to_count_together_are_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = (folder / "pairs.csv").read_text().splitlines()
    (folder / "pairs.csv").write_text(
        "\n".join([*pairs[:-1], pairs[-1].rpartition(",")[0] + ",1e300"]) + "\n"
    )
    assert share(folder, tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert said.startswith("pairs.csv, row 2: the gain ") and "too small beside the greatest, 1e+300" in said
    assert said.count("\n") == 1 and not (tmp_path / "out").exists()


BAD: list[tuple[str, str, Any, str]] = [
    ("a missing file", "people.csv", None, "people.csv is not in the folder"),
    ("an empty file", "offers.csv", b"", "offers.csv is empty"),
    ("a blank file", "pairs.csv", b"\n\n", "pairs.csv is empty"),
    (
        "a wrong column",
        "people.csv",
        b"person,class\nada,1\n",
        "people.csv, row 1: the column “priority_class”",
    ),
    (
        "a column twice",
        "offers.csv",
        b"offer,capacity,offer\na,1,b\n",
        "offers.csv, row 1: the column “offer”",
    ),
    ("a cell too many", "offers.csv", b"offer,capacity\na,1,2\n", "offers.csv, row 2: there are 3 cells"),
    ("a cell too few", "offers.csv", b"offer,capacity\na,1\n\nb\n", "offers.csv, row 4: there are 1 cells"),
    ("capacity -1", "offers.csv", b"offer,capacity\na,-1\n", "offers.csv, row 2: the capacity is “-1”"),
    ("half a place", "offers.csv", b"offer,capacity\na,1.5\n", "offers.csv, row 2: the capacity is “1.5”"),
    ("no capacity", "offers.csv", b"offer,capacity\na,\n", "offers.csv, row 2: the capacity is “”"),
    ("capacity too great", "offers.csv", b"offer,capacity\na,10000000000\n", "row 2: the capacity is"),
    ("a class in words", "people.csv", b"person,priority_class\nada,high\n", "people.csv, row 2"),
    (
        "class 0",
        "people.csv",
        b"person,priority_class\nada,1\nbilal,0\n",
        "people.csv, row 3: the priority_class",
    ),
    ("class 1.0", "people.csv", b"person,priority_class\nada,1.0\n", "people.csv, row 2"),
    ("a class in other digits", "people.csv", "person,priority_class\nada,٣\n".encode(), "people.csv, row 2"),
    (
        "a person twice",
        "people.csv",
        b"person,priority_class\nada,1\nada,1\n",
        "row 3: the person “ada” is there",
    ),
    (
        "an offer twice",
        "offers.csv",
        b"offer,capacity\na,1\na,2\n",
        "offers.csv, row 3: the offer “a” is there",
    ),
    (
        "nobody's name",
        "people.csv",
        b"person,priority_class\n ,1\n",
        "people.csv, row 2: the person “ ” has no name",
    ),
    (
        "a formula",
        "people.csv",
        b"person,priority_class\n=1+1,1\n",
        "people.csv, row 2: the person “=1+1” begins",
    ),
    (
        "a hidden character",
        "people.csv",
        b'person,priority_class\n"a\nb",1\n',
        "people.csv, row 2: the person “a?b”",
    ),
    (
        "a pair twice",
        "pairs.csv",
        b"person,offer,gain\nada,warm-room,1\nada,warm-room,2\n",
        "together in row 2",
    ),
    (
        "an unknown person",
        "pairs.csv",
        b"person,offer,gain\nzoe,warm-room,1\n",
        "pairs.csv, row 2: the person “zoe”",
    ),
    (
        "an unknown offer",
        "pairs.csv",
        b"person,offer,gain\nada,pool,1\n",
        "pairs.csv, row 2: the offer “pool”",
    ),
    (
        "gain nan",
        "pairs.csv",
        b"person,offer,gain\nada,warm-room,nan\n",
        "pairs.csv, row 2: the gain is “nan”",
    ),
    (
        "gain inf",
        "pairs.csv",
        b"person,offer,gain\nada,warm-room,inf\n",
        "pairs.csv, row 2: the gain is “inf”",
    ),
    ("gain 1e999", "pairs.csv", b"person,offer,gain\nada,warm-room,1e999\n", "pairs.csv, row 2: the gain"),
    (
        "gain too great",
        "pairs.csv",
        b"person,offer,gain\nada,warm-room,1e301\n",
        "pairs.csv, row 2: the gain",
    ),
    (
        "a negative gain",
        "pairs.csv",
        b"person,offer,gain\nada,warm-room,-0.1\n",
        "pairs.csv, row 2: the gain",
    ),
    ("no gain", "pairs.csv", b"person,offer,gain\nada,warm-room,\n", "pairs.csv, row 2: the gain is “”"),
    (
        "a gain in words",
        "pairs.csv",
        b"person,offer,gain\nada,warm-room,much\n",
        "pairs.csv, row 2: the gain",
    ),
    (
        "a gain as Python",
        "pairs.csv",
        b"person,offer,gain\nada,warm-room,1_0\n",
        "pairs.csv, row 2: the gain",
    ),
    (
        "not UTF-8",
        "people.csv",
        b"person,priority_class\nada,1\nzo\xeb,1\n",
        "people.csv, row 3: this is not UTF-8",
    ),
    ("UTF-16", "people.csv", "person,priority_class\nada,1\n".encode("utf-16"), "people.csv, row 1"),
    (
        "a NUL byte",
        "people.csv",
        b"person,priority_class\nad\0a,1\n",
        "people.csv, row 2: there is a NUL byte",
    ),
    (
        "a huge field",
        "people.csv",
        b"person,priority_class\n" + b"a" * 200_000 + b",1\n",
        "people.csv, row 2",
    ),
    ("a long name", "people.csv", b"person,priority_class\n" + b"a" * 300 + b",1\n", "has 300 characters"),
    ("an open quotation", "people.csv", b'person,priority_class\n"ada,1\n', "people.csv, row 2: this is not"),
]


@pytest.mark.parametrize(("name", "file", "content", "expected"), BAD, ids=[case[0] for case in BAD])
def test_bad_input_is_refused_in_one_sentence(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    file: str,
    content: bytes | None,
    expected: str,
) -> None:
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(content)
    before = sorted(tmp_path.iterdir())
    assert share(folder, tmp_path / "out") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert expected in captured.err and captured.err.count("\n") == 1 and len(captured.err) < 400
    assert sorted(tmp_path.iterdir()) == before


def test_places_that_cannot_be_written_to_are_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    for out in (tmp_path / "file", tmp_path / "file" / "out"):
        assert share(folder, out) == 2
        assert "file" in capsys.readouterr().err
    assert (tmp_path / "file").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "in"]
    assert share(tmp_path / "nowhere", tmp_path / "out") == 2
    assert share(folder, tmp_path / "out", " ") == 2
    assert share(folder, tmp_path / "out", "\udcff") == 2
    assert not (tmp_path / "out").exists()


def test_the_example_shows_what_its_readme_says(tmp_path: Path) -> None:
    text = (EXAMPLE / "README.md").read_text("utf-8")
    assert "helpfulacts share docs/examples/share --seed" in text
    assert share(EXAMPLE, tmp_path / "out") == 0
    assert "8 of 12 people" in text
