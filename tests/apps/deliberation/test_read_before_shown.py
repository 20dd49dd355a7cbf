"""What waits is read: shown, or hidden by a line and for a reason; looked at again once, by somebody else; nothing goes silently."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.core.clock import as_if, now
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.deliberation import moderation
from helpfulacts.deliberation.actions.appeal import answer_appeal, appeal
from helpfulacts.deliberation.actions.bring import bring
from helpfulacts.deliberation.actions.moderate import hide, show
from helpfulacts.deliberation.policy import policy
from helpfulacts.people.actor import Actor
from helpfulacts.promises.models import Promise

pytestmark = pytest.mark.django_db
MEL, TOM = Actor("Mel, partnership officer", "officer"), Actor("Jo, storyteller", "storyteller")
WHY = "It says where somebody lives."


@pytest.fixture
def brought(make_deliberation: Any, make_member: Any, during: Any) -> Any:
    """(what waits, its author)"""
    asked = make_deliberation()
    member, by = make_member(asked)
    with during(asked, "gather") as stage:
        return bring(stage=stage, membership=member, kind="statement", words="The house is a tip.", by=by), by


def test_each_line_of_the_policy_says_what_its_author_can_do() -> None:
    assert list(policy()) == ["names", "insults", "elsewhere", "advertises", "incites"]
    assert all(line.not_shown and line.can_do for line in policy().values())


def test_what_waits_is_listed_until_it_is_read_and_what_is_late_is_public(brought: Any) -> None:
    one, _ = brought
    promise = Promise.objects.get(about_id=one.pk)
    with as_if(now() + dt.timedelta(days=60)):
        [waits] = moderation.waiting(one.place)
        assert waits.late and waits.days > 0 and waits.due == promise.due
        assert waits.shown.words == "The house is a tip." and moderation.overdue(one.place) == 1
        show(contribution=one, by=MEL)
        assert moderation.waiting(one.place) == [] and moderation.overdue(one.place) == 0
    promise.refresh_from_db()
    assert promise.kept_at is not None
    with pytest.raises(Refused, match="wait"):
        show(contribution=one, by=MEL)


@pytest.mark.parametrize(
    "line,reason,says",
    [
        ("", WHY, "line"),
        ("unkind", WHY, "line"),
        ("names", "…", "Say why"),
        ("names", "It names Mrs Begum.", "Mrs Begum"),
    ],
)
def test_it_is_hidden_only_by_a_line_and_for_a_reason_that_names_nobody(
    brought: Any, line: str, reason: str, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        hide(contribution=brought[0], line=line, reason=reason, by=MEL)
    brought[0].refresh_from_db()
    assert brought[0].state == "waiting"


def test_nobody_decides_about_their_own_words(brought: Any) -> None:
    one, by = brought
    theirs = Actor("Asha", "officer", person_id=by.person_id)
    for decide in (
        lambda: show(contribution=one, by=theirs),
        lambda: hide(contribution=one, line="names", reason=WHY, by=theirs),
        lambda: show(contribution=one, by=by),
    ):
        with pytest.raises(NotAllowed):
            decide()


@pytest.mark.parametrize("shown", [True, False])
def test_hidden_it_is_looked_at_again_once_by_somebody_else(brought: Any, shown: bool) -> None:
    one, by = brought
    hide(contribution=one, line="names", reason=WHY, by=MEL)
    with pytest.raises(NotAllowed):
        appeal(contribution=one, words="It is my own house.", by=TOM)
    asked = appeal(contribution=one, words="It is my own house.", by=by)
    [again] = moderation.appeals(one.place)
    assert again.asked == asked and again.hidden.reason == WHY and again.due is not None
    with pytest.raises(NotAllowed, match="You hid this"):
        answer_appeal(asked=asked, shown=True, by=MEL)
    answer_appeal(asked=asked, shown=shown, line="names", reason=WHY, by=TOM)
    one.refresh_from_db()
    assert one.state == ("shown" if shown else "hidden") and moderation.appeals(one.place) == []
    with pytest.raises(Refused):
        appeal(contribution=one, words="Please.", by=by)
    with pytest.raises(Refused, match="answered already"):
        answer_appeal(asked=asked, shown=True, by=TOM)
    counted = moderation.counted_by_line(one.place, one.deliberation)[0]
    assert (counted.hidden, counted.shown_again) == ((0, 1) if shown else (1, 0))


def test_the_log_has_each_step_and_no_word_of_what_it_is_about(brought: Any) -> None:
    one, by = brought
    hide(contribution=one, line="names", reason=WHY, by=MEL)
    answer_appeal(
        asked=appeal(contribution=one, words="My own house.", by=by), shown=False, line="insults", reason="It is unkind.", by=TOM
    )  # fmt: skip
    lines = moderation.in_log(moderation.log_rows(one.place))
    assert len(lines) == 3 and {line.number for line in lines} == {one.number}
    assert {line.line for line in lines} == {"It names somebody", "It insults somebody", ""}
    assert "tip" not in str(lines) and "own house" not in str(lines)
