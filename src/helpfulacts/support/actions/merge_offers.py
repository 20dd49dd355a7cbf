"""Bring two entries together, unless somebody has said yes to the one that would go."""

from __future__ import annotations

from collections.abc import Iterable

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.answer_likeness import merge_entries
from helpfulacts.directory.models import Likeness, Offer
from helpfulacts.people.actor import Actor

from ..models import HelpfulAct

_IN_USE = ("suggested", "agreed", "promised")


def merge_offers(*, likeness: Likeness, keep: Offer, take_over: Iterable[str] = (), by: Actor) -> Likeness:
    """As `directory.actions.answer_likeness.merge_entries`; Refused while a plan counts on the one that would go."""
    with register.writing(likeness.place_id):
        other = likeness.second if keep.pk == likeness.first_id else likeness.first
        if HelpfulAct.objects.filter(place=likeness.place_id, offer=other, state__in=_IN_USE).exists():
            raise Refused(
                f"Somebody counts on “{other.title}”. Keep that one, or wait until nobody does.", field="keep"
            )
        return merge_entries(likeness=likeness, keep=keep, take_over=take_over, by=by)
