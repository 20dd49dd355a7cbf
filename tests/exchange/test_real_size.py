"""A place made from open data, filled to its real size: 10,000 people at real postcodes, 200 shared offers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.core.errors import Refused
from helpfulacts.exchange import place_files
from helpfulacts.exchange.demonstration.filling import fill_place
from helpfulacts.people.models import Person
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.places.actions.load_areas import load_areas
from helpfulacts.places.actions.load_deprivation import load_deprivation
from helpfulacts.places.actions.load_postcodes import load_postcodes

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

EVERY_GAP = (
    "further away than you said you can go",
    "at other times",
    "with an interpreter",
    "only for",
    "steps",
)


@pytest.fixture
def real_place(shared: Path) -> Any:
    folder, number = shared / "data" / "geo", place_files.number_in
    place = create_place(slug="real", name="Real", person_to_talk_to="Ann")
    for name, level, version in (
        ("wards_by_lad_E08000027.geojson", "ward", "2013"),
        ("lsoa_by_lad_E08000027.geojson", "lsoa", "2011"),
    ):
        features = place_files.read_features(folder / name)
        load_areas(place=place, features=features, level=level, version=version)
    _, deciles = place_files.read_table(
        folder / "imd_lsoa_dudley.csv", {"lsoa": "lsoa", "original_decile": "original_decile"}
    )
    load_deprivation(place=place, rows=[(row["lsoa"], row["original_decile"]) for row in deciles])
    _, postcodes = place_files.read_table(
        folder / "postcodes_DY_B62-65_B69.csv", {"Postcode": "Postcode", "lat": "lat", "long": "long"}
    )
    load_postcodes(
        place=place, rows=[(row["Postcode"], number(row["lat"]), number(row["long"])) for row in postcodes]
    )
    return place


def test_ten_thousand_people_are_shared_out_explained_and_seen_on_the_map(
    real_place: Any, officer: Any, client: Client
) -> None:
    filled = fill_place(place=real_place, people=10_000, offers=200, seed="try-out")
    assert (filled.people, filled.offers) == (10_000, 200)
    homes = Counter(Person.objects.filter(place=real_place).values_list("postcode__lsoa__code", flat=True))
    # 7 of the 201 neighbourhoods have no postcode in the file (they lie in other postcode areas).
    assert len(homes) == 194 and set(homes.values()) == {51, 52}

    run = run_round(place=real_place, seed="real-size")
    assert run.people == run.placed + run.refused + run.gaps
    assert run.people >= 6_000
    assert 0.2 <= run.refused / run.people <= 0.6
    assert run.certified_gap <= 1e-3

    answers = coordination.explain(run)
    assert len(answers) == run.people
    assert Counter(answer["status"] for answer in answers) == {
        "placed": run.placed,
        "refused": run.refused,
        "gap": run.gaps,
    }
    assert all(answer["sentence"] for answer in answers)
    for answer in answers:
        if answer["status"] == "refused":
            assert "what you asked for" in answer["sentence"], answer["sentence"]
    gaps = " ".join(answer["sentence"] for answer in answers if answer["status"] == "gap")
    assert [words for words in EVERY_GAP if words not in gaps] == []

    page = client.post("/real/find", {"words": "I would like some company"}).content.decode()
    assert "<svg" in page and "Brierley Hill" in page
    with pytest.raises(Refused, match="already have plans"):
        fill_place(place=real_place, people=10, offers=10, seed="again")


def test_invented_people_need_a_place_with_postcodes(db: None) -> None:
    bare = create_place(slug="bare", name="Bare", person_to_talk_to="Ann")
    with pytest.raises(Refused, match="Load them first"):
        fill_place(place=bare, people=10, offers=10, seed="x")
