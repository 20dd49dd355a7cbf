"""The public board of a vote: read, saved, checked and counted again by anybody, and one's own vote found on it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from office_samples import post, text_of

from helpfulacts.cli.boards_checked import board_checked, is_board
from helpfulacts.core.clock import as_if
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.close_stage import close_stage
from helpfulacts.deliberation.actions.count_stage import count_stage
from helpfulacts.deliberation.actions.publish_board import publish_board
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.models import Cast
from helpfulacts.deliberation.selectors import stage_of_kind
from helpfulacts.engine.ledger import verify_inclusion
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import the_person
from tests.deciding import MEMBER, ask, bring, bring_projects, decide

pytestmark = pytest.mark.django_db
BOARD = "/testham/deciding/1/board/"


class Vote:
    """A vote on three projects that goes on."""

    def __init__(self, place: Any) -> None:
        self.asked = ask(place, "ballot")
        self.projects = bring_projects(self.asked)
        self.stage = stage_of_kind(self.asked, "ballot")

    def cast_by(self, many: int) -> list[Cast]:
        found = []
        for number in range(many):
            person = begin_person(place=self.asked.place)
            by = the_person(person.pk)
            answers = {self.projects[number % 3]: 1, self.projects[0]: 1}
            membership = take_part(deliberation=self.asked, person=person, by=by)
            found.append(cast_vote(stage=self.stage, membership=membership, answers=answers, by=by))
        return found

    def close(self) -> None:
        with as_if(self.stage.closes):
            close_stage(stage=self.stage, by=MEMBER)


@pytest.fixture
def vote(place: Any) -> Vote:
    cache.clear()
    return Vote(place)


def find(cast: Cast, **more: str) -> Any:
    return post(Client(), BOARD, tracker=cast.tracker, secret=cast.salt, **more)


def test_anybody_saves_it_checks_it_and_counts_again_with_the_script_of_the_page(
    vote: Vote, tmp_path: Path
) -> None:
    vote.cast_by(11)
    vote.close()
    tally = count_stage(stage=vote.stage, by=MEMBER)
    page = text_of(Client().get(BOARD))
    for words in (
        "Opened and counted</dt><dd>11",
        "Lines</dt><dd>23",
        "Nobody next door yet",
        "This vote has closed",
    ):
        assert words in page
    answer = Client().get("/testham/deciding/1/board.json?part=3")
    assert answer["Content-Type"].startswith("application/json")
    assert 'filename="testham-vote-1-3-board.json"' in answer["Content-Disposition"]
    saved, script = tmp_path / "board.json", tmp_path / "recount.py"
    saved.write_bytes(answer.content)
    assert is_board(saved)
    figures, words = board_checked(saved, None)
    assert figures["opened"] == 11 and "is whole" in words and figures["root"] in page
    told = Client().get("/testham/recount.py")
    assert told["Content-Type"].startswith("text/plain")
    script.write_bytes(told.content)
    again = subprocess.run([sys.executable, "-I", script, saved], capture_output=True, text=True, check=True)
    assert json.loads(again.stdout)["winners"] == sorted(tally.result["winners"])


def test_a_vote_is_found_by_both_numbers_of_its_receipt_as_it_goes(vote: Vote) -> None:
    casts = vote.cast_by(9)
    assert "Nothing is on the board yet" in text_of(Client().get(BOARD))
    assert Client().get("/testham/deciding/1/board.json").status_code == 404
    assert "It is not on the board yet" in text_of(find(casts[1]))
    casts += vote.cast_by(1)
    publish_board(stage=vote.stage)
    sealed = text_of(find(casts[1]))
    assert "sealed until the vote has closed" in sealed and "Yes</strong>" not in sealed
    assert casts[1].tracker in sealed and casts[1].tracker not in json.dumps(find(casts[1], save="1").json())
    vote.close()
    counted = text_of(find(casts[1]))
    assert "Your vote was counted" in counted and "Yes</strong>: Benches by the health centre" in counted
    told = find(casts[1], save="1").json()
    for proof in (told["handed_in"], told["opened"]):
        assert verify_inclusion(
            bytes.fromhex(proof["leaf"]), proof["sequence"] - 1, proof["size"],
            [bytes.fromhex(one) for one in proof["hashes"]], bytes.fromhex(proof["root"]),
        )  # fmt: skip


def test_who_has_not_both_numbers_finds_nothing_and_what_they_typed_is_there(vote: Vote) -> None:
    mine, other = vote.cast_by(2)
    wrong = post(Client(), BOARD, tracker=mine.tracker, secret=other.salt)
    assert wrong.status_code == 422 and "There is no such vote here" in text_of(wrong)
    assert mine.tracker in text_of(wrong) and "We have your vote" not in text_of(wrong)
    for given in ({}, {"tracker": "é" * 32, "secret": "\x00"}, {"tracker": "x" * 1000, "secret": "1"}):
        assert post(Client(), BOARD, **given).status_code == 422
    spaced = post(
        Client(), BOARD, tracker=f" {mine.tracker[:8]} {mine.tracker[8:].upper()}", secret=mine.salt
    )
    assert "We have your vote" in text_of(spaced)


def test_where_nobody_votes_there_is_no_board(place: Any) -> None:
    ask(place, uses="question")
    assert Client().get(BOARD).status_code == 404
    for path in (f"{BOARD}?part=3", "/testham/deciding/1/board.json", "/testham/deciding/9/board/"):
        assert Client().get(path).status_code == 404


def test_the_pages_of_the_vote_lead_to_it(vote: Vote) -> None:
    vote.cast_by(1)
    vote.close()
    count_stage(stage=vote.stage, by=MEMBER)
    decide(vote.asked, {vote.projects[0]: "yes"})
    assert f"{BOARD}?part=3" in text_of(Client().get("/testham/decided/1/"))
    assert BOARD in text_of(Client().get("/testham/deciding/1/"))


def test_a_long_ballot_costs_no_more_reads(vote: Vote) -> None:
    vote.cast_by(1)
    vote.close()
    long = Vote(vote.asked.place)
    for number in range(30):
        bring(long.asked, "It helps.", f"Project {number}", "proposal", pence=100)
    long.cast_by(1)
    long.close()
    reads = []
    for number in (1, 2):
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(f"/testham/deciding/{number}/board.json").status_code == 200
        reads.append(len(asked))
    assert reads[0] == reads[1]
