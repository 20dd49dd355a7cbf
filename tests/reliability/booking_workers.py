"""The separate processes of the booking race: rounds in which all of them want the same last time, or the last place.

`workers.py` says how they start. Every round has something of its own, so a slow process of one round cannot spoil the
next; each process goes through the rounds as fast as it can, and says what it was told in each.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable

from workers import at_once, say  # sets Django up first

from django.db import IntegrityError, OperationalError, transaction  # isort: skip

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.book_slots import book_slots
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, Weekly
from helpfulacts.directory.models import BookedSlot, Booking, Offer
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation, Person
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.places.models import Place
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.models import HelpfulAct

DESK = Actor("The desk", "navigator")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TEN, ELEVEN, NOON = 20, 22, 24
BUSY = "busy"


def day_of(number: int) -> dt.date:
    """One day for each round; they repeat after 80, and there are fewer rounds than that."""
    return today() + dt.timedelta(days=1 + number)


def prepare_room(slug: str, units: str) -> None:
    """A room that is open every day from 8 to 8, of which there are that many, and a body that books it."""
    place = create_place(slug=slug, name=slug.title(), person_to_talk_to="Tom at the desk")
    body = begin_organisation(place=place, name="A hall")
    weekly = tuple(Weekly(day, dt.time(8), dt.time(20)) for day in DAYS)
    particulars = {"mode": "booked", "unit": "hour", "amount": 100_000, "each": 1, "units": int(units)}
    draft = OfferDraft(
        title="A room",
        kind="resource",
        sphere="civic",
        provider=body,
        particulars=particulars,
        weekly=weekly,
        on_bank_holidays="runs",
    )
    list_offers(place=place, drafts=[draft])


def _told(write: Callable[[], object]) -> str:
    """“kept”, or the one sentence it was told. A database too busy to answer changed nothing: it asks again."""
    while True:
        try:
            write()
        except Refused as refusal:
            return str(refusal)
        except OperationalError:
            continue
        return "kept"


def race_room(slug: str, processes: str, rounds: str) -> None:
    """Each round: half of them want 10 to 11, the others 10:30 to noon. Each pair of times overlaps."""
    offer = Offer.objects.select_related("place").get(place__slug=slug)
    body = Organisation.objects.get(place__slug=slug)

    def book(number: int) -> None:
        first, last = (TEN, ELEVEN) if number % 2 else (TEN + 1, NOON)
        for turn in range(int(rounds)):
            told = _told(
                lambda turn=turn: book_slots(  # type: ignore[misc]
                    offer=offer, day=day_of(turn), first=first, last=last, by=DESK, body=body
                )
            )
            say({"round": turn, "told": told, "half_hours": last - first})

    at_once(int(processes), book)


def race_without_turns(slug: str, processes: str, rounds: str) -> None:
    """They write half-hours straight into the table, without taking turns: only the database stands between them."""
    offer = Offer.objects.select_related("place").get(place__slug=slug)
    body = Organisation.objects.get(place__slug=slug)

    def insert(number: int) -> None:
        for turn in range(int(rounds)):
            told = BUSY
            while told == BUSY:
                told = _insert(offer, body, day_of(turn))
            say({"round": turn, "told": told})

    at_once(int(processes), insert)


def _insert(offer: Offer, body: Organisation, day: dt.date) -> str:
    try:
        with transaction.atomic():
            booking = Booking.objects.create(
                place=offer.place, offer=offer, day=day, from_slot=TEN, to_slot=NOON, body=body, booked_by="a test",
                booked_at=dt.datetime.now(dt.UTC),
            )  # fmt: skip
            for slot in range(TEN, NOON):
                BookedSlot.objects.create(
                    place=offer.place, booking=booking, offer=offer, day=day, slot=slot, unit=0, units=1
                )
    except IntegrityError:
        return "refused"
    except OperationalError:
        return BUSY
    return "kept"


def booked(slug: str) -> None:
    """The register, then for each day its bookings and how many half-hours they hold."""
    for line in register.saved_lines(Place.objects.get(slug=slug)):
        say({"register": line})
    for booking in Booking.objects.filter(place__slug=slug).order_by("day", "unit", "from_slot"):
        say(
            {
                "round": (booking.day - today()).days - 1,
                "unit": booking.unit,
                "wanted": booking.to_slot - booking.from_slot,
                "held": booking.slots.count(),
            }
        )


def prepare_places(slug: str, processes: str, rounds: str) -> None:
    """An offer of one place for each round, and somebody with a plan for each process."""
    place = create_place(slug=slug, name=slug.title(), person_to_talk_to="Tom at the desk")
    drafts = [
        OfferDraft(
            title=f"Round {turn:02}", kind="service", sphere="civic", shown_from="A club", imported=True,
            particulars={"per_session": 1, "starts": "any week"}, capacity=CapacityDraft("place", 1, 1),
        )
        for turn in range(int(rounds))
    ]  # fmt: skip
    list_offers(place=place, drafts=drafts)
    for number in range(int(processes)):
        person = begin_person(place=place, called=f"Somebody {number}", channel="desk")
        me = Actor("the person", "citizen", None, person.pk)
        begin_plan(place=place, person=person, words="I would like to go.", by=me)


def race_places(slug: str, processes: str) -> None:
    """Everybody chooses each offer in turn and says yes to it, as a page would do for them."""
    offers = list(Offer.objects.filter(place__slug=slug).select_related("place").order_by("title"))
    people = list(Person.objects.filter(place__slug=slug).order_by("created_at", "pk"))

    def choose(number: int) -> None:
        person = people[number]
        me = Actor("the person", "citizen", None, person.pk)
        plan = person.plans.select_related("place", "person").get()
        for turn, offer in enumerate(offers):
            act: list[HelpfulAct] = []
            _told(lambda offer=offer, act=act: act.append(choose_offer(plan=plan, offer=offer, by=me)))  # type: ignore[misc]
            _told(lambda act=act: answer_act(act=act[0], answer="yes", by=me))  # type: ignore[misc]
            act[0].refresh_from_db()
            say({"round": turn, "told": act[0].state})

    at_once(int(processes), choose)


def places_held(slug: str) -> None:
    """For each offer: places, held, and how many acts hold one."""
    for offer in Offer.objects.filter(place__slug=slug).order_by("title"):
        period = offer.capacity.get()
        say({"places": period.places, "held": period.held, "holders": period.holders.count()})


JOBS: dict[str, Callable[..., None]] = {
    job.__name__: job
    for job in (prepare_room, race_room, race_without_turns, booked, prepare_places, race_places, places_held)
}

if __name__ == "__main__":
    JOBS[sys.argv[1]](*sys.argv[2:])
