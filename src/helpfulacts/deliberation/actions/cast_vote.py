"""Hand in a vote, all of it at once. The last one counts; what comes back is the receipt."""

from __future__ import annotations

from collections.abc import Mapping

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.core.ids import new_seed
from helpfulacts.engine.ledger.ballots import commitment, written
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..ballots import on_ballot, require_ballot
from ..models import Cast, Contribution, Membership, PaperBatch, Position, Stage
from ..rules import may_act_as, may_enter_papers
from ..selectors import read_again, require_member, require_open, standing_of
from ..stages import check_answers


def cast_vote(
    *,
    stage: Stage,
    membership: Membership,
    answers: Mapping[Contribution, int],
    by: Actor,
    channel: str = "online",
    batch: PaperBatch | None = None,
) -> Cast:
    """An earlier vote of the same member is kept and counts no more. `tracker` and `salt` of what comes back find it on the board.

    There is no entry on the register: its order and hour would tell who voted when. What the desk enters for somebody is
    “assisted”; papers come with their batch, also when the time to vote is past, until the part is closed. Raises Refused,
    NotAllowed.
    """
    require(may_act_as(by, membership), "vote for this member")
    require_ballot(stage)
    if membership.deliberation_id != stage.deliberation_id or membership.place_id != stage.place_id:
        raise Refused("That belongs to another question. Reload the page.")
    if (batch is None) != (channel in ("online", "assisted")) or (batch and batch.stage_id != stage.pk):
        raise Refused("A vote on paper belongs to a batch of papers of this vote.")
    if batch is not None:
        require(may_enter_papers(by), "enter papers")
    elif (membership.person_id is None or by.person_id != membership.person_id) and may_enter_papers(by):
        channel = "assisted"
    with register.writing(stage.place_id):
        read_again(stage)
        if batch is None or standing_of(stage) != "over":
            require_open(stage)
        require_member(membership)
        if not set(answers) <= set(on_ballot(stage)):
            raise Refused("The ballot has changed. Reload the page: what you chose is looked at again.")
        check_answers(stage.rule, stage.parameters, answers)
        mine = {"place": stage.place_id, "stage": stage, "membership": membership, "current": True}
        Position.objects.filter(**mine).update(current=False)
        Cast.objects.filter(**mine).update(current=False)
        said_on, tracker, salt = today(stage.place.zone), new_seed(), new_seed()
        vote = written({contribution.number: value for contribution, value in answers.items()})
        cast = Cast.objects.create(
            place=stage.place, stage=stage, membership=membership, batch=batch, channel=channel, tracker=tracker, salt=salt,
            commitment=commitment(salt=salt, tracker=tracker, vote=vote), said_on=said_on,
        )  # fmt: skip
        Position.objects.bulk_create(
            Position(
                place=stage.place, stage=stage, membership=membership, contribution=contribution, cast=cast, value=value,
                capacity="organisation" if membership.organisation_id else "myself", channel=channel, said_on=said_on,
            )
            for contribution, value in answers.items()
        )  # fmt: skip
    return cast
