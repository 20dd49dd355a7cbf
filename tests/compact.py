"""An agreement in force between two bodies, and a question that is to change it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import as_if, today
from helpfulacts.deliberation import contributions, selectors
from helpfulacts.deliberation.actions.draft_agreement import draft_agreement
from helpfulacts.deliberation.actions.moderate import show
from helpfulacts.deliberation.actions.open_change import open_change
from helpfulacts.deliberation.actions.propose_amendment import propose_amendment
from helpfulacts.deliberation.actions.publish_deliberation import publish_deliberation
from helpfulacts.deliberation.actions.sign_agreement import sign_agreement
from helpfulacts.deliberation.models import Contribution
from helpfulacts.people.actor import Actor

OFFICE, READER = Actor("Mel", "officer"), Actor("Nia", "storyteller")
OLD = "The council answers within 10 working days."
SIDES = ({"code": "council", "name": "The council"}, {"code": "groups", "name": "Small groups"})
CLAUSES = (
    {"key": "1", "title": "Money", "words": "Money is talked about early."},
    {"key": "1.1", "parent": "1", "title": "An answer", "words": OLD, "side": "council", "trigger": "a group asks about its money",
     "days": 10, "unit": "working days", "evidence": "the letter"},
    {"key": "2", "title": "Meeting", "words": "Both sides meet twice a year."},
)  # fmt: skip
HOUR = dt.timedelta(hours=1)


def speaks_for(body: Any) -> Actor:
    return Actor(f"Rae, for {body.name}", "provider", body_id=body.pk)


def in_force(place: Any, council: Any, groups: Any) -> Any:
    """The agreement, signed by both bodies."""
    version = draft_agreement(
        place=place, title="The Compact", sides=SIDES, clauses=CLAUSES, review_on=today() + dt.timedelta(days=365), by=OFFICE,
    )  # fmt: skip
    for side, body in (("council", council), ("groups", groups)):
        sign_agreement(
            version=version, side=side, organisation=body, signed_by="its chair", by=Actor("Mel", "officer")
        )
    return version.agreement


def change_asked(agreement: Any, council: Any, part: str = "draft", **fields: Any) -> Any:
    """Published, and since yesterday in this part."""
    before = {"draft": 7, "ballot": 91, "decide": 105}[part]
    asked = open_change(
        agreement=agreement, question="How soon does the council answer?", promise="Both sign what both say yes to.",
        convenor=council, bodies={}, open_to_change=["within how many days"], by=OFFICE,
        absent=[{"who": "groups that ask for no money", "why": "", "doing": "they can read it"}],
        first_day=today() - dt.timedelta(days=before + 1), **fields,
    )  # fmt: skip
    with as_if(selectors.stages_of(asked)[0].opens):
        return publish_deliberation(deliberation=asked, by=OFFICE)


def proposed(asked: Any, body: Any, words: str, clause: int = 2, change: str = "replace") -> Contribution:
    """By a body while the text was open, and shown."""
    stage = selectors.stage_of_kind(asked, "draft")
    member = selectors.membership_of(asked, organisation=body)
    assert member is not None
    with as_if(stage.opens + HOUR):
        made = propose_amendment(
            stage=stage, membership=member, change=change, words=words, title="Sooner is kinder", by=speaks_for(body),
            revision=contributions.last_revision(contributions.get_contribution(asked, clause)), no_person=True,
        )  # fmt: skip
        show(contribution=made, by=READER)
    made.refresh_from_db()
    return made
