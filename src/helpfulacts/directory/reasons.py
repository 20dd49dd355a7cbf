"""Why an offer is shown: a few short sentences, each made from a stored value."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.core.clock import LAST_MINUTE, date_in_words, hours_in_words, time_in_words
from helpfulacts.core.words import joined
from helpfulacts.places.geo import METRES_IN_A_MILE

from .assurance import checked_words
from .facets import FACET_WORDS, comes_to_you
from .models import Occurrence, Offer
from .open_then import Session
from .reading import Reading

if TYPE_CHECKING:
    from .ranking import Candidate

_GRADES = {3: "It is made for", 2: "It helps with", 1: "It helps a bit with"}
TALKS_FIRST = "They talk with you first, then say if there is a place."
_UNITS = {"family": "families"}


def why(
    candidate: Candidate,
    offer: Offer,
    reading: Reading,
    *,
    day: dt.date,
    date: Occurrence | None,
    free: int | None,
    unit: str,
    talks_first: bool = False,
    opens: Session | None = None,
    clock: dt.time | None = None,
) -> str:
    """One paragraph: which of your words it fits, where, when, who checked it and when, and if it is full."""
    parts = [fit_words(candidate, reading), where_words(offer, candidate.distance_m)]
    if opens is not None:
        parts.append(opens_words(opens, day))
    elif date is not None:
        next_time = f"Next: {date_in_words(date.day, reference=day)}, {time_in_words(date.starts)}."
        parts.append(now_words(date, day, clock) or next_time)
    parts += [
        room_words(offer, free, unit, talks_first),
        checked_words(offer.checked_on, day, offer.checked_by),
    ]
    return " ".join(part for part in parts if part)


def opens_words(opens: Session | Occurrence, day: dt.date) -> str:
    """“Open Saturday 28 November, 1pm to 4pm.”; on a bank holiday that nobody has told us about, that it may be."""
    said = f"{date_in_words(opens.day, reference=day)}, {hours_in_words(opens.starts, opens.ends)}"
    return f"May be open {said}. Bank holiday: ring first." if opens.uncertain else f"Open {said}."


def now_words(date: Session | Occurrence, day: dt.date, clock: dt.time | None) -> str:
    """“Now, until 6:30pm.”, of a session that goes on at that time of that day; else ""."""
    if clock is None or date.day != day or date.starts > clock or date.uncertain:
        return ""
    if date.ends == LAST_MINUTE:
        return "Now, and all day." if date.starts == dt.time() else "Now, until midnight."
    return f"Now, until {time_in_words(date.ends)}."


def then_words(opens: Session | None) -> str:
    """The reason where only a time was asked for."""
    return "" if opens is None else "May be open then." if opens.uncertain else "Open then."


def fit_words(candidate: Candidate, reading: Reading) -> str:
    """Which of your words it fits, how well, and whether it is in the ward or town that you named."""
    said = _fit_words(candidate, reading)
    if not candidate.named or (comes_to_you(candidate.facts.where) and not candidate.there):
        return said
    if candidate.there:
        return f"{said} It is in {candidate.named}, as you asked.".strip()
    return f"{said} It is not in {candidate.named}.".strip() if candidate.facts.ward_id else said


def _fit_words(candidate: Candidate, reading: Reading) -> str:
    """Which of your words it fits, and how well; what a computer thought of in place of a word is said to be so."""
    facets = candidate.facts.facets
    grades = {code: facets[code] for code in reading.facets if code in facets}
    words = [phrase for code in grades for phrase in reading.said.get(code, ())[:1]]
    said = f"You said {joined([f'“{word}”' for word in dict.fromkeys(words)])}. " if words else ""
    if grades:
        best = max(grades.values())
        named = [FACET_WORDS[code].lower() for code, grade in grades.items() if grade == best]
        # “You said ‘company’. It is made for company.” would say one word twice.
        if set(grades) <= set(reading.linked):
            said = "No word of yours told us. A computer took it as what you mean. "
        what = "that" if named == list(dict.fromkeys(words)) else joined(named)
        return f"{said}{_GRADES[best]} {what}."
    if candidate.terms:
        return f"It is listed under {joined([f'“{name}”' for name in reading.carried.values()], 'or')}."
    if candidate.matched:
        return f"It speaks of {joined([f'“{word}”' for word in candidate.matched[:3]])}, as you did."
    if candidate.close and facets:
        most = max(facets.values())
        about = joined([FACET_WORDS[code].lower() for code, grade in facets.items() if grade == most])
        return f"Its words mean much the same as yours, a computer found. It is about {about}."
    return ""


def where_words(offer: Offer, distance_m: int | None, *, most_wards: int = 99) -> str:
    """Where it is: a distance only to a published venue, else the ward, or how it reaches you.

    Of the wards that alone are served, more than `most_wards` are counted and not named.
    """
    ways = []
    if "venue" in offer.where:
        ward = f"in {offer.ward.name}" if offer.ward else "at a place they will tell you"
        ways.append(f"{ward}, {distance_words(distance_m)}" if distance_m is not None else ward)
    if "home" in offer.where:
        ways.append("at your home")
    if "phone" in offer.where:
        ways.append("by phone")
    if "online" in offer.where:
        ways.append("online")
    if not ways:
        return f"In {offer.ward.name}." if offer.ward else ""
    words = joined(ways, "or")
    wards = offer.serves_wards
    named = joined(wards) if len(wards) <= most_wards else f"{len(wards)} wards"
    served = f" For people in {named}." if wards else ""
    return f"{words[:1].upper()}{words[1:]}.{served}"


def distance_words(metres: int) -> str:
    """“about 400 metres away in a straight line”; never minutes."""
    if metres < 1000:
        return f"about {max(100, round(metres, -2))} metres away in a straight line"
    miles = metres / METRES_IN_A_MILE
    return (
        f"about {miles:.0f} miles away in a straight line"
        if miles >= 1.5
        else "about a mile away in a straight line"
    )


def room_words(offer: Offer, free: int | None, unit: str, talks_first: bool = False) -> str:
    """Open, shared or full, and how many are left; or that they talk with you first."""
    if offer.kind == "idea":
        return "An idea to copy: never full."
    if talks_first:
        return TALKS_FIRST
    if free == 0:
        return "Full now." if offer.access == "open" else "No places free now."
    left = ""
    if free is not None:
        left = f"{free} {unit if free == 1 else _UNITS.get(unit, unit + 's')} left"
    if offer.access == "shared":
        return f"Shared out in a round: {left}."
    return f"Open: {left}." if left else "Open."
