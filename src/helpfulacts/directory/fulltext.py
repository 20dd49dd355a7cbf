"""Finding by words and facts: the rows that actions write, and the searches over them.

A row is keyed by the offer's `search_key` and holds the stems of its words and tokens for the facts that finding filters
by, as numbers. Each stem is kept once, so repeating a word gains nothing. Rows are written in the offer's own
transaction; searches read them as `postings.held` keeps them, on both databases alike.
"""

from __future__ import annotations

import math
import statistics
import uuid
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from helpfulacts.core.rows import insert_rows

from .facets import FACET_CODES
from .models import OfferWords, OfferWordsHead
from .postings import held
from .tokens import token, tokens_of
from .words import distinct_words, stem, words_in

if TYPE_CHECKING:
    from .models import Offer

Keys = frozenset[int]
NONE: Keys = frozenset()
MOST_WORDS = 160
WITH_A_ROW = ("active", "staged")
COLUMNS = ("id", "place_id", "search_key", "written", "in_both", "in_title", "in_text", "codes")


@lru_cache(maxsize=100_000)
def code_of(word: str) -> int:
    """The 64-bit number of a stem or a token; two of a hundred thousand share one once in four thousand million places."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little", signed=True)


def packed(title: str, text: str, tokens: Iterable[str]) -> tuple[int, int, int, bytes]:
    """(stems in title and text, in the title alone, in the text alone, the numbers of all three and of the tokens)."""
    first = dict.fromkeys(map(stem, words_in(title)))
    others = dict.fromkeys(map(stem, distinct_words(text)[:MOST_WORDS]))
    both, in_title = [one for one in first if one in others], [one for one in first if one not in others]
    in_text = [one for one in others if one not in first]
    codes = array("q", map(code_of, [*both, *in_title, *in_text, *tokens]))
    return len(both), len(in_title), len(in_text), codes.tobytes()


def row_of(offer: Offer) -> tuple[int, int, int, bytes]:
    """What the row of an offer says (see `packed`), with its ward and schedules at hand."""
    ward = offer.ward.name if offer.ward else ""
    words = f"{offer.summary} {offer.description} {offer.brings} {offer.shown_from} {ward}"
    return packed(offer.title, words, tokens_of(offer))


def row_id(search_key: int) -> uuid.UUID:
    """Never random: rows that are written together stand together, and writing one again takes nothing from a seed."""
    return uuid.UUID(int=search_key)


def write(offers: Iterable[Offer]) -> None:
    """Write or replace the rows of these offers (with their wards at hand); the row of one that nobody may find is removed."""
    for place_id, ours in _by_place(offers).items():
        kept = sorted((one for one in ours if one.status in WITH_A_ROW), key=lambda one: one.search_key)
        remove([one for one in ours if one.status not in WITH_A_ROW])
        if not kept:
            continue
        with transaction.atomic():
            head = _head(place_id)
            OfferWords.objects.filter(
                place=place_id, search_key__in=[one.search_key for one in kept]
            ).delete()
            insert_rows(
                OfferWords,
                COLUMNS,
                (
                    (row_id(one.search_key), place_id, one.search_key, head.written + number, *row_of(one))
                    for number, one in enumerate(kept, 1)
                ),
            )
            head.written += len(kept)
            if any(one.status != "staged" for one in kept):
                head.shown = head.written
            head.save()


def remove(offers: Iterable[Offer]) -> None:
    """Remove the rows of these offers, if they are there."""
    for place_id, ours in _by_place(offers).items():
        remove_keys(place_id, [one.search_key for one in ours])


def remove_keys(place_id: uuid.UUID, keys: Iterable[int]) -> None:
    """The same by their search keys: for rows whose offer is there no more."""
    with transaction.atomic():
        head = _head(place_id)
        gone, _ = OfferWords.objects.filter(place=place_id, search_key__in=list(keys)).delete()
        if gone:
            head.removed += 1
            head.save()


def show_all(place_id: uuid.UUID) -> None:
    """What was made ready is shown from now on: searches read its rows."""
    with transaction.atomic():
        head = _head(place_id)
        head.shown = head.written
        head.save()


def _by_place(offers: Iterable[Offer]) -> dict[uuid.UUID, list[Offer]]:
    found: dict[uuid.UUID, list[Offer]] = defaultdict(list)
    for offer in offers:
        found[offer.place_id].append(offer)
    return found


def _head(place_id: uuid.UUID) -> OfferWordsHead:
    """The place's head, locked until the end of the transaction."""
    heads = OfferWordsHead.objects.select_for_update()
    head, _ = heads.get_or_create(place_id=place_id, defaults={"id": uuid.uuid4()})
    return head


