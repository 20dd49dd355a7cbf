"""What somebody said before a round, that it was read and by whom: the database keeps it, whoever asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.forget_claims import forget_claims
from helpfulacts.coordination.actions.open_case import open_case
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.actions.say_before_round import say_before_round
from helpfulacts.coordination.models import Claim, Representation, Run
from helpfulacts.core.clock import now, today
from helpfulacts.core.ids import new_id
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.models import Plan

pytestmark = pytest.mark.django_db
WORDS = "My sister moved away, so nobody can drive me now."


@pytest.fixture
def people(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> list[Any]:
    make_offer(places=2)
    return [make_asker() for _ in range(5)]


@pytest.fixture
def run(place: Any, people: list[Any]) -> Run:
    return run_round(place=place)


@pytest.fixture
def read(run: Run, people: list[Any], officer: Any, citizen_of: Any) -> Representation:
    say_before_round(person=people[0], words=WORDS, by=citizen_of(people[0]))
    open_case(run=run, allocation=selectors.allocation_of(run, people[0]), by=officer)
    return Representation.objects.get()


def refused(write: Callable[[], Any], why: str = "kept as it was decided") -> None:
    with pytest.raises(IntegrityError, match=why), transaction.atomic():
        write()


OTHERWISE: dict[str, Callable[[Any], Any]] = {
    "id": lambda row: new_id(),
    "person": lambda row: Plan.objects.exclude(person=row.person_id).first().person_id,  # type: ignore[union-attr]
    "words_sealed": lambda row: b"other words",
    "said_at": lambda row: row.said_at - dt.timedelta(days=1),
    "read_at": lambda row: row.read_at + dt.timedelta(days=1),
    "read_by_shown_as": lambda row: "Somebody else",
    "read_for": lambda row: None,
}


def test_every_column_is_tried() -> None:
    columns = {field.name for field in Representation._meta.concrete_fields}
    assert columns - {"place"} == OTHERWISE.keys()


@pytest.mark.parametrize("column", OTHERWISE)
def test_what_was_read_is_never_changed(read: Representation, column: str) -> None:
    rows = Representation.objects.filter(pk=read.pk)
    refused(lambda: rows.update(**{column: OTHERWISE[column](read)}))
    assert rows.get().words == WORDS


def test_what_was_read_is_neither_unread_nor_deleted(read: Representation) -> None:
    rows = Representation.objects.filter(pk=read.pk)
    refused(lambda: rows.update(read_at=None, read_by_shown_as="", read_for=None))
    refused(rows.delete)
    assert rows.get().read_by_shown_as == read.read_by_shown_as


def test_no_round_becomes_confirmed_while_words_of_somebody_in_it_are_unread(
    run: Run, people: list[Any], officer: Any, citizen_of: Any, open_everything: Any, make_asker: Any
) -> None:
    open_everything(run)
    say_before_round(person=people[0], words=WORDS, by=citizen_of(people[0]))
    confirmed = {"state": "confirmed", "confirmed_at": now(), "confirmed_by_shown_as": "Mel"}
    refused(lambda: Run.objects.filter(pk=run.pk).update(**confirmed), "was read by nobody")
    open_case(run=run, allocation=selectors.allocation_of(run, people[0]), by=officer)
    late = make_asker()  # has no answer in this round: what they say waits for the next one
    say_before_round(person=late, words=WORDS, by=citizen_of(late))
    assert confirm_run(run=run, by=officer).state == "confirmed"


def test_what_was_read_for_a_round_that_was_replaced_stays_so_and_all_of_it_is_read_again(
    place: Any, run: Run, read: Representation, people: list[Any], officer: Any, citizen_of: Any, open_everything: Any
) -> None:  # fmt: skip
    say_before_round(person=people[0], words="And I start work at six.", by=citizen_of(people[0]))
    open_case(run=run, allocation=selectors.allocation_of(run, people[0]), by=officer)
    newer = run_round(place=place)
    waiting = selectors.waiting_words(people[0])
    assert waiting is not None and waiting.words == f"{WORDS}\nAnd I start work at six."
    assert Representation.objects.filter(read_for=run).count() == 2
    assert selectors.words_read(people[0]) == []
    open_everything(newer)
    [heard] = selectors.words_read(people[0])
    assert (heard.pk, heard.read_for) == (waiting.pk, newer)
    assert confirm_run(run=newer, by=officer).state == "confirmed"


def test_words_still_go_when_their_time_is_over(place: Any, read: Representation) -> None:
    Claim.objects.update(keep_until=today() - dt.timedelta(days=1))
    forget_claims(place=place, day=today())
    assert not Representation.objects.exists()


def test_words_still_go_with_their_person(read: Representation, people: list[Any], citizen_of: Any) -> None:
    erase_plan(plan=Plan.objects.get(person=people[0]), by=citizen_of(people[0]))
    assert not Representation.objects.exists()
