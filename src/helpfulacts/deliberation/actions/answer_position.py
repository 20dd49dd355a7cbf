"""A body says where it stands: its answer to each statement, and why, in its own words. What it said last counts."""

from __future__ import annotations

from collections.abc import Mapping

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import Actor
from helpfulacts.people.public_words import ask_if_person, public_words
from helpfulacts.people.rules import require

from ..models import Contribution, Membership, Stage
from ..rules import may_act_as, may_enter_papers
from ..selectors import read_again, require_member, require_open
from ..stands import answers_of, reasons_of
from ..words import LONGEST, put_beside, write_revision
from .take_position import take_positions
from .withdraw import take_words

BY_DESK = ("paper", "assisted")
"""Answers that the desk enters: from a paper, or said to it."""
LONGEST_FROM = 120


def answer_position(
    *,
    stage: Stage,
    membership: Membership,
    answers: Mapping[Contribution, tuple[int | None, str]],
    by: Actor,
    channel: str = "online",
    came_from: str = "",
    no_person: bool = False,
) -> int:
    """Of each statement: agree (1), pass (0), disagree (-1) or nothing new (None), and why. How many of them changed.

    A reason that is empty now is taken back. What the desk enters (`channel`: of BY_DESK) says where it came from, on the register.
    no_person: whoever writes was asked, and said that no private person is named. Raises Refused, with the field “why_3” of the third
    statement; NotAllowed.
    """
    require(may_act_as(by, membership), "answer for this body")
    if stage.kind != "gather" or membership.role == "convenor" or membership.organisation_id is None:
        raise Refused("The board replies. The bodies that it asked say where they stand.")
    if channel in BY_DESK:
        require(may_enter_papers(by), "enter what a body said")
        missing = "Say where the answers came from, for example “by post, from its office”."
        came_from = public_words(came_from, missing, field="came_from", longest=LONGEST_FROM)
    said = {one: _why(one, words) for one, (_, words) in answers.items()}
    with register.writing(stage.place_id):
        read_again(stage)
        require_open(stage)
        require_member(membership)
        before, why_before = answers_of(stage, membership), reasons_of(membership)
        whys = {one: words for one, words in said.items() if words != _last(why_before.get(one.pk))}
        values = {
            one: value
            for one, (value, _) in answers.items()
            if value is not None and before.get(one.pk) != value
        }
        if not no_person:
            names = [one.name for one in people.organisations(stage.place)]
            for words in [*whys.values(), came_from]:
                ask_if_person(stage.place, words, names)
        if values:
            take_positions(stage=stage, membership=membership, answers=values, by=by, channel=channel)
        for about, words in whys.items():
            _say_why(about, membership, words, why_before.get(about.pk))
        changed = len({*values, *whys})
        if channel in BY_DESK and changed:
            register.record(
                place=stage.place, action="entered where a body stands", noun="deliberation", subject=stage.deliberation_id,
                facts={
                    "number": stage.deliberation.number, "body": membership.organisation.name if membership.organisation else "",
                    "answers": changed, "channel": channel, "from": came_from, "by": by.shown_as,
                },
            )  # fmt: skip
    return changed


def _why(about: Contribution, words: str) -> str:
    """Tidied; empty where nothing is said."""
    if not words.strip():
        return ""
    return public_words(words, "Write why.", field=f"why_{about.number}", longest=LONGEST["reason"])


def _last(reason: tuple[Contribution, str] | None) -> str:
    return reason[1] if reason else ""


def _say_why(
    about: Contribution, membership: Membership, words: str, before: tuple[Contribution, str] | None
) -> None:
    if before is None:
        put_beside(about, membership, words)
    elif words:
        write_revision(before[0], "", words)
    else:
        take_words(membership.place_id, [before[0].pk])
        Contribution.objects.filter(place=membership.place_id, pk=before[0].pk).update(state="withdrawn")
