"""Personal text is encrypted at rest and bound to its row (trust: special-category text)."""

from __future__ import annotations

import pytest
from django.db import connection

from helpfulacts.core.sealing import CannotOpen, seal, unseal
from helpfulacts.people.models import Person


def test_what_is_sealed_opens_again() -> None:
    assert unseal(seal(b"The house is quiet.", "t:1:c"), "t:1:c").decode() == "The house is quiet."


@pytest.mark.parametrize("binding", ["t:2:c", "t:1:d", "u:1:c"])
def test_a_value_moved_elsewhere_does_not_open(binding: str) -> None:
    with pytest.raises(CannotOpen):
        unseal(seal(b"secret", "t:1:c"), binding)


def test_every_changed_byte_is_noticed() -> None:
    sealed = seal(b"secret", "t:1:c")
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises(CannotOpen):
            unseal(bytes(changed), "t:1:c")


def test_what_was_never_sealed_or_is_cut_short_does_not_open() -> None:
    sealed = seal(b"secret", "t:1:c")
    for rubbish in (b"", b"\xff" * 40, *(sealed[:length] for length in range(len(sealed)))):
        with pytest.raises(CannotOpen):
            unseal(rubbish, "t:1:c")


def test_the_database_holds_no_plain_name(make_person) -> None:
    person = make_person(called="Canary Wilhelmina")
    assert Person.objects.get(pk=person.pk, place=person.place).called == "Canary Wilhelmina"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person")
        assert "Canary" not in repr(
            [[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()]
        )
