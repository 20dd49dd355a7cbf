"""Bring something: a statement, a proposal, a clause or a reason. It waits until somebody has read it."""

from __future__ import annotations

from typing import Any

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import pounds
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require
from helpfulacts.places.models import Area

from ..models import Contribution, Deliberation, Membership, Stage
from ..rules import may_act_as
from ..selectors import last_revisions, read_again, require_open
from ..stages import kind_of
from ..words import NOUN, begin_state, language_code, next_number, promise_to_read, said, write_revision

ALONE = ("statement", "proposal")
"""What stands for itself. A reason, or a change to a text, may be said of more than one thing."""
MOST_PENCE = 10**12
MOST_A_DAY = 50
"""How many one member may bring in a day: enough for anybody, too few to bury what others say."""


def bring(
    *,
    stage: Stage,
    membership: Membership,
    kind: str,
    words: str,
    title: str = "",
    pence: int | None = None,
    area: Area | None = None,
    parent: Contribution | None = None,
    language: str = "en",
    by: Actor,
    no_person: bool = False,
) -> Contribution:
    """A statement of at most 280 letters, or a proposal with a title (120) and words (4,000), what it costs in pence, and where.
    parent: the clause that a clause stands under. language: in which it is said, by code.

    It waits to be read, by a clock, unless the stage shows things at once; what sounds like danger always waits for a
    person, and its page gives help first (`directory.crisis.advice_for`). Raises Refused, NotAllowed.
    """
    require(may_act_as(by, membership), "bring something for this member")
    if kind == "amendment":
        raise Refused("Say which words you want to change.", field="kind")
    _fits(stage, membership, kind, pence, area)
    if parent is not None and not (
        kind == parent.kind == "clause" and parent.deliberation_id == stage.deliberation_id
    ):
        raise Refused("Only a clause stands under another clause of the same text.", field="parent")
    language = language_code(language)
    title, words = said(stage.deliberation, kind, title, words, no_person)
    return save_brought(
        stage=stage, membership=membership, title=title, words=words, language=language, kind=kind, pence=pence, area=area,
        parent=parent,
    )  # fmt: skip


def save_brought(
    *, stage: Stage, membership: Membership, title: str, words: str, language: str, **fields: Any
) -> Contribution:
    """The row, its first revision, that somebody will read it, and one entry of the register, which names nobody."""
    deliberation, place = stage.deliberation, stage.place
    day = today(place.zone)
    with register.writing(place):
        read_again(stage)
        require_open(stage)
        mine = Contribution.objects.filter(place=place, deliberation=deliberation, author=membership)
        if mine.filter(brought_on=day).count() >= MOST_A_DAY:
            raise Refused(f"You brought {MOST_A_DAY} today. Come back tomorrow for more.")
        require_of_use(
            deliberation, membership, fields["kind"], title, words,
            pence=fields.get("pence"), area=fields.get("area"),
        )  # fmt: skip
        number = next_number(deliberation)
        made = Contribution.objects.create(
            place=place, deliberation=deliberation, number=number, author=membership, order=number, brought_on=day,
            state=begin_state(stage, title, words), **fields,
        )  # fmt: skip
        write_revision(made, title, words, language)
        if made.state == "waiting":
            promise_to_read(made)
        register.record(
            place=place,
            action="brought something to decide on",
            noun=NOUN,
            subject=made.pk,
            facts={"deliberation": deliberation.number, "number": number, "kind": made.kind},
        )
    return made


def require_of_use(
    deliberation: Deliberation,
    membership: Membership | None,
    kind: str,
    title: str,
    words: str,
    *,
    pence: int | None = None,
    area: Area | None = None,
    but: Contribution | None = None,
) -> None:
    """Raise Refused where nothing can come of it: it costs more than there is, or its member brought the same before.

    What was taken back is not looked at, and of the rest only the last words. but: the one that is said otherwise.
    """
    pot = deliberation.subject.get("pence")
    if pence is not None and isinstance(pot, int) and 0 < pot < pence:
        raise Refused(
            f"There is {pounds(pot)} in all, so this could not be paid for. Bring a part of it that costs less.",
            field="pence",
        )
    if kind not in ALONE or membership is None:
        return
    place = deliberation.place_id
    mine = Contribution.objects.filter(place=place, deliberation=deliberation, author=membership, kind=kind)
    mine = mine.filter(area=area).exclude(state="withdrawn")
    if but is not None:
        mine = mine.exclude(pk=but.pk)
    last = last_revisions(mine)
    for one in mine:
        row = last.get(one.pk)
        if row is not None and (row.title, row.words) == (title, words):
            look = " It is hidden, and you can ask for another look." if one.state == "hidden" else ""
            raise Refused(f"You brought these words already, as number {one.number}.{look}", field="words")


def _fits(stage: Stage, membership: Membership, kind: str, pence: int | None, area: Area | None) -> None:
    if membership.deliberation_id != stage.deliberation_id:
        raise Refused("That belongs to another question. Reload the page.")
    if membership.left_on is not None or membership.role == "observer":
        raise Refused("You look on here, and cannot bring anything.")
    require_open(stage)
    if kind not in kind_of(stage.kind).brings:
        raise Refused("Nothing of this kind is brought in this part.", field="kind")
    if pence is not None and kind != "proposal":
        raise Refused("Only a proposal has a cost.", field="pence")
    if pence is not None and (
        isinstance(pence, bool) or not isinstance(pence, int) or not 0 <= pence <= MOST_PENCE
    ):
        raise Refused("Write what it costs as a sum of money, from £0.", field="pence")
    if area is not None and area.place_id != stage.place_id:
        raise Refused("Choose an area of this place.", field="area")
