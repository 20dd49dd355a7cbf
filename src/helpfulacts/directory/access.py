"""Getting in and taking part: who said what of an offer and when, in words, and what a reader who needs it can rely on.

Not known is not no. It stays in a list, marked “ask”; only what somebody said no to is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from helpfulacts.core.ids import ordered_words
from helpfulacts.core.rows import insert_rows

from .drafts import AccessDraft, OfferDraft
from .facets import ACCESS_NEEDS, comes_to_you
from .models import AccessFact, Offer

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

    from .ranking import Candidate

HOLDS_DAYS = 365
"""After that a fact is shown as old: doors, lifts and loops change slowly, but they do."""
OF_A_BUILDING = frozenset(ACCESS_NEEDS) - {"bsl"}
"""What nobody needs where the help comes to them."""
_MANY = 1000
_COLUMNS = ("place_id", "offer_id", "fact", "answer", "on", "source", "by", "imported")
_OF_A_LIST = Q(imported=True) | Q(source="import")


def save_access(pairs: Iterable[tuple[Offer, OfferDraft]]) -> None:
    """Insert the facts of new offers; what comes with a source is its list's."""
    _insert(
        row
        for offer, draft in pairs
        for row in _rows(offer, draft.access_facts or (), imported=bool(offer.source))
    )


def replace_access(offer: Offer, draft: OfferDraft, *, imported: bool) -> None:
    """Make the facts those of the draft, where it names any; `imported`: a list says so.

    What people here said of it stays, unless the draft has a later day: a list that does not date its word never wipes it
    out. What its list said before and does not say now goes, whoever it named.
    """
    if draft.access_facts is None:
        return
    there = AccessFact.objects.filter(place=offer.place_id, offer=offer)
    kept = {row.fact: row.on for row in there.exclude(_OF_A_LIST)}
    newer = [
        one
        for one in draft.access_facts
        if (said := kept.get(one.fact)) is None or (one.on is not None and one.on >= said)
    ]
    there.filter(_OF_A_LIST).delete()
    there.filter(fact__in=[one.fact for one in newer]).delete()
    _insert(_rows(offer, newer, imported=imported))
    getattr(offer, "_prefetched_objects_cache", {}).pop("access_facts", None)  # they are read anew


def _rows(offer: Offer, said: Iterable[AccessDraft], *, imported: bool) -> Iterator[tuple[Any, ...]]:
    whose = (offer.place_id, offer.pk)
    for one in said:
        yield *whose, one.fact, one.answer, one.on, one.source, one.by, imported


def _insert(rows: Iterable[tuple[Any, ...]]) -> None:
    rows = list(rows)
    ids = ordered_words(len(rows))
    insert_rows(AccessFact, ("id", *_COLUMNS), [(own, *row) for own, row in zip(ids, rows, strict=True)])


def access_of(offer: Offer) -> tuple[AccessDraft, ...]:
    """What is said of an offer, as a draft says it."""
    return tuple(
        AccessDraft(row.fact, row.answer, row.on, row.source, row.by, row.imported)
        for row in offer.access_facts.all()
    )


def answer_of(offer: Offer, fact: str) -> str:
    """yes, no or unknown."""
    return next((row.answer for row in offer.access_facts.all() if row.fact == fact), "unknown")


def step_free_in(place: Place) -> dict[object, str]:
    """Offer → yes or no, of every offer of a place where either is said."""
    rows = AccessFact.objects.filter(place=place, fact="step_free").order_by()
    return dict(rows.values_list("offer_id", "answer"))


def said_words(row: AccessFact, day: dt.date) -> str:
    """“Yes (Dudley Mencap’s keeper, 3 November 2026).”, and that it is old once it is."""
    when = f"{row.on.day} {row.on:%B} {row.on.year}" if row.on else "we do not know when"
    old = " That is long ago: ask if it is still so." if is_old(row, day) else ""
    return f"{row.answer.capitalize()} ({who_words(row.source, row.by)}, {when}).{old}"


def who_words(source: str, by: str) -> str:
    """Who said it, as anybody may read it."""
    if source == "keeper":
        return f"{by}’s keeper" if by else "the people who give it"
    return {"visitor": "somebody who went there", "assessor": by, "import": "a list that we were given"}[
        source
    ]


def is_old(row: AccessFact, day: dt.date) -> bool:
    return row.on is not None and (day - row.on).days > HOLDS_DAYS


def needed_there(where: Iterable[str], needs: Iterable[str]) -> list[str]:
    """Those of `needs` that matter: help that comes to you has no door to get through."""
    comes = comes_to_you(where)
    return [need for need in needs if not (comes and need in OF_A_BUILDING)]


def says_no(offer: Offer, needs: Sequence[str]) -> bool:
    """Whether somebody said no to one of `needs`, of an offer with its facts at hand."""
    return any(answer_of(offer, need) == "no" for need in needed_there(offer.where, needs))


def by_access(place: Place, ranked: list[Candidate], needs: Sequence[str]) -> list[Candidate]:
    """Those that nobody said no of: first what is said to have most of `needs`, then the rest in their order.

    Marks each candidate with what is known (`has`) and with what is not (`ask_about`).
    """
    if not needs:
        return ranked
    said = _answers(place, [one.facts.search_key for one in ranked], needs)
    fits = []
    for one in ranked:
        wanted = needed_there(one.facts.where, needs)
        answers = {need: said.get((one.facts.search_key, need), "") for need in wanted}
        if "no" in answers.values():
            continue
        one.has = tuple(need for need in wanted if answers[need] == "yes")
        one.ask_about = tuple(need for need in wanted if not answers[need])
        fits.append(one)
    return sorted(fits, key=lambda one: -len(one.has))


def said_yes(place: Place, keys: Sequence[int], fact: str) -> set[int]:
    """Those of the offers (by search key) that are said to have it."""
    return {key for (key, _), answer in _answers(place, keys, [fact]).items() if answer == "yes"}


def _answers(place: Place, keys: Sequence[int], facts: Sequence[str]) -> dict[tuple[int, str], str]:
    rows = AccessFact.objects.filter(place=place, fact__in=facts).order_by()
    if len(keys) <= _MANY:
        rows = rows.filter(offer__search_key__in=keys)
    return {
        (key, fact): answer for key, fact, answer in rows.values_list("offer__search_key", "fact", "answer")
    }
