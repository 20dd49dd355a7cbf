"""A what-if that is kept: by the office alone, with its figures of that day, on the register; shown when the office says so."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.coordination.actions.keep_what_if import keep_what_if, show_what_if
from helpfulacts.coordination.kept_what_ifs import kept_what_ifs, what_if_by_number
from helpfulacts.coordination.models import WhatIf
from helpfulacts.coordination.rule_reading import shipped
from helpfulacts.coordination.what_if.scenario import Scenario
from helpfulacts.coordination.what_if.working import work_out
from helpfulacts.core import register, triggers
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db


def worked(place: Any) -> Any:
    return work_out(place, [Scenario("One group", shipped("one-class"))], today())


@pytest.fixture
def asked(rules: Any, make_offer: Any, make_asker: Any) -> list[Any]:
    make_offer("Repair Saturday", places=12)
    return [make_asker() for _ in range(30)]


def test_it_is_kept_numbered_and_on_the_register(place: Any, asked: Any, officer: Any) -> None:
    first = keep_what_if(place=place, title=" One  group? ", worked=worked(place), by=officer)
    second = keep_what_if(place=place, title="Again", worked=worked(place), by=officer)
    assert (first.number, second.number, first.title) == (1, 2, "One group?")
    assert first.made_by_shown_as == officer.shown_as and first.figures == second.figures
    entries = list(register.entries(place))[-2:]
    assert [entry.action for entry in entries] == ["kept a what-if"] * 2
    assert not any("title" in entry.facts for entry in entries), "not before it is shown"
    assert not any(str(person.pk) in json.dumps(first.figures) for person in asked)


def test_nobody_else_reads_it_until_the_office_shows_it(place: Any, asked: Any, officer: Any) -> None:
    what_if = keep_what_if(place=place, title="One group?", worked=worked(place), by=officer)
    assert kept_what_ifs(place) == [] and what_if_by_number(place, 1) is None
    assert kept_what_ifs(place, shown_only=False) == [what_if]
    assert show_what_if(what_if=what_if, by=officer) and not show_what_if(what_if=what_if, by=officer)
    assert list(register.entries(place))[-1].facts["title"] == "One group?"
    assert what_if_by_number(place, 1) == what_if and what_if.shown_by_shown_as == officer.shown_as


def test_only_the_office_may_ask_and_show(
    place: Any, asked: Any, officer: Any, citizen_of: Any, make_person: Any
) -> None:
    citizen = citizen_of(make_person())
    with pytest.raises(NotAllowed):
        keep_what_if(place=place, title="Me?", worked=worked(place), by=citizen)
    what_if = keep_what_if(place=place, title="One group?", worked=worked(place), by=officer)
    with pytest.raises(NotAllowed):
        show_what_if(what_if=what_if, by=citizen)
    assert kept_what_ifs(place) == []


@pytest.mark.parametrize("title", ["", "  ", "x" * 121])
def test_a_title_is_asked_for(place: Any, asked: Any, officer: Any, title: str) -> None:
    with pytest.raises(Refused):
        keep_what_if(place=place, title=title, worked=worked(place), by=officer)
    assert not WhatIf.objects.exists()


def test_what_was_shown_stays_as_it_was(place: Any, asked: Any, officer: Any) -> None:
    what_if = keep_what_if(place=place, title="One group?", worked=worked(place), by=officer)
    show_what_if(what_if=what_if, by=officer)
    rows = WhatIf.objects.filter(place=place)
    for write in (
        lambda: rows.update(title="Another"), lambda: rows.update(figures={}),
        lambda: rows.update(shown_at=None, shown_by_shown_as=""), rows.delete,
    ):  # fmt: skip
        with pytest.raises(IntegrityError, match=triggers.MESSAGE), transaction.atomic():
            write()
    assert rows.get().figures == what_if.figures
