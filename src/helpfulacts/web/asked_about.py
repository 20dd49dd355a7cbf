"""A shared offer that somebody asked about on its way to a wish: kept in this browser until the wish is written.

It only ticks what the wish is about. A round cannot promise that one offer, and nothing here reaches a round.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from helpfulacts.directory import selectors as directory

from .round_days import next_round_day

_KEPT = "asked_about"


def remember(request: HttpRequest, offer: Any) -> None:
    request.session[_KEPT] = str(offer.pk)


def forget(request: HttpRequest) -> None:
    request.session.pop(_KEPT, None)


def asked_about(request: HttpRequest) -> dict[str, Any]:
    """For a page: {asked_about: the offer or None, round_day: the day of the next round or None}."""
    place = request.place  # type: ignore[attr-defined]
    kept = request.session.get(_KEPT)
    offer = directory.offer_by_id(place, kept) if kept else None
    if offer is None or not directory.is_listed(offer) or offer.access != "shared":
        return {"asked_about": None, "round_day": None}
    return {"asked_about": offer, "round_day": next_round_day(place)}
