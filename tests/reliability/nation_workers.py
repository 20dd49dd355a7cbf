"""The separate processes of the tests of many places at once; each uses the installation that the environment names.

make NUMBER PEOPLE: that many places. outcomes: what came of them. hold: keep every other writer waiting until a line
comes in. Every line printed is one JSON value.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402

from helpfulacts.core.models import RegisterHead  # noqa: E402
from tests.many_places import make_place, outcomes  # noqa: E402


def make(number: str, people: str) -> None:
    for each in range(int(number)):
        place = make_place(f"place-{each}", people=int(people) + each, offers=2, places=2)
        print(json.dumps(place.slug), flush=True)


def hold() -> None:
    """The write lock of SQLite; on PostgreSQL the head of every register."""
    with transaction.atomic():
        list(RegisterHead.objects.select_for_update())
        print(json.dumps("held"), flush=True)
        sys.stdin.readline()


if __name__ == "__main__":
    job, *arguments = sys.argv[1:]
    if job == "outcomes":
        print(json.dumps(outcomes()))
    else:
        {"make": make, "hold": hold}[job](*arguments)
