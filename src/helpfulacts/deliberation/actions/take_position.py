"""Answer one thing: agree, pass or disagree; or give it its share of the points that each has. The last answer counts."""

from __future__ import annotations

from collections.abc import Mapping

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Contribution, Membership, Position, Stage
from ..rules import may_act_as
from ..selectors import read_again, require_member, require_open
from ..stages import RULES, check_answers


def take_positions(
    *,
    stage: Stage,
    membership: Membership,
    answers: Mapping[Contribution, int],
    by: Actor,
    channel: str = "online",
) -> list[Position]:
    """One number for each contribution, as the rule of the stage reads it; an earlier answer to the same is kept and counts no more.

    There is no entry on the register: its order and hour would tell who answered what. A vote is not given so
    (`cast_vote.py`). Raises Refused, NotAllowed.
    """
    require(may_act_as(by, membership), "answer for this member")
    if RULES[stage.rule].handed_in if stage.rule else True:
        raise Refused("Nobody answers this one by one. Hand in the whole vote.")
    for contribution in answers:
        if (
            contribution.deliberation_id != stage.deliberation_id
            or membership.deliberation_id != stage.deliberation_id
        ):
            raise Refused("That belongs to another question. Reload the page.")
    with register.writing(stage.place_id):
        read_again(stage)
        require_open(stage)
        require_member(membership)
        for contribution in answers:
            contribution.refresh_from_db(fields=["state", "joined_into"])
            if contribution.state != "shown" or contribution.joined_into_id is not None:
                raise Refused("This is not open to answers any more. Reload the page.")
        mine = Position.objects.filter(place=stage.place_id, stage=stage, membership=membership, current=True)
        if stage.rule == "weights":  # all points are shared out anew
            check_answers(stage.rule, stage.parameters, answers)
            mine.update(current=False)
        else:
            for value in answers.values():
                check_answers(stage.rule, stage.parameters, {None: value})
            mine.filter(contribution__in=list(answers)).update(current=False)
        capacity = "organisation" if membership.organisation_id is not None else "myself"
        return Position.objects.bulk_create(
            Position(
                place=stage.place, stage=stage, membership=membership, contribution=contribution, value=value,
                capacity=capacity, channel=channel, said_on=today(stage.place.zone),
            )
            for contribution, value in answers.items()
        )  # fmt: skip