def search(
    place_id: Any,
    *,
    terms: Sequence[str] = (),
    any_tokens: Sequence[str] = (),
    all_tokens: Sequence[Sequence[str]] = (),
    limit: int = 500,
    unseen: Keys = NONE,
) -> list[tuple[int, float]]:
    """(search key, text score) of offers that hold any of `terms` or `any_tokens`, best text first, at most `limit`.

    `all_tokens` are filters: each group must be met by one of its tokens. With neither terms nor tokens, all that pass
    the filters. Equal scores are in the order of their keys. `unseen`: search keys that weigh and count as if never written
    (`unseen.unseen_keys`).
    """
    return (
        held(place_id)
        .without(unseen)
        .search(
            list(dict.fromkeys(code_of(stem(term)) for term in terms)),
            [code_of(token) for token in any_tokens],
            _coded(all_tokens),
            limit,
        )
    )


def carriers(place_id: Any, words: Sequence[str], unseen: Keys = NONE) -> list[int]:
    """How many offers say each word, in any of its forms. unseen: as of `search`."""
    rows = held(place_id).without(unseen)
    return [rows.carriers(code_of(stem(word))) for word in words]


def carried(place_id: Any, tokens: Iterable[str], unseen: Keys = NONE) -> set[str]:
    """Those of the tokens that an offer carries. unseen: as of `search`."""
    rows = held(place_id).without(unseen)
    return {one for one in tokens if rows.carriers(code_of(one))}


def standing_of(place_id: Any, keys: Sequence[int], unseen: Keys = NONE) -> list[int]:
    """Those of a few search keys that may be found, in the order given. unseen: as of `search`."""
    return held(place_id).without(unseen).standing_of(keys)


def facet_rarity(place_id: Any, unseen: Keys = NONE) -> dict[str, float]:
    """How rare each facet is among the offers of a place, about 1 for the middle one: much of a place is company, little is
    childcare. Worked out once for rows that stand. unseen: as of `search`.
    """
    rows = held(place_id).without(unseen)
    if "facets" not in rows.kept:
        carry = {code: rows.carriers(code_of(token("facet", code))) for code in FACET_CODES}
        told = {code: math.log1p(rows.many / number) for code, number in carry.items() if number}
        middle = statistics.median(told.values()) if told else 1.0
        rows.kept["facets"] = {code: worth / middle for code, worth in told.items()}
    found: dict[str, float] = rows.kept["facets"]
    return found


def passing(
    place_id: Any,
    all_tokens: Sequence[Sequence[str]],
    among: Iterable[int] | None = None,
    unseen: Keys = NONE,
) -> NDArray[np.int64]:
    """Search keys, rising, of the offers that meet the filters; `among` looks at those keys alone. unseen: as of `search`."""
    keys = held(place_id).without(unseen).passing(_coded(all_tokens))
    return keys if among is None else keys[np.isin(keys, np.fromiter(among, np.int64))]


def carrying_all(place_id: Any, texts: Iterable[str]) -> NDArray[np.int64]:
    """Search keys, rising, of the offers that hold every word of these texts, each in any of its forms."""
    stems = dict.fromkeys(stem(word) for text in texts for word in words_in(text))
    return held(place_id).passing([[code_of(one)] for one in stems] or [[]])


def _coded(groups: Sequence[Sequence[str]]) -> list[list[int]]:
    return [[code_of(token) for token in group] for group in groups]
