"""Say it otherwise: a new revision by its author, while it may be brought. The earlier words stay as they were."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor

from ..contributions import last_revision
from ..models import Contribution, Position, Revision, Stage
from ..selectors import read_again, require_open
from ..stages import kind_of
from ..words import NOUN, begin_state, language_code, promise_to_read, require_author, said, write_revision
from .bring import require_of_use


def reword(
    *,
    contribution: Contribution,
    stage: Stage,
    words: str,
    title: str = "",
    language: str = "",
    by: Actor,
    no_person: bool = False,
) -> Revision:
    """What was shown, or hidden, waits to be read again. Once somebody else has answered, the words that they answered stay.

    language: by code; "" is that of the words before. Raises Refused, NotAllowed.
    """
    require_author(by, contribution)
    deliberation = stage.deliberation
    if contribution.deliberation_id != deliberation.pk or contribution.kind not in kind_of(stage.kind).brings:
        raise Refused("Nothing of this kind is brought in this part.")
    language = language_code(language or last_revision(contribution).language)
    title, words = said(deliberation, contribution.kind, title, words, no_person)
    with register.writing(contribution.place_id):
        contribution.refresh_from_db()
        read_again(stage)
        require_open(stage)
        require_changeable(contribution)
        require_of_use(
            deliberation,
            contribution.author,
            contribution.kind,
            title,
            words,
            area=contribution.area,
            but=contribution,
        )
        revision = write_revision(contribution, title, words, language)
        contribution.state = begin_state(stage, title, words)
        if _was_hidden(contribution):
            contribution.state = "waiting"
        contribution.save(update_fields=["state"])
        if contribution.state == "waiting":
            promise_to_read(contribution)
        register.record(
            place=contribution.place,
            action="said it otherwise",
            noun=NOUN,
            subject=contribution.pk,
            facts={
                "deliberation": deliberation.number,
                "number": contribution.number,
                "revision": revision.number,
            },
        )
    return revision


def require_changeable(contribution: Contribution) -> None:
    """Raises Refused where its words stay as they are."""
    if contribution.state == "withdrawn":
        raise Refused("You took this back. Bring it anew.")
    if contribution.joined_into_id is not None:
        raise Refused("This was joined with the same said before. Bring another.")
    if contribution.accepted_on is not None:
        raise Refused("This is part of the text now. Propose a change to it.")
    rows = Position.objects.filter(place=contribution.place_id, contribution=contribution, current=True)
    if rows.exclude(membership=contribution.author_id).exists():
        raise Refused("People have answered these words, so they stay. Bring another, or take this one back.")
    amended = Contribution.objects.filter(place=contribution.place_id, amends__contribution=contribution)
    if amended.exclude(state="withdrawn").exists():
        raise Refused("Somebody wants to change these words, so they stay. Propose a change too.")


def _was_hidden(contribution: Contribution) -> bool:
    return contribution.moderations.filter(place=contribution.place_id, what="hidden").exists()
