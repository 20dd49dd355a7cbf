"""Who deletes everything is on a list outside of the database before anything goes (`core/forgotten.py`, G12)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.cli.doctor import gone
from helpfulacts.cli.doctor.found import Look
from helpfulacts.cli.gone_again import forget_each_again
from helpfulacts.core import forgotten, register
from helpfulacts.core.errors import Refused
from helpfulacts.people.models import Person
from helpfulacts.support.actions import forget_again, forget_person
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.here_again import here_again, marks
from helpfulacts.support.models import Plan

pytestmark = pytest.mark.django_db


def older(data: Path) -> None:
    """The list, as it stands some minutes later."""
    path = data / "forgotten" / "list"
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 300))


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
    mark, others = (f"{forgotten.mark_of(one.person_id)} plan" for one in (plan, other))

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
    assert forget_again.settle([place]) == 0, "it may be going on just now"
    assert forgotten.here() == {mark: "begun", others: "begun"}
    older(settings.DATA)
    assert forget_again.settle([place]) == 2
    assert forgotten.here() == {mark: "undone", others: "done"}
    with django_capture_on_commit_callbacks(execute=True):
        erase_plan(plan=plan, by=plan.actor)
    again = f"{mark} 2"
    assert forgotten.here() == {mark: "undone", others: "done", again: "done"}
    assert forgotten.together([{mark: "undone"}, {mark: "undone", again: "begun"}])[again] == "begun"
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
    assert forget_each_again(place, {forgotten.mark_of(plan.person_id)}) == (1, 0)
    assert not Person.objects.filter(pk=plan.person_id).exists() and register.head(place)[0] > entries
    assert "1 person" in gone.gone_for_good()

    away = tmp_path / "backups"
    away.mkdir()
    forgotten.keep_beside(away)
    assert "1 person" in gone.gone_for_good()
    (away / forgotten.BESIDE).unlink()
    with pytest.raises(Look, match="is not whole in"):
        gone.gone_for_good()


def test_one_who_cannot_be_deleted_keeps_nobody_after_them(
    make_plan: Any, place: Any, settings: Any, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    settings.DATA = tmp_path
    plans = [make_plan() for _ in range(3)]
    for plan in plans:
        forgotten.done(f"{forgotten.mark_of(plan.person_id)} plan")

    def damaged(person: Any) -> None:
        if person.pk == plans[0].person_id:
            raise Refused("The sealed value cannot be opened.")

    with monkeypatch.context() as broken:
        broken.setattr(forget_person, "forget_tries", damaged)
        assert forget_each_again(place, marks(forgotten.DONE)) == (2, 1)
    said = capsys.readouterr().err
    assert "1 person who had deleted everything" in said and "mend that and run `helpfulacts nightly`" in said
    assert list(Person.objects.filter(pk__in=[plan.person_id for plan in plans])) == [plans[0].person]
    assert forget_each_again(place, marks(forgotten.DONE)) == (1, 0)


@pytest.mark.parametrize("kind", ["plan", "all", ""])
def test_only_what_went_then_goes_again(
    kind: str, make_person: Any, offer: Any, place: Any, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    person = make_person(called="Ada")
    tea = offer("Tea", giver=person)
    forgotten.done(f"{forgotten.mark_of(person.pk)} {kind}".strip())
    assert forget_each_again(place, marks(forgotten.DONE)) == (1, 0)
    tea.refresh_from_db()
    assert (tea.status == "ended") == (kind != "plan"), "what they give was to stay when their plan went"
    there = Person.objects.filter(pk=person.pk).first()
    assert there is None or there.called == ""
    assert here_again(place, marks(forgotten.DONE)) == []


def test_what_they_gave_goes_again_also_where_their_plan_had_gone_before(
    make_plan: Any, offer: Any, place: Any, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    plan = make_plan()
    tea = offer("Tea", giver=plan.person)
    erase_plan(plan=plan, by=plan.actor)
    mark = forgotten.mark_of(plan.person_id)
    assert here_again(place, {f"{mark} plan"}) == [], "that they give something stays"
    assert forget_each_again(place, {f"{mark} plan", f"{mark} all"}) == (1, 0)
    tea.refresh_from_db()
    assert tea.status == "ended" and here_again(place, {f"{mark} all"}) == []


def test_a_disk_that_takes_a_part_of_the_line_lets_nothing_be_deleted(
    make_plan: Any, settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    settings.DATA = tmp_path
    plan, write = make_plan(), os.write
    with monkeypatch.context() as full:
        full.setattr(forgotten.os, "write", lambda file, text: write(file, text[:20]))
        with pytest.raises(Refused, match="nothing was deleted"):
            erase_plan(plan=plan, by=plan.actor)
    assert Plan.objects.filter(pk=plan.pk).exists() and forgotten.here() == {}
