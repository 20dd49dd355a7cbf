"""Small deliberations: a body that asks, people who take part, what they bring, and moments inside a stage."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import pytest

from helpfulacts.core.clock import as_if, today
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.actions.begin_deliberation import begin_deliberation
from helpfulacts.deliberation.actions.publish_deliberation import publish_deliberation
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.models import Contribution, Deliberation, Membership, Revision, Stage
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import Actor, the_person

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def convenor(place: Any) -> Any:
    return begin_organisation(place=place, name="The Forum")


@pytest.fixture
def member_of_council() -> Actor:
    """An elected member who asks for the body."""
    return Actor("Cllr Khan", "elected")


@pytest.fixture
def make_deliberation(place: Any, convenor: Any, member_of_council: Actor) -> Callable[..., Deliberation]:
    """A draft of a use; `published=True` to publish it."""

    def make(uses: str = "budget", *, published: bool = True, **fields: Any) -> Deliberation:
        given = {
            "question": "What should the forum pay for?",
            "promise": "The forum pays for what the vote says, up to £10,000.",
            "open_to_change": ["what is paid for"],
            "absent": [
                {"who": "people who work nights", "why": "meetings are in the day", "doing": "paper at work"}
            ],
            "subject": {"pence": 1_000_000} if uses == "budget" else {},
            **fields,
        }
        made = begin_deliberation(place=place, uses=uses, convenor=convenor, by=member_of_council, **given)
        return publish_deliberation(deliberation=made, by=member_of_council) if published else made

    return make


@pytest.fixture
def during() -> Callable[[Deliberation, str], Any]:
    """`with during(deliberation, "ballot") as stage:` everything happens an hour after that part opened."""
    import contextlib
    from collections.abc import Iterator

    @contextlib.contextmanager
    def inside(deliberation: Deliberation, kind: str) -> Iterator[Stage]:
        stage = selectors.stage_of_kind(deliberation, kind)
        with as_if(stage.opens + HOUR):
            yield stage

    return inside


@pytest.fixture
def make_member(place: Any) -> Callable[..., tuple[Membership, Actor]]:
    """A person of the place who takes part, and who acts."""

    def make(deliberation: Deliberation, **fields: Any) -> tuple[Membership, Actor]:
        person = begin_person(place=place, **fields)
        by = the_person(person.pk)
        return take_part(deliberation=deliberation, person=person, by=by), by

    return make


@pytest.fixture
def make_contribution(place: Any) -> Callable[..., Contribution]:
    """One that is shown, of any kind; `author` is a membership."""
    numbers = itertools.count(1)

    def make(
        deliberation: Deliberation, kind: str = "proposal", words: str = "", **fields: Any
    ) -> Contribution:
        number = next(numbers)
        made = Contribution.objects.create(
            place=place, deliberation=deliberation, number=number, kind=kind,
            **{"state": "shown", "brought_on": today(), **fields},
        )  # fmt: skip
        said = Revision(place=place, contribution=made, number=1, written_on=today())
        said.title, said.words = f"Number {number}", words or f"What number {number} says."
        said.save(force_insert=True)
        return made

    return make
