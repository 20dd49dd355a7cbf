"""Who deletes everything is on a list outside of the database before anything goes (`core/forgotten.py`, G12)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from helpfulacts.cli.doctor import gone
from helpfulacts.cli.doctor.found import Look
from helpfulacts.core import forgotten, register
from helpfulacts.core.errors import Refused
from helpfulacts.people.models import Person
from helpfulacts.support.actions import forget_again, forget_person
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.here_again import here_again
from helpfulacts.support.models import Plan

pytestmark = pytest.mark.django_db


def test_where_the_list_cannot_be_kept_nothing_is_deleted(
    make_plan: Any, settings: Any, tmp_path: Path
) -> None:
    plan = make_plan()
    settings.DATA = tmp_path / "no" / "disk"
    with pytest.raises(Refused, match="nothing was deleted"):
        erase_plan(plan=plan, by=plan.actor)
    assert Plan.objects.filter(pk=plan.pk).exists()


def test_it_is_listed_before_anything_goes_and_told_as_done_only_when_all_went(
    make_plan: Any,
    place: Any,
    settings: Any,
    tmp_path: Path,
    monkeypatch: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.DATA = tmp_path
    plan, other = make_plan(), make_plan()
    mark, others = (forgotten.mark_of(one.person_id) for one in (plan, other))

    def fails(*_: Any) -> None:
        assert forgotten.here() == {mark: "begun"}, "listed before anything goes"
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(forget_person, "forget_tries", fails)
        with pytest.raises(ZeroDivisionError):
            erase_plan(plan=plan, by=plan.actor)
    assert forgotten.here() == {mark: "begun"} and here_again(place, {mark}) == [plan.person]
    erase_plan(plan=other, by=other.actor)  # and the program is stopped before it is told as done
    assert forgotten.here() == {mark: "begun", others: "begun"}
    forget_again.settle([place])
    assert forgotten.here() == {mark: "undone", others: "done"}
    with django_capture_on_commit_callbacks(execute=True):
        erase_plan(plan=plan, by=plan.actor)
    assert forgotten.here() == {mark: "done", others: "done"}
    assert "2 people" in gone.gone_for_good()
    assert not any(
        str(one) in (tmp_path / "forgotten" / "list").read_text() for one in (plan.person_id, plan.pk)
    )


def test_the_doctor_finds_who_is_back_and_the_night_deletes_them_once(
    make_plan: Any, place: Any, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    plan = make_plan()
    forgotten.done(forgotten.mark_of(plan.person_id))
    with pytest.raises(Look, match="1 person who deleted everything is here again"):
        gone.gone_for_good()
    entries = register.head(place)[0]
    assert forget_again.forget_again(place=place, gone={forgotten.mark_of(plan.person_id)}) == 1
    assert not Person.objects.filter(pk=plan.person_id).exists() and register.head(place)[0] > entries
    assert "1 person" in gone.gone_for_good()

    away = tmp_path / "backups"
    away.mkdir()
    forgotten.keep_beside(away)
    assert "1 person" in gone.gone_for_good()
    (away / forgotten.BESIDE).unlink()
    with pytest.raises(Look, match="is not whole in"):
        gone.gone_for_good()
