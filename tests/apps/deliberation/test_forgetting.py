"""Somebody is erased: their words go, what is not counted yet goes, and what was counted leads to nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from helpfulacts.core import forgotten, register
from helpfulacts.core.clock import now, today
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.actions.bring import bring
from helpfulacts.deliberation.actions.moderate import hide
from helpfulacts.deliberation.actions.take_position import take_positions
from helpfulacts.deliberation.clauses import clause_tree
from helpfulacts.deliberation.models import Contribution, Membership, Moderation, Position, Revision, Stage
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.promises.models import OPEN, Promise
from helpfulacts.support.actions.forget_person import forget_person

pytestmark = pytest.mark.django_db
MEL = Actor("Mel, partnership officer", "officer")


@pytest.fixture(autouse=True)
def _list_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path)


def _forget(person: Person) -> None:
    with register.writing(person.place_id):
        forget_person(person, forgotten.ALL)


def test_words_go_and_what_is_not_counted_yet(
    make_deliberation: Any, make_member: Any, make_contribution: Any, during: Any
) -> None:
    asked = make_deliberation("question")
    member, by = make_member(asked)
    other, them = make_member(asked)
    theirs = make_contribution(asked)
    with during(asked, "gather") as gather:
        one = bring(stage=gather, membership=member, kind="statement", words="Benches.", by=by)
        hidden = bring(stage=gather, membership=member, kind="statement", words="The house is a tip.", by=by)
        hide(contribution=hidden, line="names", reason="It says where somebody lives.", by=MEL)
        for who, actor in ((member, by), (other, them)):
            take_positions(stage=gather, membership=who, answers={theirs: 1}, by=actor)
    Stage.objects.filter(pk=gather.pk).update(closed_at=now())
    with during(asked, "map") as stands:
        take_positions(stage=stands, membership=member, answers={theirs: -1}, by=by)
    _forget(member.person)
    assert not Person.objects.filter(pk=member.person_id).exists()
    assert not Revision.objects.filter(contribution__in=[one, hidden], words_sealed__isnull=False).exists()
    assert set(Contribution.objects.exclude(pk=theirs.pk).values_list("state", flat=True)) == {"withdrawn"}
    assert Moderation.objects.get(contribution=hidden).reason == "It says where somebody lives."
    assert not Promise.objects.filter(OPEN, about_noun="contribution").exists()
    assert not Position.objects.filter(stage=selectors.stage_of_kind(asked, "map")).exists()
    assert Position.objects.filter(stage=gather, current=True).count() == 2
    stays = Membership.objects.get(pk=member.pk)
    assert (stays.person, stays.evidence) == (None, "")


def test_who_was_not_counted_anywhere_leaves_no_membership(make_deliberation: Any, make_member: Any) -> None:
    member, _ = make_member(make_deliberation())
    _forget(member.person)
    assert not Membership.objects.exists()


def test_a_change_that_is_part_of_the_text_stays_one_and_says_that_its_words_are_gone(
    make_deliberation: Any, make_member: Any, make_contribution: Any
) -> None:
    asked = make_deliberation("compact")
    member, _ = make_member(asked)
    clause = make_contribution(asked, "clause", "Notice is three months.")
    make_contribution(
        asked, "amendment", "Notice is a year.", author=member, amends=clause.revisions.get(), change="replace",
        accepted_on=today(),
    )  # fmt: skip
    _forget(member.person)
    [part] = clause_tree(asked)
    assert part.changes[0].gone and part.words == ""
