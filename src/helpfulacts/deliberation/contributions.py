"""Reads of what people brought and is shown: its last words in a language, its support, and a text with its changes."""

from __future__ import annotations

import difflib
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from helpfulacts.core.errors import NotFound

from .answered import supporters_by_member
from .models import Contribution, Deliberation, Membership, Revision

ORDERS = ("newest", "support")
AS_SAID = ""
"""For a language: as each was first said."""


@dataclass(frozen=True)
class Shown:
    """One thing as somebody reads it. language: that of its words; falls_back: it is not the one that was asked for.

    translated_by: "" of words as they were first said; checked_by: who has read the translation, "" where nobody has.
    gone: its words were destroyed. support: how many agree, with what was joined into it, each member once.
    """

    contribution: Contribution
    revision: Revision
    title: str
    words: str
    language: str
    falls_back: bool
    translated_by: str
    checked_by: str
    support: int

    @property
    def name(self) -> str:
        """Its title, or where it has none its words."""
        return self.title or self.words

    @property
    def gone(self) -> bool:
        return self.revision.words_sealed is None and self.contribution.change != "delete"


def get_contribution(deliberation: Deliberation, number: int) -> Contribution:
    """Raises NotFound."""
    rows = Contribution.objects.filter(
        place=deliberation.place_id, deliberation=deliberation, number=number
    ).select_related("author", "deliberation", "place", "joined_into")
    if (found := rows.first()) is None:
        raise NotFound("There is nothing of that number here.")
    return found


def last_revision(contribution: Contribution) -> Revision:
    """Its last words, as they were first said. Raises NotFound where it has none."""
    rows = Revision.objects.filter(
        place=contribution.place_id, contribution=contribution, translates__isnull=True
    )
    if (found := rows.order_by("-number").first()) is None:
        raise NotFound("There are no words here.")
    return found


def revision_by_number(contribution: Contribution, number: str) -> Revision | None:
    """The words that somebody read, by the number that their form says."""
    if not (number.isdecimal() and len(number) < 5):
        return None
    rows = Revision.objects.filter(place=contribution.place_id, contribution=contribution, translates=None)
    return rows.filter(number=int(number)).select_related("contribution").first()


def visible(deliberation: Deliberation, kind: str = "") -> QuerySet[Contribution]:
    """What everybody reads and can answer: shown, and not joined into another."""
    rows = Contribution.objects.filter(
        place=deliberation.place_id, deliberation=deliberation, state="shown", joined_into__isnull=True
    )
    return (rows.filter(kind=kind) if kind else rows).select_related("area", "amends").order_by("number")


def all_brought(deliberation: Deliberation) -> QuerySet[Contribution]:
    """Whatever became of it, the latest first: for whoever reads what people bring."""
    rows = Contribution.objects.filter(place=deliberation.place_id, deliberation=deliberation)
    return rows.select_related("joined_into").order_by("-number")


def shown(
    deliberation: Deliberation, *, kind: str = "", language: str = "en", order: str = "newest"
) -> list[Shown]:
    """order: “newest” first, or “support”: those that most agree with first, and of equals the earlier."""
    found = in_words(visible(deliberation, kind), language)
    if order == "support":
        return sorted(found, key=lambda one: (-one.support, one.contribution.number))
    return sorted(found, key=lambda one: -one.contribution.number)


def in_words(contributions: Iterable[Contribution], language: str = "en") -> list[Shown]:
    """Each in the language, or as it was first said (`AS_SAID`: all of them), in the order given. Those without words are left out."""
    rows = list(contributions)
    if not rows:
        return []
    revisions: dict[uuid.UUID, list[Revision]] = defaultdict(list)
    for revision in Revision.objects.filter(place=rows[0].place_id, contribution__in=rows).order_by("number"):
        revisions[revision.contribution_id].append(revision)
    support: dict[uuid.UUID, set[uuid.UUID]] = {}
    about = {one.deliberation_id for one in rows}
    for deliberation in Deliberation.objects.filter(place=rows[0].place_id, pk__in=about):
        support |= supporters_by_member(deliberation, open_votes=False)
    return [
        _as_read(one, revisions[one.pk], language, len(support.get(one.pk, ())))
        for one in rows
        if revisions[one.pk]
    ]


def brought_by(membership: Membership) -> list[Shown]:
    """What somebody brought, for themselves, as they said it, shown or not, the latest first."""
    rows = Contribution.objects.filter(place=membership.place_id, author=membership)
    return in_words(rows.order_by("-number"), AS_SAID)


def languages_of(deliberation: Deliberation) -> list[str]:
    """In which languages any of the last words that everybody reads were said, or translated, by code."""
    rows = Revision.objects.filter(
        place=deliberation.place_id, contribution__deliberation=deliberation, contribution__state="shown",
        contribution__joined_into__isnull=True, words_sealed__isnull=False,
    )  # fmt: skip
    last: dict[uuid.UUID, uuid.UUID] = {}
    said: dict[uuid.UUID, str] = {}
    translated: list[tuple[uuid.UUID, uuid.UUID, str]] = []
    for brought, own, of, language in rows.order_by("number").values_list(
        "contribution", "pk", "translates", "language"
    ):
        if of is None:
            last[brought], said[brought] = own, language
        else:
            translated.append((brought, of, language))
    there = {language for brought, of, language in translated if last.get(brought) == of}
    return sorted(there.union(said.values()))


def translations_of(revision: Revision) -> list[Revision]:
    """Into which languages these words were translated, by code."""
    rows = Revision.objects.filter(place=revision.place_id, translates=revision)
    return list(rows.select_related("contribution__deliberation", "place").order_by("language"))


def _as_read(contribution: Contribution, revisions: list[Revision], language: str, support: int) -> Shown:
    first = [one for one in revisions if one.translates_id is None][-1]
    chosen = first
    if language not in (AS_SAID, first.language):
        theirs = (
            one
            for one in revisions
            if one.translates_id == first.pk and one.language == language and one.words_sealed
        )
        chosen = next(theirs, first)
    return Shown(
        contribution, first, chosen.title, chosen.words, chosen.language, language not in (AS_SAID, chosen.language),
        chosen.translated_by_shown_as, chosen.checked_by_shown_as, support,
    )  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """Some words in a row. how: “kept”, “added” or “removed”."""

    how: str
    words: str


def redline(before: str, after: str) -> list[Piece]:
    """What is kept, removed and added, word by word; read in order, without what was removed, it is `after`."""
    old, new = re.findall(r"\S+|\n", before), re.findall(r"\S+|\n", after)
    pieces: list[Piece] = []
    for how, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            pieces.append(Piece("kept", " ".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece("removed", " ".join(old[a:b])))
        if d > c:
            pieces.append(Piece("added", " ".join(new[c:d])))
    return pieces
