"""What the questions of the demonstration are made with: who is at the desk, moments inside a part, answers of many by slips."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpfulacts.core.clock import now, today
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.actions.begin_deliberation import begin_deliberation
from helpfulacts.deliberation.actions.bring import bring
from helpfulacts.deliberation.actions.close_stage import close_stage
from helpfulacts.deliberation.actions.count_stage import count_stage
from helpfulacts.deliberation.actions.moderate import show
from helpfulacts.deliberation.actions.publish_deliberation import publish_deliberation
from helpfulacts.deliberation.actions.take_part import give_out_slips
from helpfulacts.deliberation.actions.take_position import take_positions
from helpfulacts.deliberation.templates import Step
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import Actor

from .hours import by_day
from .made import body_named

DAY, NOON = dt.timedelta(days=1), dt.timedelta(hours=12)


@dataclass(frozen=True)
class Desk:
    """Who does what: Mel asks, closes and writes down; Tom enters papers; Nia reads what people bring."""

    place: Any
    mel: Actor
    tom: Actor
    nia: Actor
    source: str

    def body(self, name: str) -> Any:
        """The body of that name, begun where there is none."""
        here = (one for one in people.organisations(self.place) if one.name == name)
        if (found := next(here, None)) is not None:
            return found
        with by_day(now()):
            return body_named(self.place, name, self.source)

    def ask(self, *, first: int, steps: Sequence[Step], **given: Any) -> Any:
        """A question whose first day is `first` days ago, published two days before."""
        begins = today(self.place.zone) - first * DAY
        with by_day(now() - (first + 2) * DAY):
            made = begin_deliberation(place=self.place, by=self.mel, first_day=begins, steps=steps, **given)
            return publish_deliberation(deliberation=made, by=self.mel)

    def members(self, asked: Any, kind: str, number: int) -> list[Any]:
        """So many with paper slips, which the desk gave out when that part had begun."""
        with within(asked, kind, 0):
            slips = give_out_slips(
                deliberation=asked, number=number, evidence="looked up on the roll by the desk", by=self.tom
            )
        return [selectors.membership_of(asked, slip=slip) for slip in slips]

    def bring(self, asked: Any, authors: Sequence[Any], kind: str, said: Sequence[Any]) -> list[Any]:
        """`said`: words, or (title, words, pence) of a proposal, each by another author; all are read and shown."""
        with within(asked, "gather") as stage:
            found = []
            for author, one in zip(authors, said, strict=False):
                title, words, pence = one if isinstance(one, tuple) else ("", one, None)
                found.append(
                    bring(
                        stage=stage, membership=author, kind=kind, title=title, words=words, pence=pence, by=self.tom,
                        no_person=True,
                    )
                )  # fmt: skip
            for made in found:
                show(contribution=made, by=self.nia)
        return found

    def answer(
        self, asked: Any, kind: str, answers: Mapping[Any, Mapping[Any, int]], *, after: int = 2
    ) -> None:
        """Of each member, entered by the desk so many days after the part began."""
        with within(asked, kind, after) as stage:
            for member, given in answers.items():
                take_positions(stage=stage, membership=member, answers=given, by=self.tom, channel="paper")

    def close(self, asked: Any, *kinds: str) -> list[Any]:
        """At noon after their last day; those in which people answer are counted. The counts, in order."""
        found = []
        for kind in kinds:
            stage = selectors.stage_of_kind(asked, kind)
            with by_day(stage.closes + NOON):
                close_stage(stage=stage, by=self.mel)
                if stage.rule:
                    found.append(count_stage(stage=stage, by=self.mel))
        return found


def desk_of(place: Any, officer: Actor, source: str) -> Desk:
    """Everybody with their account and their body, as on the pages. Before Nia came, Mel read what people brought."""

    def in_role(email: str, role: str) -> Actor | None:
        account = people.account_by_email(email)
        grants = people.live_grants(place, account) if account is not None else []
        found = next((one for one in grants if one.role == role), None)
        return Actor(found.shown_as, role, account.pk, None, found.body_id) if account and found else None

    tom = in_role("tom@demo.invalid", "navigator")
    assert tom is not None
    return Desk(place, officer, tom, in_role("nia@demo.invalid", "storyteller") or officer, source)


@contextlib.contextmanager
def within(asked: Any, kind: str, day: int = 1) -> Iterator[Any]:
    """At noon, so many days after that part began: a moment that must have passed."""
    stage = selectors.stage_of_kind(asked, kind)
    with by_day(stage.opens + day * DAY + NOON):
        yield stage


def speaks_for(body: Any) -> Actor:
    """Somebody who speaks for a body."""
    return Actor(body.name, "provider", None, None, body.pk)


def camps(
    members: Sequence[Any], said: Sequence[Any], leanings: Sequence[Sequence[float]], seed: str
) -> dict[Any, dict[Any, int]]:
    """Answers to statements. leanings: of each camp, into which members fall in turn, the share that agrees with each.

    Whoever does not agree disagrees, but one in ten passes and one in twelve says nothing.
    """
    rng = random.Random(seed)
    found: dict[Any, dict[Any, int]] = {}
    for place, member in enumerate(members):
        own = found.setdefault(member, {})
        for statement, agrees in zip(said, leanings[place % len(leanings)], strict=True):
            drawn, passes, silent = rng.random(), rng.random() < 0.1, rng.random() < 1 / 12
            if not silent or not own:
                own[statement] = 0 if passes else (1 if drawn < agrees else -1)
    return found
