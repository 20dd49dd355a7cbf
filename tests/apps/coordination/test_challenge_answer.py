"""Anybody may ask for their own answer to be looked at again: once at a time, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.challenge_answer import challenge_answer
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.promises.models import Promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(place: Any, rules: Any, officer: Any, make_offer: Any, make_asker: Any, open_everything: Any) -> Any:
    make_offer()
    make_asker(), make_asker()
    run = run_round(place=place)
    open_everything(run)
    return confirm_run(run=run, by=officer)


def answers(run: Any) -> Any:
    return [selectors.get_allocation(run.place, row.pk) for row in run.allocations.order_by("index")]


def test_it_works(run: Any, citizen_of: Any) -> None:
    mine, _ = answers(run)
    promise = challenge_answer(allocation=mine, words="My age is wrong", by=citizen_of(mine.person))
    assert (promise.by_noun, promise.about_id, promise.to_id) == ("partnership", mine.pk, mine.person_id)


def test_nobody_asks_about_the_answer_of_somebody_else(run: Any, citizen_of: Any, officer: Any) -> None:
    mine, theirs = answers(run)
    with pytest.raises(NotAllowed):
        challenge_answer(allocation=theirs, words="", by=citizen_of(mine.person))
    assert challenge_answer(allocation=theirs, words="", by=officer).to_id == theirs.person_id


def test_one_open_ask_an_answer_is_kept_by_the_database(run: Any, citizen_of: Any) -> None:
    mine, _ = answers(run)
    first = challenge_answer(allocation=mine, words="", by=citizen_of(mine.person))
    with pytest.raises(Refused, match="already asked"):
        challenge_answer(allocation=mine, words="", by=citizen_of(mine.person))
    again = Promise.objects.get(pk=first.pk)
    again.pk, again._state.adding = None, True
    again.id = type(again)._meta.pk.get_default()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)
    keep_promise(promise=first, evidence="told on the phone", by="Mel")
    challenge_answer(allocation=mine, words="", by=citizen_of(mine.person))


def test_two_asks_in_the_same_moment_are_one_and_a_sentence(
    run: Any, citizen_of: Any, monkeypatch: Any
) -> None:
    mine, _ = answers(run)
    challenge_answer(allocation=mine, words="", by=citizen_of(mine.person))
    monkeypatch.setattr("helpfulacts.promises.selectors.about", lambda *_: [])  # as read a moment before
    with pytest.raises(Refused, match="already asked"), transaction.atomic():
        challenge_answer(allocation=mine, words="", by=citizen_of(mine.person))


def test_what_is_not_decided_yet_is_not_looked_at_again(run: Any, place: Any, citizen_of: Any) -> None:
    proposed = run_round(place=place)
    mine, _ = answers(proposed)
    with pytest.raises(Refused, match="still has to look"):
        challenge_answer(allocation=mine, words="", by=citizen_of(mine.person))
