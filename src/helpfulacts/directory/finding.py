"""Finding help: a crisis first, then what fits a free sentence, nearest and surest first, each with its reason."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from helpfulacts.core.clock import today
from helpfulacts.core.deadline import check
from helpfulacts.core.errors import Refused

from . import eligibility, meanings
from .access import by_access
from .apart import NONE
from .assurance import state_of
from .candidates import anything_then, candidates
from .crisis import Advice, advice_abroad, advice_for
from .eligibility import Known
from .filters import Filters
from .meaning import embedder
from .models import Offer
from .narrowing import asked_of, in_time, near_enough, not_ruled_out, there_first
from .not_wanted import says
from .open_then import sessions_in
from .other_languages import other_language
from .ranking import Candidate, rank, suits
from .reading import LINKED, Reading, read
from .results import Found, Result, results_of, with_offers
from .spelling import respelt
from .unseen import unseen_keys
from .words import LONGEST, MOST_TERMS, stem, without_controls, words_in

if TYPE_CHECKING:
    from helpfulacts.places.models import Place
    from helpfulacts.places.selectors import Where

MOST_RESULTS = 100
# Asked only for “help”, we show somebody to talk to and somebody who knows the forms.
WHEN_UNSURE = {"company": 0.4, "rights": 0.4}


def find(
    place: Place,
    words: str,
    where: Where | None = None,
    *,
    without: Iterable[str] = (),
    limit: int = 20,
    filters: Filters | None = None,
    known: Known | None = None,
    apart: frozenset[uuid.UUID] = NONE,
) -> Found:
    """What fits `words` here. A crisis stops the search: only its own reviewed help may follow.

    A place that the sentence names comes before `where`. `without`: what we read and the reader took away. `known`: what
    the reader told of themselves; an offer that is clearly not for them is left out and counted, and one that may be says
    what they will ask. `apart`: offers that the reader must never be led to (`apart.offers_apart`). It is no gap where somebody else would find it. Reads only; `actions.look_for_help` also logs a gap. The words are kept
    nowhere. Raises Refused for an empty or far too long sentence, or an unknown filter.
    """
    filters = (filters or Filters()).checked()
    words = without_controls(words).strip()
    if not words:
        raise Refused("Write what would help, in your own words.", field="words")
    advice = advice_for(words)
    limit = max(1, min(limit, MOST_RESULTS))
    if advice is not None:
        return _in_a_crisis(place, advice, where, limit, apart)
    if len(words) > LONGEST:
        raise Refused(
            f"That is too long to look up. Use up to {LONGEST} letters; your plan can hold more.",
            field="words",
        )
    gone, unseen = frozenset(without), unseen_keys(place, apart)
    asked, lost = asked_of(place, words, where, gone)
    where = asked.near or where
    found = Found(
        None,
        [],
        [],
        gap=False,
        window=asked.window,
        within_m=asked.within_m,
        near=asked.near,
        needs_where=lost,
        in_vain=asked.in_vain,
        ruled_out=asked.ruled_out,
        refused=asked.refused,
        any_time=asked.any_time,
    )
    spoken = other_language(words)
    if spoken is not None:
        found = replace(found, numbers_first=advice_abroad(), in_vain=(_only_english(place), *asked.in_vain))
    if spoken is None and "spelt" not in gone:
        slips, rest = respelt(place.pk, asked.rest, unseen)
        asked, found = replace(asked, rest=rest), replace(found, spelt=slips)
    reading = read(asked.rest, gone)
    if spoken is not None and not reading.facets:  # its words are none of ours to look up
        reading = read("", gone)
    nothing_said = not reading.facets and not reading.terms
    open_then = sessions_in(place, asked.window) if asked.window else {}
    if nothing_said and (open_then or asked.within_m or asked.near):
        then = anything_then(place, asked, open_then, where, filters, apart)
        then = by_access(place, then, filters.needs)
        then, _ = not_ruled_out(place, then, asked.ruled_out)
        shown, left_out = _first(_wanted(with_offers(place, then, limit), asked.refused), known, limit)
        results = results_of(place, shown, reading, where, open_then, known)
        if results or left_out:
            return replace(found, results=results, not_for_them=left_out)
    like = None
    if nothing_said:
        reading = replace(reading, facets=dict(WHEN_UNSURE))
    else:
        reading, like = _meant(place, asked.rest, reading, gone, unseen)
    near = [
        one
        for one in candidates(place, reading, where, filters, unseen, like, apart)
        if near_enough(one, asked.within_m)
    ]
    ranked = there_first(rank(near, reading, where, today(place.zone)), where)
    ranked, left_then = not_ruled_out(place, by_access(place, ranked, filters.needs), asked.ruled_out)
    if spoken:  # who speaks their language comes first
        ranked.sort(key=lambda one: not set(spoken) & set(one.facts.languages))
    results, not_then, left_out = [], False, 0
    if asked.window:
        then = in_time(place, ranked, open_then)
        suiting = _wanted(_suiting(place, then, reading, gone, limit), asked.refused)
        shown, left_out = _first(suiting, known, limit)
        results = results_of(place, shown, reading, where, open_then, known)
        not_then = not any(result.opens for result in results)
    if not results:
        suiting = _wanted(_suiting(place, ranked, reading, gone, limit), asked.refused)
        shown, left_out = _first(suiting, known, limit)
        results = results_of(place, shown, reading, where, left_then, known)
    read_as = [] if nothing_said else [*reading.facets, *reading.carried]
    return replace(
        found,
        results=results,
        read_as=read_as,
        # What we could not read, or a day that is gone, is nobody's wish.
        gap=not results and not left_out and not ((nothing_said or spoken is not None) and found.in_vain),
        not_for_them=left_out,
        unsure=nothing_said,
        terms=reading.carried,
        not_then=not_then and bool(results),
    )


def _meant(
    place: Place, words: str, reading: Reading, gone: frozenset[str], unseen: frozenset[int]
) -> tuple[Reading, meanings.Likeness | None]:
    """The reading with the terms that lie near its meaning, and how like every offer is. Unchanged without an embedder.

    A facet is linked only where the words themselves named none: what somebody said comes before what a model thinks.
    """
    model = embedder()
    if model is None:
        return reading, None
    sentence = model.encode([meanings.as_meant(words)])[0]
    if not reading.facets:
        near = [code for code in meanings.linked_facets(model, sentence) if code not in gone]
        reading = replace(reading, facets=dict.fromkeys(near, LINKED), linked=tuple(near))
    near_terms = meanings.linked_terms(place.pk, model, sentence, unseen)
    carried = {code: name for code, name in near_terms.items() if code not in gone}
    return replace(reading, carried=carried), meanings.likeness(place.pk, model, sentence)


def _suiting(
    place: Place, ranked: Sequence[Candidate], reading: Reading, gone: frozenset[str], limit: int
) -> Iterator[tuple[Candidate, Offer]]:
    """Those that suit, each with its offer: only what may be shown is loaded whole, a page at a time."""
    wanted = {stem(term): term for term in reading.terms[:MOST_TERMS]}
    for candidate, offer in with_offers(place, ranked, limit):
        check()
        in_title = {stem(word) for word in words_in(offer.title)} & wanted.keys()
        told = f"{offer.summary} {offer.description} {offer.brings}"
        matched = in_title | ({stem(word) for word in words_in(told)} & wanted.keys())
        candidate.in_title = len(in_title)
        candidate.matched = tuple(term for key, term in wanted.items() if key in matched)
        if suits(candidate, reading, gone):
            yield candidate, offer


def _wanted(
    found: Iterable[tuple[Candidate, Offer]], refused: Sequence[str]
) -> Iterator[tuple[Candidate, Offer]]:
    """Without what the sentence refused."""
    return (one for one in found if not says(one[1], refused))


def _only_english(place: Place) -> str:
    """Said to somebody who wrote in another language: who can help all the same."""
    who = f"{place.person_to_talk_to} will help you"
    return f"Sorry, we can only look in English at the moment. {who}: {place.phone or place.desk}"


def _first(
    found: Iterable[tuple[Candidate, Offer]], known: Known | None, limit: int
) -> tuple[list[tuple[Candidate, Offer]], int]:
    """(the first `limit` that may be for the reader, how many before the last of them are clearly not)."""
    shown: list[tuple[Candidate, Offer]] = []
    left_out = 0
    for candidate, offer in found:
        check()
        if known is not None and eligibility.suits(eligibility.whole_rule(offer), known) == "no":
            left_out += 1
            continue
        shown.append((candidate, offer))
        if len(shown) == limit:
            break
    return shown, left_out


def _in_a_crisis(
    place: Place, advice: Advice, where: Where | None, limit: int, apart: frozenset[uuid.UUID]
) -> Found:
    results = _reviewed_help(place, advice.facets, where, limit, apart) if advice.keep_results else []
    reviewed = {
        panel.code: _reviewed_help(place, panel.facets, where, limit, apart)
        for panel in advice.panels
        if panel.keep_results
    }
    return Found(advice, results, list(advice.facets), gap=False, reviewed=reviewed)


def _reviewed_help(
    place: Place, facets: Sequence[str], where: Where | None, limit: int, apart: frozenset[uuid.UUID]
) -> list[Result]:
    """What may follow under a crisis panel: open, checked in the last 90 days, made for this.

    What can still be had today comes first, and then the nearest.

    This is a list for the rule, not a ranking of the sentence: the sentence does not reach the search.
    """
    day = today(place.zone)
    reading = Reading(dict.fromkeys(facets, 1.0), {}, ())
    found = [
        candidate
        for candidate in candidates(place, reading, where, Filters(), unseen_keys(place, apart), apart=apart)
        if candidate.facts.access == "open"
        and candidate.facts.kind != "idea"
        and max(candidate.facts.facets.get(code, 0) for code in facets) == 3
        and state_of(candidate.facts.checked_on, day) == "fresh"
    ]
    found.sort(
        key=lambda c: (c.away_m if c.away_m is not None else 10_000, c.facts.title, c.facts.search_key)
    )
    results = results_of(place, list(with_offers(place, found, len(found))), reading, where)
    results.sort(key=lambda result: result.next is None or result.next.day > day)
    return [result for result in results if not result.full][:limit]
