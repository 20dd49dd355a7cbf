"""A text with its changes: each for one revision of one clause, accepted whole or in part, and shown word by word."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.deliberation.actions.accept_amendment import accept_amendment, accept_part
from helpfulacts.deliberation.actions.propose_amendment import propose_amendment
from helpfulacts.deliberation.actions.reword import reword
from helpfulacts.deliberation.clauses import clause_tree
from helpfulacts.deliberation.contributions import last_revision, redline
from helpfulacts.deliberation.models import Contribution
from helpfulacts.people.actor import NOBODY

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(make_deliberation: Any, make_contribution: Any) -> Any:
    """(the deliberation, a clause, one under it)"""
    asked = make_deliberation("compact")
    first = make_contribution(asked, "clause", "Notice is three months.")
    return asked, first, make_contribution(asked, "clause", "In writing.", parent=first)


@pytest.fixture
def propose(text: Any, make_member: Any, during: Any) -> Any:
    """One that is shown."""

    def make(change: str = "replace", words: str = "Notice is six months.", clause: Any = None) -> Any:
        member, by = make_member(text[0])
        with during(text[0], "draft") as stage:
            made = propose_amendment(
                stage=stage, membership=member, revision=last_revision(clause or text[1]), change=change, words=words, by=by
            )  # fmt: skip
        Contribution.objects.filter(pk=made.pk).update(state="shown")
        return made

    return make


def test_the_text_is_read_with_what_was_accepted(text: Any, propose: Any, member_of_council: Any) -> None:
    asked, _, under = text
    longer, after, out = propose(), propose("after", "Both sides agree it."), propose("delete", "", under)
    for one in (longer, after, out):
        accept_amendment(amendment=one, by=member_of_council)
    [clause] = clause_tree(asked)
    assert (clause.number, clause.words) == ("1", "Notice is six months.")
    assert [one.words for one in clause.after] == ["Both sides agree it."]
    assert [(piece.how, piece.words) for piece in clause.redline] == [
        ("kept", "Notice is"), ("removed", "three"), ("added", "six"), ("kept", "months."),
    ]  # fmt: skip
    [child] = clause.children
    assert (child.number, child.words, child.taken_out) == ("1.1", "", True)


def test_two_on_the_same_words_are_settled_by_a_ballot(
    text: Any, propose: Any, member_of_council: Any
) -> None:
    six, out = propose(), propose("delete", "")
    accept_amendment(amendment=six, by=member_of_council)
    with pytest.raises(Refused, match="ballot"):
        accept_amendment(amendment=out, by=member_of_council)
    with pytest.raises(Refused, match="ballot"):
        accept_part(amendment=propose(words="Notice is a year, paid."), words="Paid.", by=member_of_council)
    [clause] = clause_tree(text[0])
    assert clause.proposed[0].contribution == out


def test_some_words_of_it_are_accepted_and_say_where_they_come_from(
    text: Any, propose: Any, member_of_council: Any
) -> None:
    whole = propose(words="Notice is six months and is paid.")
    with pytest.raises(NotAllowed):
        accept_part(amendment=whole, words="Notice is six months.", by=NOBODY)
    part = accept_part(amendment=whole, words="Notice is six months.", by=member_of_council)
    whole.refresh_from_db()
    assert part.parent == whole and part.author is None and whole.accepted_on is None
    assert clause_tree(text[0])[0].words == "Notice is six months."


def test_a_change_is_for_the_last_words_and_not_the_same_ones(
    text: Any, make_member: Any, during: Any, propose: Any
) -> None:
    asked, first, _ = text
    member, by = make_member(asked)
    Contribution.objects.filter(pk=first.pk).update(author=member)
    first.refresh_from_db()
    old = last_revision(first)
    with pytest.raises(Refused, match="same words"):
        propose(words="Notice is three months.")
    with during(asked, "draft") as stage:
        reword(contribution=first, stage=stage, words="Notice is four months.", by=by)
        Contribution.objects.update(state="shown")
        with pytest.raises(Refused, match="meanwhile"):
            propose_amendment(
                stage=stage, membership=member, revision=old, change="replace", words="Notice is a year.", by=by
            )  # fmt: skip
        propose()
        with pytest.raises(Refused, match="so they stay"):
            reword(contribution=first, stage=stage, words="Notice is five months.", by=by)


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=9).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_a_redline_reads_as_both(before: str, after: str) -> None:
    pieces = redline(before, after)
    assert " ".join(one.words for one in pieces if one.how != "added") == before
    assert " ".join(one.words for one in pieces if one.how != "removed") == after
