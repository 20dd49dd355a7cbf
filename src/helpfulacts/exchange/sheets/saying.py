"""What an offer says and what a draft would make it say, side by side in words: what a change would change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.directory.access import access_of
from helpfulacts.directory.drafts import AccessDraft, OfferDraft, Repeats
from helpfulacts.directory.facets import ACCESS_NEEDS, FACET_WORDS, KINDS, LANGUAGES, SPHERES
from helpfulacts.directory.selectors import current_capacity
from helpfulacts.directory.week_words import dates_in_words

_WAYS = {"venue": "at a place", "home": "at home", "phone": "by phone", "online": "online"}
_PLACES = "Places"
_SAME = (
    ("Name", "title"),
    ("One line about it", "summary"),
    ("At length", "description"),
    ("From", "shown_from"),
    ("Address", "address"),
    ("Cost", "cost"),
    ("Contact", "contact"),
    ("Web address", "website"),
    ("What to do", "what_next"),
    ("Who it is for", "ask_first"),
)


def changes_between(offer: Any, draft: OfferDraft) -> list[tuple[str, str, str]]:
    """(what, before, after) for all that differs in words; one line for what differs only beneath them."""
    before, after = _of_offer(offer), _of_draft(draft)
    if not after[_PLACES]:
        del before[_PLACES]  # a list that does not say how many leaves what was stated here
    found = [(what, before[what], after[what]) for what in before if before[what] != after[what]]
    return found or [("Details that are not shown", "", "changed")]


def draft_in_words(draft: OfferDraft) -> list[tuple[str, str]]:
    """(what, words) of all that a draft says."""
    return [(what, words) for what, words in _of_draft(draft).items() if words]


def _of_offer(offer: Any) -> dict[str, str]:
    period = current_capacity(offer)
    ward = offer.ward.name if offer.ward else ""
    said = _said(offer, _when(offer.schedules.all()), ward, _access(access_of(offer)))
    return said | {_PLACES: str(period.stated) if period else ""}


def _of_draft(draft: OfferDraft) -> dict[str, str]:
    times = [
        Repeats(f"FREQ=WEEKLY;BYDAY={one.day[:2].upper()}", one.starts, one.ends) for one in draft.weekly
    ] + list(draft.repeats)
    ward = draft.ward if isinstance(draft.ward, str) else draft.ward.name if draft.ward else ""
    places = str(draft.capacity.stated) if draft.capacity else ""
    return _said(draft, _when(times), ward, _access(draft.access_facts or ())) | {_PLACES: places}


def _when(rules: Iterable[Any]) -> str:
    rows = list(rules)
    return dates_in_words(rows, today()) if rows else ""


def _access(facts: Iterable[AccessDraft]) -> str:
    said = {one.fact: one.answer for one in facts}
    return _list(f"{words}: {said[fact]}" for fact, words in ACCESS_NEEDS.items() if fact in said)


def _said(one: Any, when: str, ward: str, access: str) -> dict[str, str]:
    ages = " to ".join("" if age is None else str(age) for age in (one.min_age, one.max_age)).strip()
    said = {what: getattr(one, name) for what, name in _SAME}
    return said | {
        "Kind": KINDS[one.kind],
        "Sphere": SPHERES[one.sphere],
        "When": when,
        "Where": _list(_WAYS[way] for way in one.where),
        "Ward": ward,
        "Getting in": access,
        "Ages": "" if ages == "to" else ages,
        "Languages": _list(LANGUAGES.get(code, code) for code in one.languages),
        "Helps with": _list(sorted(FACET_WORDS[code] for code in one.facets)),
    }


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)
