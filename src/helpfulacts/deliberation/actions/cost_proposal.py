"""Say what a proposal costs and who worked it out, before there is a vote on it."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Contribution
from ..rules import may_convene
from ..selectors import stages_of

MOST_PENCE = 100_000_000_00


def cost_proposal(*, contribution: Contribution, pence: int, costed_by: str, by: Actor) -> Contribution:
    """What its author thought it costs is replaced. Everybody reads the sum and who worked it out. Raises Refused, NotAllowed."""
    require(may_convene(by), "say what this costs")
    if contribution.kind != "proposal":
        raise Refused("Only a project has a cost.")
    if not 1 <= pence <= MOST_PENCE:
        raise Refused("Write what it costs: from a penny to £100,000,000.", field="pounds")
    who = tidy(costed_by)[:120]
    if not who:
        raise Refused("Say who worked it out: “the parks team”.", field="costed_by")
    with register.writing(contribution.place_id):
        contribution.refresh_from_db()
        if contribution.state != "shown":
            raise Refused("This is not shown. Only what everybody can read is costed.")
        if any(
            stage.kind == "ballot" and stage.opens <= now() for stage in stages_of(contribution.deliberation)
        ):
            raise Refused("The vote has begun. What is voted on stays as it is.")
        contribution.pence, contribution.costed_by_shown_as = pence, who
        contribution.save(update_fields=["pence", "costed_by_shown_as"])
        register.record(
            place=contribution.place,
            action="costed a proposal",
            noun="contribution",
            subject=contribution.pk,
            facts={
                "question": contribution.deliberation.number,
                "number": contribution.number,
                "pence": pence,
                "by": who,
            },
        )
    return contribution
