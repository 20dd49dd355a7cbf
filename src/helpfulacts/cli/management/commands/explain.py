"""`helpfulacts explain RUN [PERSON]`: the reason for each person, from stored inputs."""

from __future__ import annotations

import uuid
from argparse import ArgumentParser
from itertools import islice
from typing import Any

from helpfulacts.cli.command import PlainCommand
from helpfulacts.cli.places_named import the_place
from helpfulacts.coordination import selectors
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.people.actions.open_record import open_records
from helpfulacts.people.actor import OPERATOR
from helpfulacts.people.selectors import person_by_id

A_PAGE = 20


class Command(PlainCommand):
    help = (
        "Say why each person was placed, refused or a gap in a sharing round. "
        "Everyone whose reason is printed sees that it was read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "run", nargs="?", default="latest", help="the number of the round; without it, the latest"
        )
        parser.add_argument(
            "person", nargs="?", help="one person's id; without it, the first 20; everyone with --json"
        )
        parser.add_argument("--sample", type=int, help="only so many, picked by the seed of the round")
        parser.add_argument("--place", help="the place's short name; needed where there is more than one")

    def handle(self, *args: Any, **options: Any) -> None:
        place = the_place(options["place"])
        run = _run(place, options["run"])
        if options["person"] and options["sample"] is not None:
            raise Refused("Name a person or ask for a sample, not both.")
        if options["sample"] is not None and options["sample"] < 1:
            raise Refused("A sample is at least 1.")
        persons = None
        if options["person"]:
            persons = [_person(place, options["person"])]
        everyone = selectors.explain_each(run, persons=persons, sample=options["sample"])
        # JSON is for programs and stays whole; a reader who did not say how many gets a page.
        page = None if options["as_json"] or options["sample"] is not None else A_PAGE
        answers = list(islice(everyone, page and page + 1))
        more = page is not None and len(answers) > page
        if persons and not answers:
            raise NotFound(f"That person did not ask in round {run.number}, so there is no reason to give.")
        page_of_them = answers[:page]
        _keep_looks(place, run, page_of_them)
        words = "\n\n".join(
            f"{answer['person']} ({answer['status']})\n{answer['sentence']}" for answer in page_of_them
        )
        if more:
            words += (
                f"\n\nThese are {page} of {run.people:,} people. Name one person, ask for more with --sample, "
                "or add --json for everyone."
            )
        self.report(answers, words or f"Nobody asked in round {run.number}.", as_json=options["as_json"])


def _keep_looks(place: Any, run: Any, answers: list[dict[str, Any]]) -> None:
    """Before anything is printed: whoever's reason it is sees that it was read here."""
    open_records(
        place=place,
        actor=OPERATOR,
        people=[uuid.UUID(answer["person"]) for answer in answers],
        why=f"Sharing round {run.number}: your answer was read",
        noun="round",
        subject=run.pk,
    )


def _run(place: Any, which: str) -> Any:
    if which == "latest":
        found = selectors.latest_run(place)
        if found is None:
            raise NotFound(
                f"{place.name} has had no sharing round yet. Run `helpfulacts coordinate --place {place.slug}`."
            )
        return found
    if not which.isascii() or not which.isdigit() or len(which) > 9:
        raise Refused("Name the round by its number, or say latest.")
    found = selectors.run_by_number(place, int(which))
    if found is None:
        last = selectors.latest_run(place)
        known = f"the last was {last.number}" if last else "there has been none yet"
        raise NotFound(f"{place.name} has no sharing round {int(which)}; {known}.")
    return found


def _person(place: Any, text: str) -> Any:
    try:
        key = uuid.UUID(text)
    except ValueError:
        raise Refused(
            "A person is named by their id, such as 0b6c2f0e-5d0f-4a53-9b8d-0d5b6a1f7c11."
        ) from None
    person = person_by_id(place, key)
    if person is None:
        raise NotFound(f"There is nobody with that id in {place.name}.")
    return person
