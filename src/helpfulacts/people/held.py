"""What is held about one person: kinds of rows, told field by field, so that nothing new is forgotten.

Each app lists its own in `HELD`; `exchange.your_data` puts them together, and a test walks all models with a person in
their keys. A kind tells every column of its rows but those it leaves out, and says which are the words of somebody else.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from helpfulacts.core.sealing import CannotOpen, Sealed, unseal

from .models import AccessRecord, Account, Apart, Consent, EqualityAnswers, LookCheck, Person, RoleGrant

NEVER = (
    "id", "place", "person", "plan", "search_key", "exchange_id", "source_hash", "by_account", "by_key", "entered_by_key",
    "checked_by_key",
)  # fmt: skip
"""Columns that say nothing more: keys by which rows find each other, and whose account it was, for a name says that."""
SEALED = "_sealed"


@dataclass(frozen=True)
class Held:
    """One kind of row. rows: those about a person. leaves_out: column → why it is not told. others: columns that are the
    words of somebody else, in rows of which `are_others` holds: an officer looks at them first. stays: why a row is still
    there when somebody was erased, "" where none is; a test holds erasing to it."""

    model: type[models.Model]
    title: str
    rows: Callable[[Person], QuerySet[Any]]
    leaves_out: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    are_others: Callable[[Any, Person], bool] = lambda row, person: True
    stays: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return self.model._meta.label


@dataclass(frozen=True)
class HeldField:
    """One column of one row. value: text, a number, a day, a moment, a list or a table. others: words of somebody else, not told until an officer has looked."""

    name: str
    value: Any
    others: bool


@dataclass(frozen=True)
class HeldRow:
    id: uuid.UUID
    fields: tuple[HeldField, ...]


def rows_of(kind: Held, person: Person) -> Iterable[HeldRow]:
    """Every row of a kind about this person, with every column that it tells and that is not empty."""
    for row in kind.rows(person):
        theirs = kind.others if kind.are_others(row, person) else ()
        yield HeldRow(row.pk, tuple(_fields(kind, row, theirs)))


def words_at(kind: Held, person: Person, row_id: uuid.UUID, name: str) -> str:
    """What one column of one row about this person says now; "" where the row is gone."""
    row = kind.rows(person).filter(pk=row_id).first()
    if row is None:
        return ""
    column = next(one for one in row._meta.concrete_fields if _name(one) == name)
    return str(_value(row, column))


def _fields(kind: Held, row: Any, theirs: tuple[str, ...]) -> Iterable[HeldField]:
    for column in row._meta.concrete_fields:
        name = _name(column)
        if column.name in NEVER or name in kind.leaves_out:
            continue
        value = _value(row, column)
        if value not in (None, "", [], {}):
            yield HeldField(name, value, name in theirs)


def _name(column: Any) -> str:
    return str(column.name).removesuffix(SEALED)


def _value(row: Any, column: Any) -> Any:
    """A column: sealed words opened, choices and what it points at in words."""
    stored = getattr(row, column.attname)
    if stored is None:
        return None
    if column.name.endswith(SEALED):
        return _opened(row, column, stored)
    if isinstance(column, models.ForeignKey):
        return _called(getattr(row, column.name))
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    return str(stored) if isinstance(stored, uuid.UUID) else stored


def _opened(row: Any, column: Any, stored: Any) -> Any:
    try:
        words = unseal(stored, f"{row._meta.db_table}:{row.pk}:{column.name}").decode()
    except CannotOpen:
        return "It is locked with a key that is not here any more."
    # People write brackets too: what is no text is known by its column, never by how it begins.
    return words if isinstance(getattr(type(row), _name(column), None), Sealed) else json.loads(words)


def _called(pointed_at: Any) -> str:
    """What a row points at, in words: a person stays a person, whoever it is."""
    if isinstance(pointed_at, Person):
        return "a person"
    for name in ("title", "name", "code", "what", "words", "email"):
        if isinstance(said := getattr(pointed_at, name, None), str):
            return said
    return str(pointed_at.pk)


HELD = (
    Held(
        Person,
        "You",
        lambda person: Person.objects.filter(place=person.place_id, pk=person.pk),
        {"phrase_hash": "a mark of your six words, from which nothing can be read"},
        stays=dict.fromkeys(
            ("channel", "protected", "ticket_id", "created_at", "missed_rounds"),
            "as if nothing had been said, and only where what they give must stay: whoever must not be found stays so",
        ),
    ),
    Held(
        Account,
        "How you sign in",
        lambda person: Account.objects.filter(persons=person),
        {"password": "it opens your account, and cannot be read by anybody"},
        stays=dict.fromkeys(
            ("email", "password", "is_active", "date_joined", "last_login", "is_staff", "is_superuser"),
            "of somebody who has or had a role here: what was decided names them. Of nobody else",
        ),
    ),
    Held(
        RoleGrant,
        "Roles that you hold here",
        lambda person: RoleGrant.objects.filter(
            Q(account=person.account_id) & Q(account__isnull=False), place=person.place_id
        ),
        stays=dict.fromkeys(
            ("account", "role", "shown_as", "body", "begins", "until", "revoked_at"),
            "what somebody does for a body is the body's to end",
        ),
    ),
    Held(
        Apart,
        "Whom you must never meet",
        lambda person: Apart.objects.filter(place=person.place_id, person=person),
        {"other": "who it is, which you do not know from us", "body": "who it is: what you called them says it"},
        stays=dict.fromkeys(
            ("person", "other", "body", "at"), "while what they give is listed, they must still never meet"
        ),
    ),
    Held(Consent, "What you said may be shared", lambda person: Consent.objects.filter(place=person.place_id, person=person)),
    Held(
        EqualityAnswers,
        "What you told us only to check that we are fair",
        lambda person: EqualityAnswers.objects.filter(place=person.place_id, person=person),
    ),
    Held(
        AccessRecord,
        "Who looked at your record",
        lambda person: AccessRecord.objects.filter(place=person.place_id, person=person.pk),
        stays=dict.fromkeys(
            ("person", "by_account", "by_shown_as", "role", "noun", "subject", "at"),
            "that somebody looked is kept, by keys that lead to nobody; why they looked goes",
        ),
    ),
    Held(
        LookCheck,
        "What was found of a look by somebody you work with",
        lambda person: LookCheck.objects.filter(place=person.place_id, look__person=person.pk),
    ),
)  # fmt: skip
