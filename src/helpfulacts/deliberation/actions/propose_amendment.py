"""Propose a change to one revision of a clause: other words, words after it, or none."""

from __future__ import annotations

from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy_lines
from helpfulacts.people.actor import Actor
from helpfulacts.people.public_words import public_words
from helpfulacts.people.rules import require

from ..contributions import last_revision
from ..models import Contribution, Membership, Revision, Stage
from ..rules import may_act_as
from ..selectors import require_open
from ..stages import kind_of
from ..words import LONGEST_TITLE, said
from .bring import save_brought

TAKEN_OUT = "This clause is taken out, so nobody can propose another change to it."
UNUSED = "What you wrote is not used when a clause is taken out. To keep it, choose one of the other two. Else empty the box."


def propose_amendment(
    *,
    stage: Stage,
    membership: Membership,
    revision: Revision,
    change: str,
    words: str = "",
    title: str = "",
    language: str = "en",
    by: Actor,
    no_person: bool = False,
) -> Contribution:
    """change: “replace”, “after” or “delete”. words: those instead or after; of “delete” none, or those that are there. title: why,
    in one line.

    It is for the last revision of a clause that is shown; what was changed meanwhile is said. Raises Refused, NotAllowed.
    """
    require(may_act_as(by, membership), "propose this for this member")
    clause = revision.contribution
    if membership.deliberation_id != stage.deliberation_id or clause.deliberation_id != stage.deliberation_id:
        raise Refused("That belongs to another question. Reload the page.")
    if membership.left_on is not None or membership.role == "observer":
        raise Refused("You look on here, and cannot bring anything.")
    require_open(stage)
    if "amendment" not in kind_of(stage.kind).brings:
        raise Refused("No change to the text is proposed in this part.")
    if change not in dict(Contribution.CHANGES):
        raise Refused("Say whether it says it otherwise, comes after it, or takes it out.", field="change")
    clause.refresh_from_db(fields=["state"])
    if clause.kind != "clause" or clause.state != "shown":
        raise Refused("Only a part of the text that is shown can be changed.")
    if last_revision(clause) != revision:
        raise Refused("These words were changed meanwhile. Read them anew, then send what you wrote.")
    if _is_taken_out(revision):
        raise Refused(TAKEN_OUT)
    if change == "delete":
        if tidy_lines(words) not in ("", tidy_lines(revision.words)):
            raise Refused(UNUSED, field="words")
        words = ""
        if title:
            title = public_words(title, "Write it in words.", field="title", longest=LONGEST_TITLE)
    else:
        title, words = said(stage.deliberation, "amendment", title, words, no_person)
        if change == "replace" and words == revision.words:
            raise Refused("These are the same words. Change something.", field="words")
        if change == "after" and words.startswith(revision.words):
            raise Refused("Write only what is new: the words that are there stay.", field="words")
    return save_brought(
        stage=stage, membership=membership, title=title, words=words, language=language, kind="amendment",
        amends=revision, change=change,
    )  # fmt: skip


def _is_taken_out(revision: Revision) -> bool:
    changes = Contribution.objects.filter(place=revision.place_id, amends=revision, change="delete")
    return changes.filter(joined_into=None, accepted_on__isnull=False).exists()
