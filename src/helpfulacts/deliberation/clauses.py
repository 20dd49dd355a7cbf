"""A text as a tree of clauses, with the changes that were accepted in it, and those that are proposed beside it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .contributions import Piece, Shown, in_words, redline
from .models import Contribution, Deliberation, Revision


@dataclass(frozen=True)
class Clause:
    """One part of the text. number: as “2.1”, that of the agreement where it is one of those. words: with what was accepted; ""
    where it was taken out.

    after: words that were accepted to come after it. changes: what was accepted, in order; proposed: what was not, so far.
    """

    number: str
    shown: Shown
    words: str
    after: tuple[Shown, ...]
    changes: tuple[Shown, ...]
    proposed: tuple[Shown, ...]
    children: tuple[Clause, ...]

    @property
    def taken_out(self) -> bool:
        return any(one.contribution.change == "delete" for one in self.changes)

    @property
    def redline(self) -> list[Piece]:
        """What the accepted changes did to its words."""
        return redline(self.shown.words, self.words)

    @property
    def rivals(self) -> tuple[Shown, ...]:
        """The changes of its own words where there are two or more: only one of them can stand."""
        found = [one for one in (*self.changes, *self.proposed) if one.contribution.change != "after"]
        return tuple(found) if len(found) > 1 else ()


def clause_tree(deliberation: Deliberation, language: str = "en") -> tuple[Clause, ...]:
    """The clauses that are shown, in order, each with those under it.

    A change that was accepted stays in the text when its author is forgotten; its own words are then gone, and it says so.
    """
    rows = Contribution.objects.filter(place=deliberation.place_id, deliberation=deliberation)
    clauses = rows.filter(kind="clause", state="shown", joined_into__isnull=True).order_by("order", "number")
    open_to_all = rows.filter(kind="amendment", joined_into__isnull=True).select_related("amends", "author")
    amendments = [
        one for one in open_to_all.order_by("number") if one.state == "shown" or one.accepted_on is not None
    ]
    of_revision: dict[uuid.UUID, list[Shown]] = defaultdict(list)
    for one in in_words(amendments, language):
        assert one.contribution.amends_id is not None
        of_revision[one.contribution.amends_id].append(one)
    under: dict[uuid.UUID | None, list[Shown]] = defaultdict(list)
    parts = in_words(clauses, language)
    there = {one.contribution.pk for one in parts}
    for one in parts:  # what stood under a clause that is gone stands by itself
        parent = one.contribution.parent_id
        under[parent if parent in there else None].append(one)
    return _level(None, "", under, of_revision, deliberation.subject.get("clauses", {}))


def _level(
    parent: uuid.UUID | None,
    prefix: str,
    under: dict[uuid.UUID | None, list[Shown]],
    of_revision: dict[uuid.UUID, list[Shown]],
    keys: Mapping[str, str],
) -> tuple[Clause, ...]:
    return tuple(
        _clause(one, f"{prefix}{number}", under, of_revision, keys)
        for number, one in enumerate(under.get(parent, ()), start=1)
    )


def _clause(
    one: Shown,
    number: str,
    under: dict[uuid.UUID | None, list[Shown]],
    of_revision: dict[uuid.UUID, list[Shown]],
    keys: Mapping[str, str],
) -> Clause:
    theirs = of_revision.get(one.revision.pk, [])
    accepted = [change for change in theirs if change.contribution.accepted_on is not None]
    words = one.words
    for change in accepted:
        if change.contribution.change == "replace":
            words = change.words
        elif change.contribution.change == "delete":
            words = ""
    return Clause(
        number=keys.get(str(one.contribution.number), number),
        shown=one,
        words=words,
        after=tuple(change for change in accepted if change.contribution.change == "after"),
        changes=tuple(accepted),
        proposed=tuple(change for change in theirs if change.contribution.accepted_on is None),
        children=_level(one.contribution.pk, f"{number}.", under, of_revision, keys),
    )


def in_order(clauses: Iterable[Clause], depth: int = 0) -> Iterator[tuple[int, Clause]]:
    """(How deep it stands, the clause), as the text is read."""
    for one in clauses:
        yield depth, one
        yield from in_order(one.children, depth + 1)


@dataclass(frozen=True)
class Change:
    """What a change does. number, title: of its clause. pieces: the words of the clause with the change in them."""

    shown: Shown
    number: str
    title: str
    pieces: tuple[Piece, ...]


def changes_of(rows: Iterable[Shown]) -> dict[uuid.UUID, Change]:
    """Of each that is a change to a text, by its id; of one deliberation."""
    changes = [one for one in rows if one.contribution.kind == "amendment"]
    if not changes:
        return {}
    asked = changes[0].contribution.deliberation
    numbers = {clause.shown.contribution.pk: clause.number for _, clause in in_order(clause_tree(asked))}
    amended = Revision.objects.filter(
        place=asked.place_id, pk__in=[one.contribution.amends_id for one in changes]
    )
    revisions = {one.pk: one for one in amended}
    found = {}
    for one in changes:
        assert one.contribution.amends_id is not None
        before = revisions[one.contribution.amends_id]
        found[one.contribution.pk] = Change(
            one, numbers.get(before.contribution_id, ""), before.title, tuple(pieces_of(before.words, one))
        )
    return found


def pieces_of(before: str, change: Shown) -> list[Piece]:
    """The words of a clause with a change in them."""
    how = change.contribution.change
    if how == "after":
        return [Piece("kept", before), Piece("added", change.words)]
    return redline(before, change.words if how == "replace" else "")
