"""Papers: what was counted is entered or spoilt, a second person looks, and each slip is one vote."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.core.clock import as_if
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.actions.begin_paper_batch import begin_paper_batch
from helpfulacts.deliberation.actions.close_paper_batch import close_paper_batch
from helpfulacts.deliberation.actions.close_stage import close_stage
from helpfulacts.deliberation.actions.enter_paper import enter_paper
from helpfulacts.deliberation.actions.note_spoilt import note_spoilt
from helpfulacts.deliberation.actions.take_part import give_out_slips
from helpfulacts.deliberation.ballots import votes
from helpfulacts.deliberation.models import Cast
from helpfulacts.people.actor import Actor

pytestmark = pytest.mark.django_db
TOM, MEL = Actor("Tom", "navigator"), Actor("Mel", "officer")


@pytest.fixture
def papers(make_deliberation: Any, make_contribution: Any) -> Any:
    """(The stage, one proposal, five slips, a batch of four papers), when the time to vote is just over."""
    made = make_deliberation()
    one = make_contribution(made, pence=100)
    slips = give_out_slips(deliberation=made, number=5, evidence="looked up on the roll", by=TOM)
    stage = selectors.stage_of_kind(made, "ballot")
    with as_if(stage.closes):
        batch = begin_paper_batch(stage=stage, papers=4, came_from="the box in the library", by=TOM)
        yield stage, one, slips, batch


def test_it_works(papers: Any, member_of_council: Actor) -> None:
    stage, one, slips, batch = papers
    for slip, value in zip(slips, (1, 1, 0), strict=False):
        enter_paper(batch=batch, slip=f" {slip[:6].lower()}-{slip[6:]}", answers={one: value}, by=TOM)
    note_spoilt(batch=batch, spoilt=1, why="One was empty.", by=TOM)
    with pytest.raises(Refused, match="Batch 1 of papers is still open"):
        close_stage(stage=stage, by=member_of_council)
    assert close_paper_batch(batch=batch, by=MEL).checked_by_shown_as == "Mel"
    close_stage(stage=stage, by=member_of_council)
    said = votes(stage)
    assert sorted(vote[str(one.number)] for vote in said.values()) == [0, 1, 1]
    assert {(cast.channel, cast.batch_id) for cast in said} == {("paper", batch.pk)}
    facts = RegisterEntry.objects.get(action="checked papers").facts
    assert (facts["papers"], facts["entered"], facts["spoilt"]) == (4, 3, 1)
    with pytest.raises(Refused):
        begin_paper_batch(stage=stage, papers=1, came_from="a late box", by=TOM)


def test_papers_that_are_missing_are_said(papers: Any) -> None:
    _, one, slips, batch = papers
    enter_paper(batch=batch, slip=slips[0], answers={one: 1}, by=TOM)
    with pytest.raises(Refused, match="4 papers were counted, 1 entered and 0 spoilt: 3 are missing"):
        close_paper_batch(batch=batch, by=MEL)


def test_a_slip_is_entered_once_unless_it_is_corrected(papers: Any) -> None:
    _, one, slips, batch = papers
    enter_paper(batch=batch, slip=slips[0], answers={one: 1}, by=TOM)
    with pytest.raises(Refused, match="already"):
        enter_paper(batch=batch, slip=slips[0], answers={one: 0}, by=TOM)
    enter_paper(batch=batch, slip=slips[0], answers={one: 0}, by=MEL, again=True)
    batch.refresh_from_db()
    assert batch.entered == 1 and [*votes(batch.stage).values()] == [{str(one.number): 0}]
    with pytest.raises(Refused, match="not entered"):
        enter_paper(batch=batch, slip=slips[1], answers={one: 0}, by=MEL, again=True)
    with pytest.raises(Refused, match="No slip"):
        enter_paper(batch=batch, slip="23456789ABCD", answers={one: 0}, by=MEL)
    assert Cast.objects.filter(current=True).count() == 1


def test_no_more_are_entered_than_were_counted(papers: Any) -> None:
    _, one, slips, batch = papers
    note_spoilt(batch=batch, spoilt=1, why="torn", by=TOM)
    for slip in slips[:3]:
        enter_paper(batch=batch, slip=slip, answers={one: 1}, by=TOM)
    with pytest.raises(Refused, match="All 4 papers"):
        enter_paper(batch=batch, slip=slips[3], answers={one: 1}, by=TOM)
    with pytest.raises(Refused, match="at most 1"):
        note_spoilt(batch=batch, spoilt=2, why="torn", by=TOM)
    with pytest.raises(Refused, match="why"):
        note_spoilt(batch=batch, spoilt=1, why=" ", by=TOM)


def test_whoever_counted_does_not_check_whatever_they_are_called(papers: Any, officer: Any) -> None:
    stage, one, slips, _ = papers
    account = "11111111-1111-4111-8111-111111111111"
    counted = Actor("Ann, desk", "navigator", account)  # type: ignore[arg-type]
    batch = begin_paper_batch(stage=stage, papers=1, came_from="a meeting", channel="meeting", by=counted)
    assert enter_paper(batch=batch, slip=slips[4], answers={one: 1}, by=counted).channel == "meeting"
    for who in (counted, Actor("Ann, officer", "officer", account)):  # type: ignore[arg-type]
        with pytest.raises(NotAllowed, match="Somebody else"):
            close_paper_batch(batch=batch, by=who)
    assert account not in str(
        RegisterEntry.objects.filter(noun="paper batch").values_list("facts", flat=True)
    )
    close_paper_batch(batch=batch, by=officer)
    with pytest.raises(Refused, match="checked and closed"):
        enter_paper(batch=batch, slip=slips[0], answers={one: 1}, by=TOM)


@pytest.mark.parametrize("papers_said,came_from", [(0, "a box"), (10_001, "a box"), (3, " ")])
def test_a_batch_says_how_many_and_from_where(papers: Any, papers_said: int, came_from: str) -> None:
    with pytest.raises(Refused):
        begin_paper_batch(stage=papers[0], papers=papers_said, came_from=came_from, by=TOM)
