"""The demonstration's own spreadsheet: it needed mending, and two rows still do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from helpfulacts.directory import imports
from helpfulacts.directory.models import Offer
from helpfulacts.exchange.demonstration.sheets import bring_in_list
from helpfulacts.places.models import Area

FOLDER = Path(__file__).parents[2] / "examples" / "dudley"


@pytest.mark.django_db
def test_two_rows_of_the_list_wait_to_be_mended(place: Any, officer: Any) -> None:
    for at, name in enumerate(
        ("Gornal", "Brierley Hill", "Lye and Stourbridge North", "Sedgley", "Wordsley")
    ):
        Area.objects.create(place=place, level="ward", version="2013", code=f"D{at}", name=name, latitude=52.5, longitude=-2.1)  # fmt: skip
    bring_in_list(folder=FOLDER, place=place, by=officer)
    one = imports.imports_of(place).get()
    assert (one.state, imports.counts_of(one)["done"], imports.counts_of(one)["aside"]) == ("done", 5, 2)
    assert Offer.objects.filter(place=place, source=one.name).count() == 5
    friday = Offer.objects.get(title="Knit and natter in the warm")
    assert [row.rrule for row in friday.schedules.all()] == ["FREQ=WEEKLY;BYDAY=FR"]
