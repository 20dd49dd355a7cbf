"""Votes by many processes at once, some of them killed: the jobs behind `test_votes_at_once.py`.

Each process has members of its own, for whom it hands in a vote again and again; a few members are everybody's. What it says
was committed first. Boards are published meanwhile.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import sys
import time
import traceback
from typing import Any

from django.db import OperationalError, connection
from workers import say  # it sets Django up

from helpfulacts.core.clock import as_if, today
from helpfulacts.core.durability import refuse_weak_settings
from helpfulacts.core.errors import Refused
from helpfulacts.deliberation import board
from helpfulacts.deliberation.actions.begin_deliberation import begin_deliberation
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.close_stage import close_stage
from helpfulacts.deliberation.actions.publish_board import publish_board
from helpfulacts.deliberation.actions.publish_deliberation import publish_deliberation
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.ballots import on_ballot, votes
from helpfulacts.deliberation.models import Cast, Contribution, Membership, Revision, Stage
from helpfulacts.deliberation.selectors import stage_of_kind, stages_of
from helpfulacts.deliberation.templates import Step
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.places.actions.create_place import create_place

ASKS = Actor("Cllr Khan", "elected")
EVERYBODYS = 3
STOPPED: list[int] = []
STEPS = [
    Step("inform", 1),
    Step("gather", 1, "agree"),
    Step("ballot", 30, "approval", {"count": "equal-shares"}),
    Step("decide", 7),
]


def begin(slug: str, people: str) -> None:
    """A vote on four proposals that goes on, and that many who may take part."""
    place = create_place(slug=slug, name=slug.title(), person_to_talk_to="Tom at the desk")
    made = begin_deliberation(
        place=place, uses="budget", question="What should be paid for?", promise="We pay for what the vote says.",
        convenor=begin_organisation(place=place, name="The Forum"), by=ASKS, steps=STEPS,
        first_day=today() - dt.timedelta(days=4), open_to_change=["what is paid for"], subject={"pence": 10_000},
        absent=[{"who": "nobody", "why": "all were asked", "doing": ""}],
    )  # fmt: skip
    with as_if(stages_of(made)[0].opens):
        publish_deliberation(deliberation=made, by=ASKS)
    for number in range(1, 5):
        brought = Contribution.objects.create(
            place=place, deliberation=made, number=number, kind="proposal", state="shown", pence=number * 1000,
            brought_on=today(),
        )  # fmt: skip
        said = Revision(place=place, contribution=brought, number=1, written_on=today())
        said.title, said.words = f"Bench {number}", "Somewhere to sit."
        said.save(force_insert=True)
    for _ in range(int(people)):
        person = begin_person(place=place)
        take_part(deliberation=made, person=person, by=the_person(person.pk))


def everything(slug: str, processes: str, seconds: str, kills: str) -> None:
    """So many processes for so long; so many are killed in between, each followed by another in its place."""
    connection.close()
    signal.signal(signal.SIGTERM, lambda *_: STOPPED.append(1))  # before they begin, so that each ends well
    children = {number: _fork(slug, number, int(processes)) for number in range(int(processes))}
    rng, ends = random.Random(slug), time.monotonic() + float(seconds)
    for _ in range(int(kills)):
        time.sleep(float(seconds) / (int(kills) + 1) * rng.uniform(0.5, 1))
        number = rng.choice(list(children))
        os.kill(children[number], signal.SIGKILL)
        os.waitpid(children[number], 0)
        say({"killed": number})
        children[number] = _fork(slug, number, int(processes))
    time.sleep(max(0.0, ends - time.monotonic()))
    for child in children.values():
        os.kill(child, signal.SIGTERM)
    if any(os.waitpid(child, 0)[1] for child in children.values()):
        sys.exit(1)


def _fork(slug: str, number: int, processes: int) -> int:
    child = os.fork()
    if child == 0:
        failed = 1
        try:
            _vote(slug, number, processes)
            failed = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(failed)
    return child


def _vote(slug: str, number: int, processes: int) -> None:
    refuse_weak_settings()
    rng = random.Random(os.getpid())
    stage = _stage(slug)
    members = list(Membership.objects.filter(place=stage.place_id).order_by("id"))
    mine = members[:EVERYBODYS] + members[EVERYBODYS + number :: processes]
    options = on_ballot(stage)
    while not STOPPED:
        try:
            if rng.random() < 0.1:
                publish_board(stage=stage)
                continue
            one = rng.choice(mine)
            answers = {option: 1 for option in options if rng.random() < 0.5}
            cast = cast_vote(stage=stage, membership=one, answers=answers, by=the_person(one.person_id))
        except Refused as refusal:
            if "is over" in str(refusal):
                return
            raise
        except OperationalError as busy:
            # SQLite gave up waiting its turn and changed nothing. On PostgreSQL this would be a deadlock: an error.
            if connection.vendor != "sqlite" or "locked" not in str(busy):
                raise
            continue
        vote = {str(option.number): 1 for option in answers}
        say(
            {
                "member": str(one.pk),
                "shared": one in members[:EVERYBODYS],
                "tracker": cast.tracker,
                "salt": cast.salt,
            }
            | {"vote": vote}
        )


def _stage(slug: str) -> Stage:
    found = Stage.objects.select_related("deliberation__place", "place").filter(place__slug=slug)
    return stage_of_kind(found[0].deliberation, "ballot")


def close(slug: str) -> None:
    """The board of the closed vote, line by line; then each member's vote that counts, and how many were handed in."""
    stage = _stage(slug)
    with as_if(stage.closes):
        close_stage(stage=stage, by=ASKS)
    for line in board.saved_lines(stage):
        say({"board": line})
    for cast, vote in votes(stage).items():
        say({"counts": str(cast.membership_id), "tracker": cast.tracker, "vote": vote})
    say({"handed in": Cast.objects.filter(place=stage.place_id, stage=stage).count()})


def close_meanwhile(slug: str, processes: str, seconds: str) -> None:
    """So many processes vote; after so long the vote is closed under them, and each ends with the first refusal that it is over."""
    connection.close()
    children = [_fork(slug, number, int(processes)) for number in range(int(processes))]
    time.sleep(float(seconds))
    stage, closed = _stage(slug), False
    while not closed:
        try:
            with as_if(stage.closes):
                close_stage(stage=stage, by=ASKS)
            closed = True
        except OperationalError as busy:
            # As for those who vote: on a slow machine its turn may not come in time.
            if connection.vendor != "sqlite" or "locked" not in str(busy):
                raise
    say({"closed with": board.head(stage)[0]})
    if any(os.waitpid(child, 0)[1] for child in children):
        sys.exit(1)
    for line in board.saved_lines(stage):
        say({"board": line})


JOBS: dict[str, Any] = {job.__name__: job for job in (begin, everything, close, close_meanwhile)}

if __name__ == "__main__":
    JOBS[sys.argv[1]](*sys.argv[2:])
