"""Sets up the demonstration place from its folder, once; a second load leaves everything as it is."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.core.clock import as_if, now
from helpfulacts.core.ids import seeded
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.learn_meanings import learn_meanings
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.open_periods import open_periods
from helpfulacts.directory.actions.roll_occurrences import roll_occurrences
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor
from helpfulacts.places import selectors as places
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.places.actions.load_areas import load_areas
from helpfulacts.places.actions.load_deprivation import load_deprivation
from helpfulacts.places.actions.load_postcodes import load_postcodes
from helpfulacts.promises.actions.fire_notices import fire_notices

from .about_themselves import say_about_themselves
from .beside import stand_beside
from .cast import begin_cast
from .deciding import RuleChange, decide_together
from .deciding_rule import begin_with_earlier_rules
from .doubles import add_doubles
from .entries import add_entries
from .files import draft_of, offer_rows, openings, read_table
from .finished import weave_what_is_over
from .gaps import ask_in_vain
from .getting_in import say_who_gets_in
from .givers import begin_givers
from .hidden import hide_somebody
from .history import WEEKS, History, come_to_an_end
from .hours import by_day, in_the_day
from .introductions import begin_introductions
from .made import body_named
from .members import begin_member, publish
from .people import invent
from .quarters import answer_for_a_quarter
from .readings import say_how_things_are
from .rights import (
    ask_for_what_is_held,
    go_alone,
    look_at_a_colleague,
    say_what_went_wrong,
    say_what_worries,
)
from .sheets import bring_in_list
from .stories import begin_stories
from .weaving import begin_weaving
from .what_if import ask_what_if

SOURCE = "written by hand for the demonstration (illustrative)"
FIRST_PERIOD = dt.timedelta(days=10)
PERIOD = dt.timedelta(weeks=4)
ASKED, DECIDED = 5, 2
"""Weeks ago at which a rule was asked about, after two rounds, and decided, before the fourth."""


@dataclass(frozen=True)
class Loaded:
    """`fresh` is False when the place was there already and nothing was changed."""

    place: Any
    fresh: bool


def load_demonstration(folder: Path, *, say: Callable[[str], None] = lambda words: None) -> Loaded:
    """The demonstration of `folder`, with its history up to today. All or nothing."""
    facts = tomllib.loads((folder / "place.toml").read_text(encoding="utf-8"))
    kept = places.find_place(facts["slug"])
    if kept is not None:
        return Loaded(kept, False)
    rng = random.Random(facts["seed"])
    present = now().replace(minute=2, second=0, microsecond=0)
    start = in_the_day(present - dt.timedelta(weeks=WEEKS, days=3))
    with transaction.atomic(), seeded(random.Random(f"{facts['seed']} identifiers")):
        with as_if(start):
            say("wards, sectors and rules")
            place = _geography(folder, facts)
            officer, bodies = _organisations(place, start.date())
            begin_with_earlier_rules(place)
            say("offers")
            offers = _offers(folder, place, bodies, present.date(), start.date())
        drafts = invent(rng, openings(folder), _sectors(folder, place), facts["people"])
        history = History(place=place, rng=rng, officer=officer, today=present, say=say)
        rule = RuleChange(
            place=place, officer=officer, source=SOURCE, seed=str(facts["seed"]), present=present
        )
        history.write(
            drafts,
            periods=_periods(place, offers, start.date()),
            besides={ASKED: rule.ask, DECIDED: rule.decide},
        )
        say("today")
        roll_occurrences(place=place)  # first, so that the cast chooses days that are to come
        gwen = begin_cast(place=place, officer=officer)
        begin_weaving(place=place)
        with by_day(now()):
            bring_in_list(folder=folder, place=place, by=officer)
        rests = begin_givers(place=place, officer=officer)
        with by_day(now()):
            add_doubles(place=place, officer=officer)
        add_entries(place=place, officer=officer)
        say_who_gets_in(place=place, source=SOURCE)
        begin_introductions(place=place, officer=officer)
        say("the sharing round that waits for a person")
        with by_day(present - dt.timedelta(hours=2)):
            run_round(place=place, by=officer)
        # From here on no round follows: whom one draws is the same, whatever is added.
        weave_what_is_over(place=place)
        ask_in_vain(place=place)
        say_what_went_wrong(place=place, officer=officer)
        say_what_worries(place=place)
        go_alone(place=place)
        look_at_a_colleague(place=place)
        ask_for_what_is_held(offer=rests)
        stand_beside(place=place, gwen=gwen)
        hide_somebody(place=place, officer=officer)
        with by_day(now()):
            ask_what_if(place=place, officer=officer)
        begin_stories(place=place)
        with by_day(now()):
            answer_for_a_quarter(place=place)
        say_how_things_are(place=place, plans=history.oldest, seed=facts["seed"])
        say_about_themselves(plans=history.plans, seed=facts["seed"])
        with by_day(now()):
            begin_member(place=place, officer=officer, source=SOURCE)
            publish(place=place, officer=officer)
        decide_together(place=place, officer=officer, source=SOURCE)
        fire_notices(place=place, day=present.date())
        roll_occurrences(place=place)  # again, for what was listed as if weeks ago
    say("what the offers mean")
    learn_meanings(place=place)
    return Loaded(place, True)


def load_offers_alone(folder: Path) -> Any:
    """The place with its wards, its bodies and its offers as they stand today, and nobody in it: to measure finding on."""
    facts = tomllib.loads((folder / "place.toml").read_text(encoding="utf-8"))
    with transaction.atomic():
        place = _geography(folder, facts)
        _, bodies = _organisations(place, now().date())
        _offers(folder, place, bodies, now().date(), now().date())
    return place


def _geography(folder: Path, facts: dict[str, Any]) -> Any:
    place = create_place(
        slug=facts["slug"],
        name=facts["name"],
        person_to_talk_to=facts["person_to_talk_to"],
        phone=facts["phone"],
        desk=facts["desk"],
        demonstration=True,
    )
    wards = read_table(folder / "wards.csv")
    load_areas(
        place=place,
        features=[
            {
                "type": "Feature",
                "properties": {"code": ward["code"], "name": ward["name"]},
                "geometry": {"type": "Point", "coordinates": [float(ward["lon"]), float(ward["lat"])]},
            }
            for ward in wards
        ],
        level="ward",
        version=facts["boundaries"],
        source=facts["source"],
    )
    load_deprivation(
        place=place,
        rows=[
            (ward["code"], _decile(float(ward["mean_imd2019_score"]), facts["decile_from"])) for ward in wards
        ],
    )
    load_postcodes(
        place=place,
        rows=[
            (row["sector"], float(row["latitude"]), float(row["longitude"]), row["ward_with_most_postcodes"])
            for row in read_table(folder / "sectors.csv")
        ],
    )
    return place


def _decile(score: float, least: list[float]) -> int:
    return next(number for number, floor in enumerate(least, start=1) if score >= floor)


def _organisations(place: Any, day: dt.date) -> tuple[Actor, dict[str, Any]]:
    """The bodies that people in roles answer to, and the accounts behind the doors."""
    partnership = body_named(place, "The community partnership", SOURCE)
    workers = body_named(place, "A link workers' charity", SOURCE)
    actor = None
    for email, role, shown_as, body in (
        ("mel@demo.invalid", "officer", "Mel, partnership officer", partnership),
        ("tom@demo.invalid", "navigator", "Tom, link worker", workers),
        ("ines@demo.invalid", "system-architect", "Ines, system-architect", partnership),
    ):
        account = begin_account(email=email)
        grant_role(
            place=place, account=account, role=role, shown_as=shown_as, body=body,
            begins=day, until=day + dt.timedelta(days=730),
        )  # fmt: skip
        actor = actor or Actor(shown_as, role, account.pk, None, body.pk)
    assert actor is not None
    return actor, {}


def _offers(folder: Path, place: Any, bodies: dict[str, Any], today: dt.date, start: dt.date) -> list[Any]:
    rows = offer_rows(folder)
    for row in rows:
        if row["sphere"] != "personal" and row["provider"] not in bodies:
            bodies[row["provider"]] = body_named(place, row["provider"], SOURCE)
    drafts = [
        draft_of(
            row,
            provider=bodies.get(row["provider"]),
            today=today,
            begins=start,
            until=start + FIRST_PERIOD - dt.timedelta(days=1),
        )
        for row in rows
    ]
    offers = list_offers(place=place, drafts=drafts, source=SOURCE)
    club = next(row for row in rows if row["id"] == "gornal-youth-club")
    grant_role(
        place=place, account=begin_account(email="club@demo.invalid"), role="provider",
        shown_as="Jaz, youth club helper", body=bodies[club["provider"]],
        begins=start, until=start + dt.timedelta(days=730),
    )  # fmt: skip
    return offers


def _periods(place: Any, offers: list[Any], start: dt.date) -> list[tuple[dt.date, Callable[[], Any]]]:
    """When the next places open: (first day, open them). The last period is under way and lasts nine weeks more."""
    first = list(directory.capacity_on(offers, start).values())

    def opening(begins: dt.date, until: dt.date) -> Callable[[], Any]:
        def open_places() -> None:
            come_to_an_end(place=place)
            open_periods(place=place, like=first, begins=begins, until=until)

        return open_places

    starts = [start + FIRST_PERIOD + number * PERIOD for number in range(3)]
    ends = [*starts[1:], starts[-1] + dt.timedelta(weeks=WEEKS)]
    day = dt.timedelta(days=1)
    return [(begins, opening(begins, until - day)) for begins, until in zip(starts, ends, strict=True)]


def _sectors(folder: Path, place: Any) -> list[tuple[Any, float, int]]:
    """Sectors with the weight of their live postcodes in the borough, and the decile of their ward."""
    table = []
    for row in read_table(folder / "sectors.csv"):
        found = places.postcode_row(place, row["sector"])
        weight = int(row["live_postcodes"]) * float(row["share_of_postcodes_in_dudley"])
        if found is not None and found.ward is not None and weight > 10:
            table.append((found, weight, found.ward.decile or 5))
    return table
