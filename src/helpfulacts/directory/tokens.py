"""Facts about an offer as search tokens: single words that no sentence contains, such as `zzkindservice`."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from helpfulacts.places import geo

from .eligibility import leaves_of
from .facets import AGES, DAYS, FACET_WORDS, KINDS

if TYPE_CHECKING:
    from .models import Offer

_PLAIN = re.compile(r"[^a-z0-9]")
_OUR_WORDS = {words.casefold() for words in (*FACET_WORDS.values(), *KINDS.values())}


def token(family: str, value: Any) -> str:
    """`token("kind", "service")` is `zzkindservicezz`: the ending keeps a stemmer from touching it."""
    return _token(family, str(value))


@lru_cache(maxsize=4096)
def _token(family: str, value: str) -> str:
    return f"zz{family}{_PLAIN.sub('', value.lower())}zz"


def tokens_of(offer: Offer) -> list[str]:
    """Every token of an offer whose schedules are saved. The cell is a fixed 1 km square, never a point."""
    found = [
        token("kind", offer.kind),
        token("sphere", offer.sphere),
        token("access", offer.access),
        token("fetched", offer.fetches),
        token("cost", "free" if offer.cost_pence == 0 else "unknown" if offer.cost_pence is None else "paid"),
    ]
    found += [token("facet", code) for code in sorted(offer.facets)]  # PostgreSQL keeps no order of keys
    found += terms_carried(offer)
    found += [token("where", way) for way in offer.where]
    found += [token("language", code) for code in offer.languages]
    found += [token("for", value) for name, value in leaves_of(offer.eligibility) if name == "fact"]
    found += [token("serves", name) for name in offer.serves_wards or ("everywhere",)]
    found += [token("day", day) for day in days_of(offer)]
    for low, high in AGES.values():
        if (offer.min_age or 0) <= high and (offer.max_age or 120) >= low:
            found.append(token("age", low))
    if offer.ward_id:
        found.append(token("ward", offer.ward_id))
    if offer.latitude is not None and offer.longitude is not None:
        found.append(token("cell", geo.cell_of(offer.latitude, offer.longitude)))
    return list(dict.fromkeys(found))


def days_of(offer: Offer) -> list[str]:
    """The weekdays an offer happens on, from its rules."""
    codes = {day[:2].upper(): day for day in DAYS}
    rules = ";".join(schedule.rrule for schedule in offer.schedules.all())
    named = set(re.findall(r"(?:[=,])[+-]?\d*(MO|TU|WE|TH|FR|SA|SU)\b", rules))
    return [day for code, day in codes.items() if code in named]


def terms_carried(offer: Offer) -> dict[str, str]:
    """Terms that a feed gave an offer, ours left out: search token → the term's name."""
    found: dict[str, str] = {}
    for one in offer.carried.get("attributes", ()):
        term = one.get("taxonomy_term") if isinstance(one, dict) else None
        name = " ".join(str(term.get("name") or "").split()) if isinstance(term, dict) else ""
        if name and name.casefold() not in _OUR_WORDS:
            found[term_token(name)] = name[:200]
    return found


@lru_cache(maxsize=4096)
def term_token(name: str) -> str:
    """The search token of a term, by its name: two feeds that mean one thing share it."""
    return token("term", hashlib.sha256(name.casefold().encode()).hexdigest()[:16])
