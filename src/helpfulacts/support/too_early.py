"""What has an earlier day than what it waits for. It is said on both, calmly, and stands in nobody's way."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from helpfulacts.core.clock import date_in_words, time_in_words

from .selectors import ActOnChain

TO_COME = ("suggested", "agreed", "promised")


def too_early(acts: Iterable[ActOnChain]) -> Mapping[uuid.UUID, str]:
    """By act, in words, of both sides; nothing where the days go well together, or one of them has none.

    Only what is still to come counts: what is done is waited for no more.
    """
    rows = {one.act.pk: one for one in acts if one.act.state in TO_COME and one.on_day is not None}
    said: dict[uuid.UUID, str] = {}
    for one in rows.values():
        for link in one.act.waits_for.all():
            first = rows.get(link.needs_id)
            if first is None or not _before(one, first):
                continue
            said.setdefault(
                one.act.pk,
                f"This is on {_when(one)}. It waits for {first.act.title}, and that comes after it, on {_when(first)}.",
            )
            said.setdefault(
                first.act.pk,
                f"This is on {_when(first)}. {one.act.title} waits for it, and comes before it, on {_when(one)}.",
            )
    return said


def _before(one: ActOnChain, first: ActOnChain) -> bool:
    """Of the same day only where both hours are known: nothing is said of what may fit."""
    assert one.on_day is not None and first.on_day is not None
    if one.on_day != first.on_day:
        return one.on_day < first.on_day
    return one.starts is not None and first.starts is not None and one.starts < first.starts


def _when(one: ActOnChain) -> str:
    assert one.on_day is not None
    day = date_in_words(one.on_day)
    return f"{day}, {time_in_words(one.starts)}" if one.starts else day
