"""Records of services as finished JSON, kept in each process for as long as what they say is the same.

Which of them may be shown, and how each stands, is asked of the database every time (`feed_keys.stands`); only then is a
kept one given. What shows something of others beside it, who may be unseen tomorrow, is made anew each time.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.core.kept import Kept
from helpfulacts.core.rows import may_be_taken_back
from helpfulacts.directory import feed_keys, feeds
from helpfulacts.directory import selectors as directory
from helpfulacts.exchange.oruk.projecting import Showing, minimal_record, service_record

MOST_BYTES = 128_000_000
"""Of records in one process; the one that was asked for least lately goes first."""
_EACH = 500  # bytes of what stands around one

_kept: Kept[tuple[uuid.UUID, int, str], tuple[tuple[Any, ...], bytes]] = Kept(MOST_BYTES, each=_EACH)
"""By place, key and shape: how it stood, and its record."""
_looked: dict[uuid.UUID, Any] = {}
"""Of each place, `feed_keys.last_moment` when all that is kept of it was last looked at."""
Shape = Callable[[Any, Showing], dict[str, Any]]
SHAPES: dict[str, Shape] = {
    "minimal": minimal_record,
    "brief": lambda offer, showing: service_record(offer, showing, full=False),
    "full": service_record,
}


def json_of(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def showing_for(place: Any, kinds: Sequence[str], offers: Sequence[Any]) -> Showing:
    return Showing(kinds, directory.capacity_on(offers, today(place.zone)))


def records_now(place: Any, kinds: Sequence[str], keys: Sequence[int], shape: str) -> dict[int, bytes]:
    """As they are now, whether listed or gone, in the order of the keys."""
    return _made(place, kinds, list(feeds.offers_by_key(place, keys, brief=shape != "full")), shape)


def _made(place: Any, kinds: Sequence[str], offers: Sequence[Any], shape: str) -> dict[int, bytes]:
    showing = showing_for(place, kinds, offers)
    return {offer.search_key: json_of(SHAPES[shape](offer, showing)) for offer in offers}


def records_listed(place: Any, kinds: Sequence[str], keys: Sequence[int], shape: str) -> list[bytes]:
    """Those that may be shown now, in the order of the keys: kept ones where they still stand so, else made.

    What may not be shown is kept no longer: not what was asked for, nor, once the place's register has moved, the rest.
    """
    _forget_unseen(place)
    stands = feed_keys.stands(place, keys)
    _drop(place, set(keys) - stands.keys())
    found = {}
    for key, stand in stands.items():
        kept = _kept.get((place.pk, key, shape)) if stand.alone else None
        if kept is not None and kept[0] == stand.said:
            found[key] = kept[1]
    missing = [key for key in stands if key not in found]
    offers = feeds.offers_by_key(place, missing, brief=shape != "full") if missing else ()
    # Somebody may be hidden between the two looks.
    seen = [offer for offer in offers if directory.is_listed(offer)]
    made = _made(place, kinds, seen, shape) if seen else {}
    for key, record in made.items():
        if stands[key].alone and not may_be_taken_back():
            _kept.keep((place.pk, key, shape), (stands[key].said, record), len(record))
    found |= made
    return [found[key] for key in keys if key in found]


def _forget_unseen(place: Any) -> None:
    moment = feed_keys.last_moment(place.pk)
    if _looked.get(place.pk) != moment:
        keys = {name[1] for name in _kept.names() if name[0] == place.pk}
        _drop(place, keys - feed_keys.still_listed(place, keys))
        _looked[place.pk] = moment


def _drop(place: Any, keys: Iterable[int]) -> None:
    _kept.drop((place.pk, key, shape) for key in keys for shape in SHAPES)
