"""Whoever is asked says yes or not now. A not now needs no reason, and loses nobody anything."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..giving import giver_of
from ..introducing import move, waits_for_place
from ..models import Introduction
from ..rules import may_answer_for_giver
from ..states import read_again, read_introduction_again
from ..young import refuse_giver_alone
from .move_up_queue import move_up_queue
from .pass_on import giver_knows, keep_yes
from .release_act import release_place_of
from .take_place import promise_act, take_place


def answer_introduction(*, introduction: Introduction, answer: str, by: Actor) -> Introduction:
    """“yes”: the act is promised, with its dates, and a place is held where they are counted. “not_now”: declined."""
    act = introduction.act
    require(may_answer_for_giver(by, act), "answer for this giver")
    if answer not in ("yes", "not_now"):
        raise Refused("Choose “Yes” or “Not now”.", field="answer")
    with register.writing(introduction.place_id):
        read_introduction_again(introduction)
        if introduction.state != "requested":
            raise Refused("This was answered already, or is not asked any more. Reload the page.")
        giver_knows(act, by)
        if answer == "not_now":
            release_place_of(act=act, state="declined", by=by)
            introduction.refresh_from_db()
            return introduction
        refuse_giver_alone(act)
        if waits_for_place(introduction):
            assert act.offer is not None
            move_up_queue(offer=act.offer)  # those who waited longer come first
            read_again(act)
            if waits_for_place(introduction) or not take_place(act):
                raise Refused("All your places are taken. Say first how many you can take, or “not now”.")
        move(introduction, "accepted", by=by)
        promise_act(act)
        if giver_of(act) is not None:
            keep_yes(act)
    return introduction
