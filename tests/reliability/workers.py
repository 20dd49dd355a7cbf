"""The separate processes of the reliability tests: each job uses the installation that the environment names.

Every line printed is one JSON value, written only after what it tells of has been committed. `at_once` forks real
processes from one that has already loaded the program and holds no connection yet, so that they start together.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
import traceback
from collections.abc import Callable

import django

django.setup()

from django.db import OperationalError, connection, transaction  # noqa: E402

from helpfulacts.core import register  # noqa: E402
from helpfulacts.core.durability import refuse_weak_settings  # noqa: E402
from helpfulacts.core.errors import Refused  # noqa: E402
from helpfulacts.core.idempotency import once  # noqa: E402
from helpfulacts.directory import selectors as directory  # noqa: E402
from helpfulacts.directory.actions.hold_place import hold_place  # noqa: E402
from helpfulacts.directory.actions.list_offers import list_offers  # noqa: E402
from helpfulacts.directory.actions.release_place import release_place  # noqa: E402
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft  # noqa: E402
from helpfulacts.directory.models import CapacityPeriod, Offer  # noqa: E402
from helpfulacts.places.actions.create_place import create_place  # noqa: E402
from helpfulacts.places.models import Place  # noqa: E402


def say(value: object) -> None:
    """One line, in one write, so that lines of several processes never mix."""
    os.write(1, (json.dumps(value, ensure_ascii=False) + "\n").encode())


def period_in(slug: str) -> CapacityPeriod:
    """The period that covers today, of the only offer in the place."""
    found = directory.current_capacity(Offer.objects.get(place__slug=slug))
    assert found is not None
    return found


def at_once(processes: int, task: Callable[[int], None]) -> None:
    """Run `task(0)`, `task(1)` … in that many processes, let go together. Any failure ends with exit code 1."""
    connection.close()
    wait_here, let_go = os.pipe()
    children = []
    for number in range(processes):
        child = os.fork()
        if child == 0:
            failed = 1
            try:
                os.close(let_go)
                connection.ensure_connection()
                os.read(wait_here, 1)  # returns for all of them when the parent closes its end
                task(number)
                failed = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(failed)
        children.append(child)
    time.sleep(0.2)  # most are waiting by now; a late one only joins the race a little later
    os.close(let_go)
    os.close(wait_here)
    ends = [os.waitpid(child, 0)[1] for child in children]
    if any(ends):
        sys.exit(1)


def prepare(slug: str, places: str) -> None:
    """A place with one open offer of that many places."""
    place = create_place(slug=slug, name=slug.title(), person_to_talk_to="Tom at the desk")
    resource = {"mode": "divided", "unit": "hour", "amount": int(places), "each": 1}
    list_offers(
        place=place,
        drafts=[
            OfferDraft(
                title="A room",
                kind="resource",
                sphere="civic",
                shown_from="A hall",
                particulars=resource,
                capacity=CapacityDraft("place", int(places)),
            )
        ],
    )


def state(slug: str) -> None:
    """The register line by line, then how many places are held."""
    for line in register.saved_lines(Place.objects.get(slug=slug)):
        say({"register": line})
    period = period_in(slug)
    say({"held": period.held, "places": period.places})


def race(slug: str, processes: str) -> None:
    """All processes hold one place each at once; every one says what it was told."""
    period = period_in(slug)

    def hold(_: int) -> None:
        try:
            hold_place(period=period)
        except Refused as refusal:
            say({"refused": str(refusal)})
        else:
            say({"kept": 1})

    at_once(int(processes), hold)


def hammer(slug: str, processes: str, seconds: str) -> None:
    """Hold and give back at random for that long; every process says how many it holds and what it saw.

    A database that is too busy to answer changes nothing: the process tries again.
    """
    period = period_in(slug)

    def hold_and_release(number: int) -> None:
        rng, mine, told = (
            random.Random(number),
            0,
            {"kept": 0, "full": 0, "released": 0, "busy": 0, "over": 0},
        )
        until = time.monotonic() + float(seconds)
        while time.monotonic() < until:
            try:
                if mine and rng.random() < 0.5:
                    release_place(period=period)
                    mine -= 1
                    told["released"] += 1
                else:
                    hold_place(period=period)
                    mine += 1
                    told["kept"] += 1
            except Refused:
                told["full"] += 1
            except OperationalError:
                told["busy"] += 1
            now = CapacityPeriod.objects.get(place=period.place_id, pk=period.pk)
            told["over"] += now.held > now.places
            time.sleep(rng.random() * 0.02)  # so that no process has its turns in a row
        say({"holds": mine} | told)

    at_once(int(processes), hold_and_release)


def same_key(slug: str, processes: str, *keys: str) -> None:
    """Every process sends every key, in the same order; each says which answer it got."""
    place, period = Place.objects.get(slug=slug), period_in(slug)

    def send(number: int) -> None:
        for key in keys:

            def write() -> dict[str, int]:
                held = hold_place(period=period).held
                entry = register.record(
                    place=place, action="kept a place", noun="capacity", facts={"by": number}
                )
                return {"held": held, "entry": entry.sequence, "by": number}

            answer = once(place=place, key=key, action="keep", request={"place": slug}, write=write)
            say({"key": key, "answer": answer})

    at_once(int(processes), send)


def write(slug: str, first: str) -> None:
    """Keep places one after another until killed, each with its entry; acknowledge each after its commit."""
    refuse_weak_settings()
    state(slug)
    place, period = Place.objects.get(slug=slug), period_in(slug)
    number = int(first)
    while True:
        with transaction.atomic():
            entry = register.record(
                place=place, action="kept a place", noun="capacity", facts={"number": number}
            )
            hold_place(period=period)
        say({"number": number, "entry": entry.sequence, "leaf": entry.leaf})
        number += 1


JOBS: dict[str, Callable[..., None]] = {
    job.__name__: job for job in (prepare, state, race, hammer, same_key, write)
}

if __name__ == "__main__":
    JOBS[sys.argv[1]](*sys.argv[2:])
