"""Somebody who must not be found: what she gives is on no list, and only the desk can open her record with her. Invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import now
from helpfulacts.core.ids import seeded
from helpfulacts.directory.actions.list_offer import list_offer
from helpfulacts.directory.actions.protect_giver import protect_giver
from helpfulacts.directory.actions.release_held_offer import release_held_offer
from helpfulacts.directory.actions.see_check import see_check
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, Weekly
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.places import selectors as places
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.write_note import write_note

from .beside import known_words, link_worker
from .hours import by_day

CALLED = "Maeve"
GIVES = "Curtains taken up by hand"


def hide_somebody(*, place: Any, officer: Actor) -> None:
    """She gave before, and was on the list; eight days ago Tom took all of hers off it, and wrote down why."""
    tom = link_worker(place)
    with by_day(now() - dt.timedelta(days=30)):
        where = places.postcode_row(place, "DY8 4")
        person = begin_person(
            place=place, called=CALLED, channel="desk", ward=where.ward if where else None, age_band="25-49",
            languages=("en",),
        )  # fmt: skip
        me = the_person(person.pk)
        plan = begin_plan(
            place=place, person=person, words="I would like to sew again, and to know who has been asking after me.", by=me
        )  # fmt: skip
        add_aspiration(plan=plan, words="A quiet place to sew", facets=("making",), by=me)
        offer = list_offer(
            place=place, by=me,
            draft=OfferDraft(
                title=GIVES, kind="service", sphere="personal", summary="Bring them washed. A week for a pair.",
                giver=person, shown_from="A neighbour in Stourbridge", facets={"making": 2},
                particulars={"per_session": 1, "starts": "any week"}, where=("venue",), postcode="DY8 4",
                weekly=(Weekly("mon", dt.time(10), dt.time(12)),), capacity=CapacityDraft("place", 1, 1),
                languages=("en",), cost="Free", cost_pence=0, activities=("hosting",), imported=True,
            ),
        )  # fmt: skip
    with by_day(now() - dt.timedelta(days=28)):
        see_check(offer=offer, activities=("hosting",), level="basic", names=2, by=officer)
        release_held_offer(offer=offer, by=officer, how="visit")
    with by_day(now() - dt.timedelta(days=8)):
        protect_giver(
            person=person, protected=True, why="You asked that nobody can find you", by=tom, offer=offer
        )
        write_note(person=person, by=tom, seconds=60, words="We meet at the desk only, and never ring.")
    with by_day(now()), seeded(known_words(CALLED)):
        give_phrase(person=person)
