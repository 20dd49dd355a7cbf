"""`helpfulacts place ...`: exit codes, one sentence for a refusal, and files of rows set aside that can be mended."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.places import selectors

Run = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path: Path, wards: list[dict[str, Any]]) -> dict[str, Path]:
    texts = {
        "wards.geojson": json.dumps({"type": "FeatureCollection", "features": wards}),
        "postcodes.csv": "Postcode,lat,long\nAB1 1AA,52.51,-2.09\nAB1 1AB,,\nAB9 9ZZ,53.9,-1\n=cmd,1,1\n",
        "deciles.csv": "lsoa,original_decile\nW1,3\nW9,4\n",
        "empty.csv": "",
        "header.csv": "Postcode,lat,long\n",
        "nan.csv": "Postcode,lat,long\nAB1 1AA,nan,-2\n",
        "nan.geojson": json.dumps({"features": [{"geometry": float("nan")}]}),
        "plain.json": '{"a": 1}',
        "page.geojson": "<html></html>",
        "utf16.csv": "Postcode,lat,long\n",
        "empty.geojson": "",
        "mistake.toml": 'title = "Rules"\nlevel 3\n',
        "utf16.toml": "title = 1\n",
    }
    for name, text in texts.items():
        encoding = "utf-16" if name.startswith("utf16") else "utf-8"
        (tmp_path / name).write_text(text, encoding=encoding)
    return {name: tmp_path / name for name in texts}


def test_the_whole_sequence(command: Run, files: dict[str, Path], tmp_path: Path) -> None:
    code, out, _ = command("place", "create", "new", "--name", "Newtown", "--person", "Ann", "--json")
    assert code == 0 and json.loads(out)["place"] == "new"
    load = ("load-areas", files["wards.geojson"], "--place", "new", "--level", "ward", "--version", "2013")
    code, out, _ = command("place", *load, "--json")
    assert code == 0 and json.loads(out)["created"] == 2
    aside = tmp_path / "aside.csv"
    code, out, _ = command(
        "place", "load-postcodes", files["postcodes.csv"], "--place", "new", "--set-aside", aside, "--json"
    )
    figures = json.loads(out)
    assert (code, figures["created"], figures["set_aside"], figures["file"]) == (1, 1, 3, str(aside))
    rows = list(csv.DictReader(aside.open(encoding="utf-8")))
    assert [row["Postcode"] for row in rows] == ["AB1 1AB", "AB9 9ZZ", "'=cmd"]
    assert all(row["reason"].endswith(".") for row in rows)
    mended = aside.read_text(encoding="utf-8").replace("AB1 1AB,,", "AB1 1AB,52.512,-2.07")
    aside.write_text(mended, encoding="utf-8")
    code, out, _ = command(
        "place", "load-postcodes", aside, "--place", "new", "--set-aside", tmp_path / "two.csv"
    )
    assert code == 1 and "1 postcode came in" in out
    assert selectors.locate(selectors.get_place("new"), "AB1 1AB").ward.name == "East"
    code, _, _ = command("place", "load-deprivation", files["deciles.csv"], "--place", "new")
    assert code == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("load-postcodes", "postcodes.csv", "--place", "nowhere"), "no place called"),
        (("load-postcodes", "missing.csv", "--place", "new"), "cannot be read"),
        (("load-postcodes", "empty.csv", "--place", "new"), "is empty"),
        (("load-postcodes", "header.csv", "--place", "new"), "no rows"),
        (("load-postcodes", "deciles.csv", "--place", "new"), "no column with the postcode"),
        (("load-postcodes", "nan.csv", "--place", "new"), "No postcode could be loaded"),
        (("load-postcodes", "utf16.csv", "--place", "new"), "not UTF-8"),
        (("load-deprivation", "postcodes.csv", "--place", "new"), "has no column “lsoa”"),
        (("load-deprivation", "deciles.csv", "--place", "new", "--decile-column", "x"), "has no column “x”"),
        (("load-areas", "plain.json", "--place", "new", "--level", "ward", "--version", "1"), "not GeoJSON"),
        (("load-areas", "page.geojson", "--place", "new", "--level", "ward", "--version", "1"), "not JSON"),
        (("load-areas", "nan.geojson", "--place", "new", "--level", "ward", "--version", "1"), "NaN"),
        (("load-areas", "wards.geojson", "--place", "new", "--level", "x", "--version", "1"), "not a level"),
        (("load-areas", "wards.geojson", "--place", "new"), "required"),
        (("load-deprivation", "", "--place", "new"), "Argument file: it is empty"),
        (("load-postcodes", "postcodes.csv", "--place", "new", "--set-aside", ""), "it is empty"),
        (
            ("load-areas", "empty.geojson", "--place", "new", "--level", "ward", "--version", "1"),
            "Choose another",
        ),
        (("adopt-rules", "--place", "new", "--decided-by", "", "--decision", "minutes"), "it is empty"),
        (("adopt-rules", "--place", "new", "--decided-by", "The board", "--decision", " "), "it is empty"),
        (
            (
                "adopt-rules",
                "--place",
                "new",
                "--decided-by",
                "B",
                "--decision",
                "D",
                "--file",
                "mistake.toml",
            ),
            "in line 2",
        ),
        (
            ("adopt-rules", "--place", "new", "--decided-by", "B", "--decision", "D", "--file", "utf16.toml"),
            "not UTF-8",
        ),
        (("create", "account", "--name", "Newtown", "--person", "Ann"), "kept for addresses"),
        (
            ("create", "newer", "--name", "", "--person", "Ann"),
            "The name of the place is empty. Say what it is.",
        ),
        (("wander",), "nvalid choice"),
        ((), "required"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_one_sentence(
    command: Run, files: dict[str, Path], wards: Any, arguments: tuple[str, ...], says: str
) -> None:
    from helpfulacts.places.actions.create_place import create_place
    from helpfulacts.places.actions.load_areas import load_areas

    place = create_place(slug="new", name="Newtown", person_to_talk_to="Ann")
    load_areas(place=place, features=wards, level="ward", version="2013")
    before = selectors.geography_counts(place)
    given = [files.get(argument, argument) for argument in arguments]
    code, out, err = command("place", *given)
    assert (code, out) == (2, "")
    assert says in err and "Traceback" not in err and err.count("\n") == 1
    assert selectors.geography_counts(place) == before


def test_counts_are_said_as_people_say_them(command: Run, files: dict[str, Path], wards: Any) -> None:
    from helpfulacts.places.actions.create_place import create_place

    create_place(slug="new", name="Newtown", person_to_talk_to="Ann")
    files["wards.geojson"].write_text(json.dumps({"features": wards[:1]}))
    _, out, _ = command(
        "place",
        "load-areas",
        files["wards.geojson"],
        "--place",
        "new",
        "--level",
        "ward",
        "--version",
        "2013",
    )
    assert "Newtown: 1 area came in, 0 changed, 0 stayed as they were." in out
    many = "Postcode,lat,long\n" + "".join(
        f"AB{n // 90 + 1} {n % 9}A{chr(65 + n // 9 % 10)},52.51,-2.09\n" for n in range(1200)
    )
    files["postcodes.csv"].write_text(many)
    _, out, _ = command("place", "load-postcodes", files["postcodes.csv"], "--place", "new")
    assert "1,200 postcodes came in" in out
