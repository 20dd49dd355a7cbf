"""The demonstration, with few people in it: what people do in it is done by day, whatever the hour at which it is made."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from helpfulacts.core.clock import as_if
from helpfulacts.core.models import RegisterEntry
from helpfulacts.deliberation.answered import unanswered
from helpfulacts.deliberation.selectors import get_deliberation, open_stages, published
from helpfulacts.directory.models import Weave
from helpfulacts.exchange.demonstration import dudley, hours
from helpfulacts.learning.models import Practice
from helpfulacts.support.models import HelpfulAct, Introduction, Note, Reading, Visit

FOLDER = Path(__file__).parents[2] / "examples" / "dudley"
LONDON = ZoneInfo("Europe/London")
BY_DAY = range(9, 20)


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("day", [dt.date(2026, 7, 1), dt.date(2026, 10, 25), dt.date(2026, 11, 27)])
def test_what_is_done_at_night_is_moved_into_the_day_and_never_ahead(day: dt.date, hour: int) -> None:
    made = dt.datetime.combine(day, dt.time(hour, 32), LONDON)
    with as_if(made.astimezone(dt.UTC)):
        for ago in range(60):
            moment = made.astimezone(dt.UTC) - dt.timedelta(hours=ago)
            moved = hours.in_the_day(moment)
            assert moved <= made and moved.astimezone(LONDON).hour in BY_DAY
            assert moment.astimezone(LONDON).date() - moved.astimezone(LONDON).date() <= dt.timedelta(days=1)
        last = hours.last_hour_of_work()
        assert last <= made and (last - 2 * dt.timedelta(hours=1)).astimezone(LONDON).hour in BY_DAY


def small(tmp_path: Path) -> Path:
    """The files of the demonstration, with sixty people."""
    folder = tmp_path / "dudley"
    shutil.copytree(FOLDER, folder)
    facts = folder / "place.toml"
    facts.write_text(
        facts.read_text(encoding="utf-8").replace("people = 3700", "people = 60"), encoding="utf-8"
    )
    return folder


@pytest.mark.slow
@pytest.mark.once  # hours know no database; the demonstration itself is made on both for those who walk through it
@pytest.mark.django_db
@pytest.mark.parametrize(
    "made",
    [
        pytest.param("2026-11-27T00:32", id="at night"),
        pytest.param("2026-11-27T10:32", id="on a Friday morning", marks=pytest.mark.release),
    ],
)
def test_whenever_it_is_made_it_loads_and_nobody_in_it_did_anything_at_night(
    made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dudley, "learn_meanings", lambda **_: None)
    with as_if(dt.datetime.fromisoformat(made).replace(tzinfo=dt.UTC)):
        place = dudley.load_demonstration(small(tmp_path)).place
    moments: list[tuple[str, Any]] = [
        (f"register: {row.action}", row.at) for row in RegisterEntry.objects.filter(place=place)
    ]
    for model, fields in (
        (HelpfulAct, ("created_at", "changed_at")), (Introduction, ("created_at", "changed_at")), (Note, ("at",)),
        (Reading, ("changed_at",)), (Visit, ("begins", "out_by", "in_at")), (Weave, ("created_at", "changed_at")), (Practice, ("told_at",)),
    ):  # fmt: skip
        for row in model.objects.filter(place=place):
            moments += [
                (f"{model.__name__}.{name}", getattr(row, name)) for name in fields if getattr(row, name)
            ]
    at_night = {what for what, at in moments if at.astimezone(LONDON).hour not in BY_DAY}
    assert at_night <= BY_ITSELF
    [recipe] = Practice.objects.filter(place=place)
    assert (recipe.title, recipe.came, len(recipe.parts), len(recipe.needs)) == ("Toys and torches", 14, 2, 1)
    assert Weave.objects.filter(place=place, title="Sewing on Saturdays", state="ended").exists()
    open_now = [stage.kind for one in published(place) for stage in open_stages(one)]
    assert set(open_now) == {"inform", "gather", "map", "weigh", "ballot", "decide", "deliver"}
    assert [unanswered(get_deliberation(place, number)) for number in (1, 2, 3)] == [[], [], []]


BY_ITSELF = {"register: roll_occurrences", "register: said days"}
"""What the system does when the demonstration is made."""
