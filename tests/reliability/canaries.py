"""A canary in every column that may hold words about somebody, made from the models themselves.

    rows = Canaries(place).fill(person, kinds, here)       one row of each kind at least, a canary in each of its columns

A canary is a word of ten letters that stands nowhere else. Which columns there are is read from the models, so that a new
model or column is tried without a word here; what cannot hold a canary stands in `NO_CANARY`, with the reason.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
import secrets
import string
from collections.abc import Iterable
from typing import Any

from django.db import models

from helpfulacts.core.clock import now, today
from helpfulacts.core.sealing import seal
from helpfulacts.people.held import SEALED, Held

WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
NO_CANARY = {
    "people.Account.password": "a hash that is made with a salt, of what nobody wrote",
    "support.StoryLine.told_sealed": "empty in a line that quotes somebody: the words are in the telling",
    "promises.Promise.by_noun": "a code", "promises.Promise.to_noun": "a code", "promises.Promise.about_noun": "a code",
    "promises.Promise.clock": "the name of a rule",
    "directory.Offer.check_level": "a code",
    "directory.Schedule.rrule": "a rule in the words of RFC 5545, which code reads",
    "coordination.Claim.asked_sealed": "of a real round, which must verify afterwards: its row is looked for instead",
    "coordination.Claim.salt": "the same", "coordination.Claim.leaf": "the same",
    "coordination.Allocation.reason_sealed": "the same",
    "coordination.Opening.opened_by_shown_as": "the same",
    "coordination.Override.by_shown_as": "who of the desk changed it, which stays; the reason has a canary",
    **dict.fromkeys(
        ("people.RoleGrant.shown_as", "people.AccessRecord.by_shown_as", "people.AccessRecord.role", "people.AccessRecord.noun",
         "support.MicroSpend.by_shown_as", "directory.OfferVersion.by_shown_as", "directory.Assurance.by_key",
         "directory.Assurance.by_shown_as", "directory.Assurance.how", "directory.Correction.mark", "directory.Correction.done",
         "directory.Correction.answered_by", "directory.Moderation.reason", "directory.Moderation.by_key",
         "directory.Moderation.by_shown_as", "directory.Offer.checked_by", "directory.Offer.checked_how"),
        "who of the desk or which body did it, and what they decided: `stays` says why that is kept"),
    **dict.fromkeys(
        ("directory.Gap.facets", "directory.CapacityPeriod.unit", "directory.Offer.source",
         "directory.Offer.source_hash"), "codes, and the name of a list: `stays` says why they are kept"),
    **dict.fromkeys(
        (f"accountability.Query.{name}" for name in ("member_shown_as", "question", "answer", "answered_by", "written_by")),
        "public words of somebody in public office, and the answer of a body: `stays` says why they are kept"),
    **dict.fromkeys(
        ("deliberation.Moderation.policy", "deliberation.Moderation.reason", "deliberation.Moderation.by_key",
         "deliberation.Moderation.by_shown_as", "deliberation.Outcome.reason", "deliberation.Contribution.costed_by_shown_as",
         "deliberation.Revision.translated_by_shown_as", "deliberation.Revision.checked_by_shown_as",
         "deliberation.Revision.checked_by_key", "deliberation.Revision.entered_by_shown_as", "deliberation.Revision.entered_by_key"),
        "which body or who of the desk did it, and what they decided: `stays` says why that is kept"),
    "deliberation.Revision.language": "a code", "deliberation.Membership.slip": "empty where it is of a person: the database refuses",
    "support.OthersWords.label": "a code", "support.OthersWords.column": "a code",
}  # fmt: skip
"""Columns of what is held about somebody in which no canary is put, and why."""
GIVEN: dict[str, dict[str, Any]] = {
    "support.Proposal": {"part": "reword"},
    "support.PlanVersion": {"number": 900},
    "support.StoryQuote": {"answer": "yes", "yes_to": 1, "answered_at": now},
    "coordination.Override": {"from_offer": None, "to_offer": None, "by_shown_as": "Mel"},
    "support.ConcernAbout": {"decision": "told"},
    "coordination.Representation": {"read_at": now},
    "support.OthersWords": {"decision": "told", "decided_at": now, "label": "support.Note", "column": "words"},
    "support.MicroSpend": {"act": None},
    "support.StoryLine": {"first": 0, "last": 4},
    "support.Dissent": {"act": None},
    "people.Apart": {"other": None},
    "people.LookCheck": {"outcome": "right"},
    "directory.Moderation": {"noun": "entry", "decision": "hidden", "ground": "unkind", "reason": "It is unkind.", "answers": None, "trial": None},
    "directory.Offer": {"merged_into": None, "provider": None, "status": "active", "check_level": "basic",
                        "check_seen_on": today, "check_until": lambda: today() + dt.timedelta(days=9), "was_listed": True,
                        "kind": "service", "sphere": "personal"},
    "directory.CapacityPeriod": {"places": 1, "stated": 1, "until": lambda: today() + dt.timedelta(days=30)},
    "directory.Correction": {"trial": None},
    "directory.AccessFact": {"on": today},
    "directory.Schedule": {"rrule": "RRULE:FREQ=WEEKLY;BYDAY=TU"},
    "support.HelpfulAct": {"state": "agreed", "holds": None},
    "directory.Booking": {"holds": None, "part": None},
    "support.Introduction": {"parent": None},
    "deliberation.Membership": {"organisation": None, "slip": ""},
    "deliberation.Contribution": {"state": "shown"},
    "deliberation.Outcome": {"reason": "It fits."},
    "deliberation.Revision": {"translated_by_shown_as": "", "language": "en"},
    "promises.Promise": {"remedy_of": None, "clock": ""},
}  # fmt: skip
"""What a row needs so that the database takes it."""


class Canaries:
    def __init__(self, place: Any) -> None:
        self.place = place
        self.put: dict[str, str] = {}  # canary → "app.Model.column", of whom
        self._numbers = itertools.count()
        self._own = secrets.token_hex(8)  # others may look through the same server meanwhile

    def word(self, where: str, most: int | None = None) -> str:
        """A new one. `where`: what it is told of as when it is found again."""
        told = hashlib.sha256(f"{self._own} {where} {next(self._numbers)}".encode()).digest()
        canary = "zq" + "".join(string.ascii_lowercase[byte % 26] for byte in told[:6]) + "qz"
        assert most is None or most >= len(canary), f"{where} is too short for a canary: say so in NO_CANARY"
        self.put[canary] = where
        return canary

    def row(self, model: type[models.Model], here: dict[Any, Any], whose: str, **given: Any) -> Any:
        """A row with a canary in each column of words, its keys led to what is in `here`."""
        label = model._meta.label
        given = {**GIVEN.get(label, {}), **given}
        values = {name: value() if callable(value) else value for name, value in given.items()}
        row = model(place=self.place, **values) if _has_place(model) else model(**values)
        for column in model._meta.concrete_fields:
            where = f"{label}.{column.name}"
            if column.name in values or column.primary_key or column.name == "place" or where in NO_CANARY:
                continue
            if column.is_relation:
                if column.related_model in here:
                    setattr(row, column.name, here[column.related_model])
            elif is_words(column):
                setattr(row, column.attname, self._words(row, column, f"{whose}: {where}"))
            elif not (column.null or column.blank or column.has_default()):
                setattr(row, column.attname, _something(column, here))
        row.save(force_insert=True)
        here.setdefault(model, row)
        return row

    def _words(self, row: Any, column: Any, where: str) -> Any:
        if column.name.endswith(SEALED):
            binding = f"{row._meta.db_table}:{row.pk}:{column.name}"
            from helpfulacts.core.sealing import Sealed

            text = isinstance(getattr(type(row), column.name.removesuffix(SEALED), None), Sealed)
            word = self.word(where)
            rows = [{"bearer": word}] if column.name == "costs_sealed" else [word]
            return seal((word if text else json.dumps(rows)).encode(), binding)
        if isinstance(column, models.JSONField):
            word = self.word(where)
            if column.name == "costs":
                return [
                    {
                        "bearer": word,
                        "sphere": "personal",
                        "pence": 0,
                        "paid_minutes": 0,
                        "unpaid_minutes": 30,
                    }
                ]
            return {"said": word} if column.default is dict or column.null else [word]
        if isinstance(column, models.EmailField):
            return f"{self.word(where)}@example.org"
        if isinstance(column, models.URLField):
            return f"https://{self.word(where)}.example.org"
        return self.word(where, column.max_length)


def is_words(column: Any) -> bool:
    """Whether somebody's words, or a mark made of them, can stand in it: text that is no choice from a list."""
    return isinstance(column, WORDS) and not column.choices


def not_tried(kind: Held, put: Iterable[str]) -> list[str]:
    """Columns of a kind of row that hold words, got no canary, and have no reason for that."""
    named = {one.split(": ", 1)[1] for one in put}
    columns = (f"{kind.label}.{one.name}" for one in kind.model._meta.concrete_fields if is_words(one))
    return [one for one in columns if one not in named and one not in NO_CANARY]


def _has_place(model: type[models.Model]) -> bool:
    return any(column.name == "place" for column in model._meta.concrete_fields)


def _something(column: Any, here: dict[Any, Any]) -> Any:
    if column.choices:
        return next(value for value, _ in column.flatchoices if value)
    if isinstance(column, models.DateTimeField):
        return now()
    if isinstance(column, models.DateField):
        return today() + dt.timedelta(days=0 if column.name in ("begins", "day", "on", "since") else 20)
    if isinstance(column, models.TimeField):
        return dt.time(11 if column.name == "ends" else 10)
    if isinstance(column, models.BooleanField):
        return False
    if isinstance(column, models.UUIDField):
        return here["account"]
    return 1
