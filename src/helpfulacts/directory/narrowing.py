"""Narrowing what fits to the time, the distance and the place that a sentence asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import now, today
from helpfulacts.places.elsewhere import elsewhere_said
from helpfulacts.places.said import unknown_postcode, where_said

from .asked_in_vain import asked_in_vain
from .asking_when import Asked, read_when
from .facets import comes_to_you
from .not_wanted import not_wanted
from .open_then import Session, sessions_in, with_dates
from .ranking import Candidate, band

if TYPE_CHECKING:
    from helpfulacts.places.models import Place
    from helpfulacts.places.selectors import Where

    from .days_ruled_out import RuledOut


def asked_of(place: Place, words: str, where: Where | None, gone: frozenset[str]) -> tuple[Asked, bool]:
    """The time, the distance and the place of the sentence, without what the reader took away; a distance without a
    where is lost.
    """
    near, rest = where_said(place, words)
    other, rest = elsewhere_said(place, rest) if near is None else ("", rest)
    near = None if "near" in gone else near
    here = now().astimezone(ZoneInfo(place.zone))
    in_vain, rest = asked_in_vain(rest, here.date())
    if near is None and (code := unknown_postcode(place, words)):
        in_vain = (
            f"{place.name} does not know the postcode {code}, so we looked all over {place.name}.",
            *in_vain,
        )
    if other:
        in_vain = (other, *in_vain)
    asked = read_when(rest, here, place.nation)
    if "not_when" not in gone:
        in_vain = (*in_vain, *asked.in_vain)
    refused, rest = not_wanted(asked.rest)
    window = None if "when" in gone else asked.window
    within = None if "within" in gone else asked.within_m
    lost = within is not None and where is None and near is None
    return Asked(
        window=window,
        within_m=None if lost else within,
        rest=rest,
        near=near,
        in_vain=in_vain,
        ruled_out=None if "not_when" in gone else asked.ruled_out,
        refused=() if "refused" in gone else refused,
        any_time=asked.any_time and "any_time" not in gone,
    ), lost


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


def not_ruled_out(
    place: Place, ranked: list[Candidate], ruled_out: RuledOut | None
) -> tuple[list[Candidate], dict[int, Session]]:
    """(those that come round on a day which is not ruled out, or can be asked at any time; the next session of each)."""
    if ruled_out is None:
        return ranked, {}
    left = ruled_out.left_of(None, today(place.zone))
    keys = [one.facts.search_key for one in ranked]
    then = sessions_in(place, left, among=keys) if left else {}
    dated = with_dates(place, keys)
    return [one for one in ranked if one.facts.search_key in then or one.facts.search_key not in dated], then


def there_first(ranked: list[Candidate], where: Where | None) -> list[Candidate]:
    """Where the sentence names a ward or a town: what is there, then what is nearest to it, each in its order."""
    if where is None or not where.areas:
        return ranked
    return sorted(ranked, key=how_far)


def how_far(candidate: Candidate) -> int:
    """0 in the ward that was named, then 1 (nearest) to 5."""
    return 0 if candidate.there else 1 + band(candidate)
