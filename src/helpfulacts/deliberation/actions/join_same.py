"""Join the same into what was said before. Whoever supports either supports what it was joined into, and counts once."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Contribution
from ..rules import may_moderate
from ..words import NOUN, require_not_over
from .moderate import log


def join_same(*, contribution: Contribution, into: Contribution, by: Actor) -> Contribution:
    """Answers stay where they were given; `contributions.supporters` counts each member once. Raises Refused, NotAllowed."""
    require(may_moderate(by), "join what says the same")
    with register.writing(contribution.place_id):
        for one in (contribution, into):
            one.refresh_from_db()
            if one.state != "shown" or one.joined_into_id is not None:
                raise Refused("Only what is shown, and stands by itself, is joined.")
        if contribution.deliberation_id != into.deliberation_id or contribution.kind != into.kind:
            raise Refused("Join the same kind, of the same question.")
        if into.number >= contribution.number:
            raise Refused("Join it into what was said before it.")
        if contribution.accepted_on is not None:
            raise Refused("This is part of the text now, so it stays by itself.")
        require_not_over(contribution.deliberation)
        joined = Contribution.objects.filter(place=contribution.place_id, joined_into=contribution)
        joined.update(joined_into=into)
        contribution.joined_into = into
        contribution.save(update_fields=["joined_into"])
        log(contribution, "joined", by, reason=f"The same as number {into.number}.")
        register.record(
            place=contribution.place,
            action="joined the same",
            noun=NOUN,
            subject=contribution.pk,
            facts={
                "deliberation": contribution.deliberation.number, "number": contribution.number, "into": into.number,
                "by": by.role,
            },
        )  # fmt: skip
    return contribution
