"""Reads of the public board of a vote: as it is saved, and where one vote stands on it."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count

from helpfulacts.core import register
from helpfulacts.core.errors import NotFound
from helpfulacts.engine.ledger import canonical, inclusion_proof, root_of

from .ballots import hidden, is_ballot, require_ballot, sides_that_vote, titles_of
from .models import BoardEntry, Cast, Contribution, Stage

FORMAT = "helpfulacts-board/1"


@dataclass(frozen=True)
class Proof:
    """That an entry is on the board: its leaf, and the hashes that lead from it to the root, all in hexadecimal (RFC 6962)."""

    sequence: int
    size: int
    root: str
    leaf: str
    hashes: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """Where a vote stands. state: “waits” for the next batch, “on the board”, “counted” (opened), or “replaced” by a later one.

    vote: what counted, once it is opened; numbers of contributions as text.
    """

    state: str
    proof: Proof | None = None
    opened: Proof | None = None
    vote: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Head:
    """The board as the public register has it since a day: entry `entry` of the register says this size and root."""

    on: dt.date
    size: int
    root: str
    entry: int


@dataclass(frozen=True)
class Standing:
    """A board now. No word of what waits: from one hour to the next it would tell who voted."""

    size: int
    root: str
    handed_in: int
    opened: int
    replaced: int
    heads: tuple[Head, ...]

    @property
    def never_opened(self) -> int:
        """Once it is closed: of whoever was deleted meanwhile."""
        return self.handed_in - self.opened - self.replaced


def ballots_of(stages: Iterable[Stage]) -> list[Stage]:
    """Those that have a board, in their order."""
    return [stage for stage in stages if is_ballot(stage)]


def standing(stage: Stage) -> Standing:
    """What anybody may read of it without the file; its heads the latest first."""
    size, root = head(stage)
    rows = BoardEntry.objects.filter(place=stage.place_id, stage=stage).order_by()
    kinds = dict(rows.values_list("entry__kind").annotate(Count("id")))
    return Standing(
        size, root, kinds.get("commitment", 0), kinds.get("counted", 0), kinds.get("replaced", 0), _heads(stage)
    )  # fmt: skip


def _heads(stage: Stage) -> tuple[Head, ...]:
    said = register.entries(stage.place, noun="deliberation", newest_first=True)
    said = said.filter(subject=stage.deliberation_id, facts__stage=stage.order, facts__has_key="root")
    zone = ZoneInfo(stage.place.zone)
    return tuple(
        Head(one.at.astimezone(zone).date(), one.facts["size"], one.facts["root"], one.sequence)
        for one in said
    )


def leaves(stage: Stage) -> list[bytes]:
    """Of every entry, in order."""
    rows = BoardEntry.objects.filter(place=stage.place_id, stage=stage).order_by("sequence")
    return [bytes.fromhex(leaf) for leaf in rows.values_list("leaf", flat=True)]


def head(stage: Stage) -> tuple[int, str]:
    """(Size, root) of the board now."""
    found = leaves(stage)
    return len(found), root_of(found).hex()


def sides_said(stage: Stage) -> list[str]:
    """The sides that must each consent, as the board says them: those of today where there is none yet.

    Of a board that was closed before boards said any, those of its votes as `recount.py` takes them, "" being one.
    """
    rows = BoardEntry.objects.filter(place=stage.place_id, stage=stage).order_by("sequence")
    ballot = rows.filter(entry__kind="ballot").values_list("entry", flat=True).last()
    if ballot is not None and "sides" in ballot["parameters"]:
        return list(ballot["parameters"]["sides"])
    if ballot is None or stage.closed_at is None:
        return sides_that_vote(stage)
    votes = rows.filter(entry__kind="counted").values_list("entry", flat=True)
    found = sorted({vote.get("side", "") for vote in votes})
    return found if any(found) else []


def saved_lines(stage: Stage) -> Iterator[str]:
    """The board as the lines of a file that `helpfulacts verify` and `recount.py` read, header first.

    Raises Refused where nobody votes in this stage, and NotFound before the first entry.
    """
    require_ballot(stage)
    rows = list(
        BoardEntry.objects.filter(place=stage.place_id, stage=stage)
        .order_by("sequence")
        .values_list("entry", "leaf")
    )
    said = next((entry for entry, _ in reversed(rows) if entry["kind"] == "ballot"), None)
    if said is None:
        raise NotFound("Nothing is on the board yet. It begins when ten votes have come in.")
    root = root_of(bytes.fromhex(leaf) for _, leaf in rows).hex()
    header = {name: value for name, value in said.items() if name not in ("kind", "sequence")}
    header |= {"board": FORMAT, "size": len(rows), "root": root, "options": list(_titled(stage, said))}
    yield canonical(header).decode()
    for entry, leaf in rows:
        yield canonical({**entry, "leaf": leaf}).decode()


def _titled(stage: Stage, said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Options with the titles that were on the board's ballot; of a title that was written anew since, or forgotten, none."""
    numbers = [one["number"] for one in said["options"]]
    rows = Contribution.objects.filter(
        place=stage.place_id, deliberation=stage.deliberation_id, number__in=numbers
    )
    titles = titles_of(rows)
    for one in said["options"]:
        salt, title = titles[one["number"]]
        if hidden(salt, title) != one["title"]:
            salt, title = "", ""
        yield {"number": one["number"], "cost": one["cost"], "title": title, "salt": salt}


def find_vote(stage: Stage, tracker: str, salt: str) -> Found:
    """Where the vote of this receipt stands, for whoever holds both halves of it. Raises NotFound."""
    tracker, salt = ("".join(given.split()).lower() for given in (tracker, salt))
    cast = Cast.objects.filter(place=stage.place_id, stage=stage, tracker=tracker).first()
    if cast is None or not hmac.compare_digest(cast.salt.encode(), salt.encode()):
        raise NotFound("There is no such vote here. Look at both numbers on your receipt again.")
    if not cast.on_board:
        return Found("waits" if cast.current else "replaced")
    places: dict[str, int] = {}
    opened: dict[str, Any] = {}
    rows = BoardEntry.objects.filter(place=stage.place_id, stage=stage).order_by("sequence")
    for entry in rows.values_list("entry", flat=True):
        if entry.get("commitment") == cast.commitment or entry.get("tracker") == cast.tracker:
            places[entry["kind"]] = entry["sequence"]
            opened = entry if entry["kind"] == "counted" else opened
    found = leaves(stage)
    proof = prove(found, places["commitment"])
    if "counted" in places:
        return Found("counted", proof, prove(found, places["counted"]), opened["vote"])
    return Found("on the board" if cast.current else "replaced", proof)


def prove(found: list[bytes], sequence: int) -> Proof:
    """That entry `sequence` (the first is 1) is on a board with these leaves."""
    hashes = tuple(one.hex() for one in inclusion_proof(found, sequence - 1))
    return Proof(sequence, len(found), root_of(found).hex(), found[sequence - 1].hex(), hashes)
