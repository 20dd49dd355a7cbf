"""What a list of a feed holds, as search keys in their order; and how each of a page stands now, asked anew each time.

The keys that filters find are kept in each process while nothing of the place changes: every change is on its register,
and a new day may end a check. They say how long a list is and where a page begins, never what may be shown: that is asked
of the database for every page.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from django.db import connection
from django.db.models import Exists, OuterRef, Subquery
from numpy.typing import NDArray

from helpfulacts.core.clock import today
from helpfulacts.core.kept import Kept
from helpfulacts.core.models import RegisterHead
from helpfulacts.core.rows import batches, may_be_taken_back
from helpfulacts.places.models import Place

from . import fulltext
from .feeds import Wanted, offers_wanted
from .models import Offer, Prerequisite, Trial
from .selectors import listed

Keys = NDArray[np.int64]
MOST_BYTES = 32_000_000
"""Of keys in one process: four million, less what stands around each list of them."""
_EACH = 1_000  # bytes of what stands around one list; anybody may ask for one that finds nothing
MOST_LISTS = 2_000
_NEVER = -1


class Stand(NamedTuple):
    """How a listed offer stands: `said` is another whenever its record is, but for what is said by others beside it.

    `alone`: nothing beside it depends on who may be named today (what must be held first, who tried it).
    """

    said: tuple[Any, ...]
    alone: bool


def keys_wanted(place: Place, wanted: Wanted) -> Keys:
    """Search keys, rising, of what the filters find. By words only what is listed is found, not what has gone."""
    if wanted.modified_since is None:
        keys = _kept_keys(place, replace(wanted, words=()))
    else:
        keys = _asked(place, wanted)
    return among(keys, fulltext.carrying_all(place.pk, wanted.words)) if wanted.words else keys


def among(keys: Keys, few: Keys) -> Keys:
    """Those of `few` that are in `keys`; both rise."""
    if not keys.size:
        return keys
    at = np.minimum(np.searchsorted(keys, few), keys.size - 1)
    return few[keys[at] == few]


def stands(place: Place, keys: Sequence[int]) -> dict[int, Stand]:
    """Of these keys those that may be shown now, and how they stand."""
    if not keys:
        return {}
    day = today(place.zone)
    sql, parameters, at = _stands_of(place, day, len(keys))
    asked = [*parameters[: at.start], *keys, *parameters[at.stop :]]
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        rows = cursor.fetchall()
    if len(rows) < len(keys):
        forget(place.pk)  # more has gone than its moments told
    here = (place.name, place.slug, day)
    return {row[0]: Stand((*here, *row[2:]), not row[1]) for row in rows}


@lru_cache(maxsize=64)
def _stands_of(place: Place, day: dt.date, many: int) -> tuple[str, tuple[Any, ...], slice]:
    """The statement for that many keys, its parameters, and which of them are the keys: making it takes longer than asking."""
    needs = Exists(Prerequisite.objects.filter(place=place, offer=OuterRef("pk")))
    beside = needs | Exists(Trial.objects.filter(place=place, offer=OuterRef("pk")))
    rows = listed(place).filter(search_key__in=range(_NEVER, _NEVER - many, -1)).order_by("search_key")
    said = rows.annotate(beside=beside).values_list(
        "search_key", "beside", "changed_at", "giver", "kept_by", "ward__name", "ward__latitude", "ward__longitude", "provider__name",
        "provider__about", "provider__website", "provider__phone", "provider__email",
    )  # fmt: skip
    sql, parameters = said.query.sql_with_params()
    first = next(at for at, one in enumerate(parameters) if type(one) is not str and one == _NEVER)
    return sql, parameters, slice(first, first + many)


_kept: Kept[tuple[uuid.UUID, Wanted], tuple[Any, Keys]] = Kept(MOST_BYTES, each=_EACH, at_most=MOST_LISTS)
_last: dict[uuid.UUID, Any] = {}


def _kept_keys(place: Place, wanted: Wanted) -> Keys:
    name, state = (place.pk, wanted), (_moment(place.pk), today(place.zone))
    _last[place.pk] = state
    kept = _kept.get(name)
    if kept is not None and kept[0] == state:
        return kept[1]
    keys = _asked(place, wanted)
    if not may_be_taken_back():
        _kept.keep(name, (state, keys), keys.nbytes)
    return keys


def last_moment(place_id: uuid.UUID) -> Any:
    """Another whenever this process saw that something of the place, or the day, is another; None before it looked."""
    return _last.get(place_id)


def still_listed(place: Place, keys: Iterable[int]) -> set[int]:
    """Of these keys those that may be shown now."""
    found = set[int]()
    for batch in batches(sorted(keys)):
        rows = listed(place).filter(search_key__in=batch)
        found |= set(rows.order_by().values_list("search_key", flat=True))
    return found


def forget(place_id: uuid.UUID) -> None:
    """Ask again for the keys of that place."""
    _kept.drop(name for name in _kept.names() if name[0] == place_id)


def _asked(place: Place, wanted: Wanted) -> Keys:
    return np.fromiter(offers_wanted(place, wanted).values_list("search_key", flat=True), np.int64)


def _moment(place_id: uuid.UUID) -> Any:
    """The newest moment of the place, as the database writes it, and the size of its register: who goes into hiding moves no moment."""
    sql, parameters = _moment_of(place_id)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()


@lru_cache(maxsize=64)
def _moment_of(place_id: uuid.UUID) -> tuple[str, tuple[Any, ...]]:
    size = Subquery(RegisterHead.objects.filter(place=place_id).values("size"))
    newest = (
        Offer.with_staged.filter(place=place_id).order_by("-changed_at").values_list("changed_at", size)[:1]
    )
    found: tuple[str, tuple[Any, ...]] = newest.query.sql_with_params()
    return found
