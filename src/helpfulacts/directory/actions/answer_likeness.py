"""A person says that two entries are one, or are two, and can take either back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor

from .. import fulltext, history
from ..confidential import hide_places
from ..likenesses import TAKEN_OVER, could_take_over
from ..models import Likeness, Offer
from ..moments import moment_of_change
from ..rules import may_merge
from ..standing import as_decided
from ..weaving import dependants_of
from .index_offers import index_offers, show_again


def merge_entries(*, likeness: Likeness, keep: Offer, take_over: Iterable[str] = (), by: Actor) -> Likeness:
    """Keep one of the two; the other leaves the list and finding, and its page leads to the kept one.

    `take_over` are names of TAKEN_OVER that the kept entry does not say itself. What people hold in the other stays
    theirs; `support.actions.merge_offers` refuses while anybody does. Raises Refused, NotAllowed.
    """
    _allowed(by)
    with register.writing(likeness.place_id):
        row, kept, other = _locked(likeness, keep)
        if row.state != "proposed":
            raise Refused("Somebody has answered this already. Take that back first.")
        if kept.status != "active" or other.status != "active":
            raise Refused("One of the two is not listed any more, so there is nothing to bring together.")
        if dependants_of(other):
            raise Refused(
                "The other is part of something that was brought together. Take it out there first."
            )
        more = could_take_over(kept, other)
        before = history.facts_of(kept)
        taken = {name: getattr(kept, name) for name in TAKEN_OVER if name in set(take_over) and name in more}
        moment = moment_of_change(kept.place)
        for name in taken:
            setattr(kept, name, more[name])
        kept.changed_at = other.changed_at = moment
        other.status, other.merged_into = "ended", kept
        kept.save(update_fields=[*taken, "changed_at"])
        hide_places(kept)
        other.save(update_fields=["status", "merged_into", "changed_at"])
        fulltext.remove([other])
        index_offers(place=kept.place, offers=[kept])
        said = history.differing(kept, before, history.facts_of(kept), by)
        history.write(kept.place, "merged", by, [(kept, *said), (other, {}, {})])
        _answer(row, "merged", by, kept=kept, taken=taken)
        _record(row, "merge_entries", kept, by)
    return row


def part_entries(*, likeness: Likeness, by: Actor) -> Likeness:
    """Take a merge apart: both are listed again, each saying what it said before. The pair waits for an answer again.

    One that a decision hid meanwhile stays hidden, and what somebody under 18 gives rests. What was changed in the kept entry since is left as it is. Raises Refused, NotAllowed.
    """
    _allowed(by)
    with register.writing(likeness.place_id):
        row, _, _ = _locked(likeness, None)
        if row.state != "merged" or row.kept is None:
            raise Refused("These two are not one entry, so there is nothing to take apart.")
        kept, other = row.kept, row.second if row.kept_id == row.first_id else row.first
        if other.forgotten:
            raise Refused("Whoever gave the other deleted all that it said, so it cannot come back.")
        back = {
            name: before for name, before in row.taken.items() if getattr(kept, name) == getattr(other, name)
        }
        moment, said_before = moment_of_change(kept.place), history.facts_of(kept)
        for name, before in back.items():
            setattr(kept, name, before)
        kept.changed_at = other.changed_at = moment
        other.status, other.merged_into = "active", None
        as_decided(other)
        kept.save(update_fields=[*back, "changed_at"])
        other.save(update_fields=["status", "not_now", "merged_into", "changed_at"])
        index_offers(place=kept.place, offers=[kept])
        if other.status == "active":
            show_again([other])
        said = history.differing(kept, said_before, history.facts_of(kept), by)
        history.write(kept.place, "parted", by, [(kept, *said), (other, {}, {})])
        _answer(row, "proposed", by)
        _record(row, "part_entries", kept, by)
    return row


def keep_apart(*, likeness: Likeness, why: str = "", by: Actor) -> Likeness:
    """They are two different things, on purpose: never proposed again. Raises Refused, NotAllowed."""
    _allowed(by)
    with register.writing(likeness.place_id):
        row, _, _ = _locked(likeness, None)
        if row.state != "proposed":
            raise Refused("Somebody has answered this already. Take that back first.")
        row.why = why[:200]
        _answer(row, "distinct", by)
        _record(row, "keep_entries_apart", row.first, by)
    return row


def ask_again(*, likeness: Likeness, by: Actor) -> Likeness:
    """Take back “two different things”: the pair waits for an answer again. Raises Refused, NotAllowed."""
    _allowed(by)
    with register.writing(likeness.place_id):
        row, _, _ = _locked(likeness, None)
        if row.state != "distinct":
            raise Refused("Nobody said that these are two different things.")
        row.why = ""
        _answer(row, "proposed", by)
        _record(row, "ask_again_about_entries", row.first, by)
    return row


def _allowed(by: Actor) -> None:
    if not may_merge(by):
        raise NotAllowed("Only a link worker or an officer can say whether two entries are one.")


def _locked(likeness: Likeness, keep: Offer | None) -> tuple[Likeness, Offer, Offer]:
    """The pair as it stands now that nobody else writes; (pair, the one to keep, the other)."""
    row = Likeness.objects.select_related("place", "first__place", "second__place", "kept__place").get(
        place=likeness.place_id, pk=likeness.pk
    )
    if keep is None or keep.pk == row.first_id:
        return row, row.first, row.second
    if keep.pk != row.second_id:
        raise Refused("Choose which of the two to keep.", field="keep")
    return row, row.second, row.first


def _answer(
    row: Likeness, state: str, by: Actor, *, kept: Offer | None = None, taken: dict[str, Any] | None = None
) -> None:
    open_again = state == "proposed"
    row.state, row.kept, row.taken = state, kept, taken or {}
    row.answered_at, row.answered_by = (None, "") if open_again else (now(), by.shown_as[:120])
    row.save()


def _record(row: Likeness, action: str, offer: Offer, by: Actor) -> None:
    register.record(place=row.place, action=action, noun="offer", subject=offer.pk, facts={"by": by.shown_as})
