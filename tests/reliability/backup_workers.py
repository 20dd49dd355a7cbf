"""What the backup tests ask of an installation, each in a process of its own (see `workers.py`)."""

from __future__ import annotations

import sys

import workers  # sets up the program
from workers import say

from helpfulacts.people.actions.begin_person import begin_person  # isort: skip
from helpfulacts.people.models import Person  # isort: skip
from helpfulacts.places.models import Place  # isort: skip


def prepare(slug: str, places: str) -> None:
    """A place with an offer, and a person whose name is sealed."""
    workers.prepare(slug, places)
    begin_person(place=Place.objects.get(slug=slug), called="Canarybird")


def state(slug: str) -> None:
    """The register line by line, how many places are held, and the name, opened."""
    workers.state(slug)
    say({"called": Person.objects.get(place__slug=slug).called})


if __name__ == "__main__":
    {"prepare": prepare, "state": state}[sys.argv[1]](*sys.argv[2:])
