"""What somebody says before a round is decided is read by a named human, or the round is not decided."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.open_case import open_case
from helpfulacts.coordination.actions.override_allocation import override_allocation
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.actions.say_before_round import say_before_round, take_back_said
from helpfulacts.coordination.models import Opening, Representation
from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import SYSTEM

pytestmark = pytest.mark.django_db
WORDS = "My sister moved away, so nobody can drive me now."


@pytest.fixture
def people(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> list[Any]:
    make_offer(places=2)
    return [make_asker() for _ in range(30)]


def case_of(run: Any, person: Any) -> Any:
    return selectors.allocation_of(run, person)


def test_it_works(place: Any, people: Any, officer: Any, citizen_of: Any, open_everything: Any) -> None:
    mine = citizen_of(people[7])
    say_before_round(person=people[7], words=WORDS, by=mine)
    run = run_round(place=place)
    assert Opening.objects.get(run=run, allocation__person=people[7])
    [said] = selectors.words_for(case_of(run, people[7]))
    assert (said.words, said.read_at) == (WORDS, None)
    open_everything(run)
    [read] = selectors.words_read(people[7])
    assert (read.read_by_shown_as, read.read_for) == (officer.shown_as, run)
    assert selectors.waiting_words(people[7]) is None
    confirm_run(run=run, by=officer)


def test_a_round_that_is_run_already_cannot_be_confirmed_before_somebody_read_it(
    place: Any, people: Any, officer: Any, citizen_of: Any, open_everything: Any
) -> None:
    run = run_round(place=place)
    open_everything(run)
    say_before_round(person=people[3], words=WORDS, by=citizen_of(people[3]))
    with pytest.raises(Refused, match="1 case is left to open"):
        confirm_run(run=run, by=officer)
    open_case(run=run, allocation=case_of(run, people[3]), by=officer)
    confirm_run(run=run, by=officer)


def test_changing_a_case_is_not_reading_what_was_said(
    place: Any, people: Any, officer: Any, citizen_of: Any, open_everything: Any
) -> None:
    run = run_round(place=place)
    open_everything(run)
    placed = run.allocations.filter(status="placed").select_related("person").first()
    say_before_round(person=placed.person, words=WORDS, by=citizen_of(placed.person))
    override_allocation(run=run, allocation=placed, to_offer=None, reason="They asked us to wait", by=officer)
    with pytest.raises(Refused, match="1 case is left to open"):
        confirm_run(run=run, by=officer)


def test_what_was_read_for_a_round_that_nothing_came_of_is_read_again(
    place: Any, people: Any, officer: Any, citizen_of: Any, open_everything: Any
) -> None:
    say_before_round(person=people[3], words=WORDS, by=citizen_of(people[3]))
    open_everything(run_round(place=place))
    assert selectors.waiting_words(people[3]) is None
    run = run_round(place=place)
    assert [one.words for one in selectors.words_for(case_of(run, people[3]))] == [WORDS]
    assert Opening.objects.filter(run=run, allocation__person=people[3], opened_at__isnull=True).exists()
    open_everything(run)
    confirm_run(run=run, by=officer)
    assert [one.read_for_id for one in selectors.words_read(people[3])] == [run.pk]


def test_it_is_changed_or_taken_back_until_it_is_read(
    place: Any, people: Any, officer: Any, citizen_of: Any, open_everything: Any
) -> None:
    mine = citizen_of(people[0])
    run = run_round(place=place)
    open_everything(run)
    first = say_before_round(person=people[0], words=WORDS, by=mine)
    assert say_before_round(person=people[0], words="Only that", by=mine).pk == first.pk
    take_back_said(person=people[0], by=mine)
    assert not Representation.objects.exists()
    with pytest.raises(Refused, match="nothing to take back"):
        take_back_said(person=people[0], by=mine)
    for opening in selectors.cases_to_open(run):  # it was listed for another reason too
        open_case(run=run, allocation=opening.allocation, by=officer)
    confirm_run(run=run, by=officer)


def test_nobody_speaks_for_somebody_else(people: Any, officer: Any, citizen_of: Any) -> None:
    with pytest.raises(NotAllowed):
        say_before_round(person=people[0], words=WORDS, by=citizen_of(people[1]))
    with pytest.raises(NotAllowed):
        say_before_round(person=people[0], words=WORDS, by=SYSTEM)
    assert say_before_round(person=people[0], words=WORDS, by=officer).words == WORDS


@pytest.mark.parametrize(("words", "sentence"), [("  ", "Write what"), ("x" * 401, "under 400")])
def test_no_words_or_too_many_are_refused(people: Any, citizen_of: Any, words: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        say_before_round(person=people[0], words=words, by=citizen_of(people[0]))


def test_who_is_in_no_round_is_told(place: Any, make_asker: Any, citizen_of: Any) -> None:
    alone = make_asker(in_rounds=False)
    with pytest.raises(Refused, match="not in sharing rounds"):
        say_before_round(person=alone, words=WORDS, by=citizen_of(alone))


def test_the_database_keeps_one_waiting_a_person_and_a_name_to_each_reading(place: Any, people: Any) -> None:
    def row(**fields: Any) -> Representation:
        made = Representation(place=place, person=people[0], said_at=now(), **fields)
        made.words = WORDS
        return made

    row().save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        row().save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        row(read_at=now(), read_by_shown_as="Mel").save(force_insert=True)


def test_the_words_stand_nowhere_on_the_register(place: Any, people: Any, citizen_of: Any) -> None:
    from helpfulacts.core import register

    say_before_round(person=people[0], words=WORDS, by=citizen_of(people[0]))
    text = "\n".join(register.saved_lines(place))
    assert "asked to be heard" in text and "sister" not in text and str(people[0].pk) not in text


def test_no_round_is_committed_without_a_named_human(place: Any, people: Any, open_everything: Any) -> None:
    """UK GDPR, Articles 22A to 22D: the facts that a round reads can show health, so that nothing is decided alone."""
    run = run_round(place=place)
    open_everything(run)
    with pytest.raises(NotAllowed):
        confirm_run(run=run, by=SYSTEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(run).objects.filter(pk=run.pk).update(state="confirmed", confirmed_at=now())
