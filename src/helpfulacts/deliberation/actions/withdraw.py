"""Its author takes something back: its words are destroyed, and that it was there stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor

from ..models import Contribution, Moderation, Revision, Stage
from ..words import NOUN, nothing_owed, require_author


def withdraw(*, contribution: Contribution, by: Actor) -> Contribution:
    """Until people vote on it, or it is part of the text. What was joined into it stands by itself again.

    Raises Refused, NotAllowed.
    """
    require_author(by, contribution)
    with register.writing(contribution.place_id):
        contribution.refresh_from_db()
        require_not_voted_on(contribution)
        take_words(contribution.place_id, [contribution.pk])
        nothing_owed(contribution, "Its author took it back.")
        contribution.state, contribution.joined_into = "withdrawn", None
        contribution.save(update_fields=["state", "joined_into"])
        register.record(
            place=contribution.place,
            action="took back what was brought",
            noun=NOUN,
            subject=contribution.pk,
            facts={"deliberation": contribution.deliberation.number, "number": contribution.number},
        )
    return contribution


def require_not_voted_on(contribution: Contribution) -> None:
    """Raises Refused where it is gone already, or stays."""
    if contribution.state == "withdrawn":
        raise Refused("You took this back already.")
    if contribution.kind == "reason" and contribution.deliberation.uses == "position":
        raise Refused(
            "This is part of the report, so it stays. While the part is open, change it on the page of your answers."
        )
    if contribution.accepted_on is not None:
        raise Refused("This is part of the text now, so it stays.")
    ballots = Stage.objects.filter(
        place=contribution.place_id, deliberation=contribution.deliberation_id, kind="ballot", opens__lte=now()
    )  # fmt: skip
    if contribution.state == "shown" and ballots.exists():
        raise Refused("People vote on this, so it stays until it is decided.")


def take_words(place: Any, contributions: Iterable[Any]) -> None:
    """Destroy every word of these, in every language, and of what their authors wrote to have them looked at again.

    What was joined into them stands by itself again. Inside `register.writing`.
    """
    keys = list(contributions)
    Revision.objects.filter(place=place, contribution__in=keys).update(title_sealed=None, words_sealed=None)
    Moderation.objects.filter(place=place, contribution__in=keys).update(appeal_sealed=None)
    Contribution.objects.filter(place=place, joined_into__in=keys).update(joined_into=None)
