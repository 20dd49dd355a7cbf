"""What one service of a feed comes to, held against what is listed here already."""

from __future__ import annotations

from typing import Any

from helpfulacts.directory.drafts import OfferDraft

from ..strict_json import printable

BECOMES = ("new", "same", "changed", "over")


def verdict(kept: Any, draft: OfferDraft | None, source: str, active: bool = False) -> str:
    """new, same, changed or over; or the sentence with which it is set aside.

    `draft` is None where its record is not for everybody. `source`: the feed that says so.
    """
    if kept is None and draft is None:
        return "It is marked as not for everybody, so it is not listed."
    if kept is None:
        return "new" if active else "It is not offered now, so it is not listed."
    if kept.source != source and not (kept.source and _says_nothing_else(draft, kept, active)):
        return _of_others(kept)
    if kept.merged_into_id is not None and draft is not None:
        return "same"  # a person said that another entry says it already
    if draft is None or not active:
        return "same" if kept.status == "ended" else "over"
    if kept.source_hash == draft.source_hash or _says_less(draft, kept):
        return "same"
    if kept.status == "ended":
        return "It was ended here. List it again by hand if it has begun again."
    if kept.kind != draft.kind:
        return f"It is kept here as {kept.kind}, and the kind of an offer does not change."
    return "changed"


def _of_others(kept: Any) -> str:
    title = printable(kept.title, 80)
    if not kept.source:
        return f"“{title}” was listed here by people, so a feed does not change it."
    theirs = printable(kept.source, 60)
    return (
        f"“{title}” was listed here by another source, “{theirs}”, so this one neither changes nor ends it. "
        f"If both are the same list, import it with --name “{theirs}”."
    )


def _says_nothing_else(draft: OfferDraft | None, kept: Any, active: bool) -> bool:
    """Another source that says the same leaves everything as it is."""
    if kept.status == "ended":
        return draft is None or not active
    return draft is not None and active and kept.source_hash == draft.source_hash


def _says_less(draft: OfferDraft, kept: Any) -> bool:
    """An entry of a list never wipes out the details that a fuller record brought."""
    had = kept.particulars.get("imported", {}).get("details")
    return bool(had) and not draft.particulars["imported"]["details"]
