"""The public register: in order, append-only, and checkable by anyone."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from helpfulacts.core import register
from helpfulacts.core.models import RegisterEntry
from helpfulacts.engine.ledger import RegisterBroken, verify_register


def test_it_works(place) -> None:
    register.record(place=place, action="began", noun="plan", facts={"people": 1})
    register.record(place=place, action="changed", noun="plan")
    head = verify_register(register.saved_lines(place))
    assert (head.size, head.root) == register.head(place)
    assert head.size == 2


def test_an_empty_register_verifies(place) -> None:
    assert verify_register(register.saved_lines(place)).size == 0


@pytest.mark.parametrize("change", [{"action": "did something else"}, {"sequence": 7}])
def test_the_database_refuses_to_change_an_entry(place, change) -> None:
    entry = register.record(place=place, action="began", noun="plan")
    with pytest.raises(DatabaseError), transaction.atomic():
        RegisterEntry.objects.filter(pk=entry.pk, place=place).update(**change)


def test_the_database_refuses_to_delete_an_entry(place) -> None:
    entry = register.record(place=place, action="began", noun="plan")
    with pytest.raises(DatabaseError), transaction.atomic():
        RegisterEntry.objects.filter(pk=entry.pk, place=place).delete()


def test_a_write_that_fails_leaves_no_entry(place) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        register.record(place=place, action="began", noun="plan")
        raise ZeroDivisionError
    assert register.head(place)[0] == 0


def test_reordered_entries_fail(place) -> None:
    for number in range(4):
        register.record(place=place, action="began", noun="plan", facts={"number": number})
    lines = list(register.saved_lines(place))
    with pytest.raises(RegisterBroken):
        verify_register([lines[0], lines[2], lines[1], lines[3], lines[4]])


def test_each_place_has_a_register_of_its_own(place) -> None:
    from helpfulacts.places.models import Place

    other = Place.objects.create(slug="other", name="Other", person_to_talk_to="Ann", desk="The hall.")
    register.record(place=place, action="began", noun="plan")
    assert register.head(other)[0] == 0
    register.record(place=other, action="began", noun="plan")
    assert [entry.sequence for entry in register.entries(other)] == [1]
