"""Narrowing what fits to the time, the distance and the place that a sentence asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import now
from helpfulacts.places.said import unknown_postcode, where_said

from .asked_in_vain import asked_in_vain
from .asking_when import Asked, read_when
from .facets import comes_to_you
from .open_then import Session, with_dates
from .ranking import Candidate

if TYPE_CHECKING:
    from helpfulacts.places.models import Place
    from helpfulacts.places.selectors import Where


def asked_of(place: Place, words: str, where: Where | None, gone: frozenset[str]) -> tuple[Asked, bool]:
    """The time, the distance and the place of the sentence, without what the reader took away; a distance without a
    where is lost.
    """
    near, rest = where_said(place, words)
    near = None if "near" in gone else near
    here = now().astimezone(ZoneInfo(place.zone))
    in_vain, rest = asked_in_vain(rest, here.date())
    if near is None and (code := unknown_postcode(place, words)):
        in_vain = (
            f"{place.name} does not know the postcode {code}, so we looked all over {place.name}.",
            *in_vain,
        )
    asked = read_when(rest, here, place.nation)
    window = None if "when" in gone else asked.window
    within = None if "within" in gone else asked.within_m
    lost = within is not None and where is None and near is None
    return Asked(window, None if lost else within, asked.rest, near, in_vain), lost


def near_enough(candidate: Candidate, within_m: int | None) -> bool:
    """Within the distance, of a published venue, or it comes to the person. A place that is not published is never told."""
    if within_m is None or comes_to_you(candidate.facts.where):
        return True
    return candidate.distance_m is not None and candidate.distance_m <= within_m


def in_time(place: Place, ranked: Sequence[Candidate], open_then: dict[int, Session]) -> list[Candidate]:
    """What is open then, after it what may be (a bank holiday that nobody told us about), then what can be asked at any time."""
    then = [one for one in ranked if one.facts.search_key in open_then]
    then.sort(key=lambda one: open_then[one.facts.search_key].uncertain)
    rest = [one for one in ranked if one.facts.search_key not in open_then]
    dated = with_dates(place, [one.facts.search_key for one in rest])
    any_time = [one for one in rest if one.facts.search_key not in dated]
    return [*then, *any_time]
