"""Getting in, in the words of HSDS: what a list says comes in without a day, what people here said goes out with it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from oruk_feed import service

from helpfulacts.directory.access import access_of
from helpfulacts.directory.actions.say_access import say_access
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.models import Offer
from helpfulacts.exchange.oruk.exporting import export_feed
from helpfulacts.exchange.oruk.importing import import_source
from helpfulacts.people.actor import Actor
from helpfulacts.places.actions.create_place import create_place

pytestmark = pytest.mark.django_db
TOM = Actor("Tom, link worker", "navigator")
LISTED = [
    {"id": "2b5c5f5e-5f43-4d5c-8f63-6c4c8a6a9f11", "description": "Step-free from the street."},
    {
        "id": "7c0ba1c4-26a9-44c4-9a56-0f0b26a3a8d2",
        "description": "Ring the bell.",
        "url": "https://example.org/in",
    },
    {"id": "91f6f0de-3a86-4f0d-8a4f-3b7f9a0f6b33", "description": "Hearing loop", "details": "In the hall."},
]


def bring(place: Any, source: Path) -> Any:
    return import_source(place=place, source=str(source), set_aside=source.with_suffix(".aside"))


def shown(place: Any, folder: Path) -> tuple[bytes, dict[str, Any]]:
    file = folder / f"{place.slug}.json"
    export_feed(place=place, out=file)
    return file.read_bytes(), json.loads(file.read_text())["services"][0]


def test_accessibility_comes_in_is_looked_at_goes_out_and_comes_back_the_same(
    place: Any, tmp_path: Path
) -> None:
    record = service()
    record["service_at_locations"][0]["location"]["accessibility"] = LISTED
    (tmp_path / "feed.json").write_text(json.dumps(record))
    bring(place, tmp_path / "feed.json")
    offer = Offer.objects.get(place=place)
    assert {(one.fact, one.answer, one.on, one.source) for one in access_of(offer)} == {
        ("step_free", "yes", None, "import"),
        ("hearing_loop", "yes", None, "import"),
    }
    _, before = shown(place, tmp_path)
    assert before["service_at_locations"][0]["location"]["accessibility"] == LISTED

    said = {"step_free": "no", "toilet": "yes"}
    say_access(offer=offer, said=said, on=dt.date(2026, 11, 3), source="visitor", by=TOM)
    state_capacity(offer=offer, stated=0, talks_first=True, by=TOM)
    first, after = shown(place, tmp_path)
    told = {one["description"]: one for one in after["service_at_locations"][0]["location"]["accessibility"]}
    assert told.keys() == {
        "Ring the bell.", "Hearing loop", "Step-free entrance: no", "Accessible toilet: yes",
    }, "the words that speak of what somebody looked at since are gone; the rest stands as it came"  # fmt: skip
    assert told["Ring the bell."] == LISTED[1]
    assert told["Step-free entrance: no"]["details"] == "Said by somebody who went there on 2026-11-03."
    assert after["helpful_acts"]["access_facts"] == [
        {"fact": "step_free", "answer": "no", "on": "2026-11-03", "source": "visitor"},
        {"fact": "toilet", "answer": "yes", "on": "2026-11-03", "source": "visitor"},
        {"fact": "hearing_loop", "answer": "yes", "source": "import"},
    ]
    assert after["helpful_acts"]["capacity"] == {"unit": "place", "stated": 0, "talks_first": True}

    second = create_place(slug="second", name="Second", person_to_talk_to="Ann")
    came = bring(second, tmp_path / f"{place.slug}.json")
    assert (came.created, came.set_aside) == (1, 0)
    there = Offer.objects.get(place=second)
    assert sorted(access_of(there), key=lambda one: one.fact) == sorted(
        access_of(offer), key=lambda one: one.fact
    )
    assert shown(second, tmp_path)[0] == first
    again = bring(second, tmp_path / f"{place.slug}.json")
    assert (again.unchanged, again.updated) == (1, 0)
