"""What one organisation lists here as a table that anybody can open, with headings that this page knows when it comes back."""

from __future__ import annotations

from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.directory import feeds
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.eligibility import in_words, whole_rule, without_questions
from helpfulacts.directory.facets import FACET_WORDS, KINDS
from helpfulacts.directory.week_words import dates_in_words

from ..oruk.projecting import Showing, service_record
from .csv_text import written

HEADINGS = (
    "Name", "Short description", "Details", "Kind of help", "Helps with", "Organisation", "Opening hours", "Address", "Ward",
    "Telephone", "E-mail", "Website", "Cost", "How to start", "Who it is for", "Last checked", "Status", "Full just now",
)  # fmt: skip
MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""


def entries_as_csv(body: Any) -> str:
    """Every entry of the organisation as its place shows it, by name: a row each, safe to open. No more than its feed says."""
    place = body.place
    rows = feeds.offers_wanted(place, feeds.Wanted(kinds=feeds.ALL_KINDS, organisation=body.exchange_id))
    offers = sorted(feeds.with_all(rows, place), key=lambda one: (one.title.casefold(), str(one.exchange_id)))
    day = today(place.zone)
    periods = directory.capacity_on(offers, day)
    showing, free = Showing(feeds.ALL_KINDS, periods, False), directory.free_places(offers, day, periods)
    table = [
        [
            *_row(offer, service_record(offer, showing, alone=False), body),
            "Yes" if free[offer.pk] == 0 else "No",
        ]
        for offer in offers
    ]
    return MARK + written([list(HEADINGS), *table])


def _row(offer: Any, shown: dict[str, Any], body: Any) -> list[str]:
    schedules = list(offer.schedules.all())
    phones = [str(one.get("number", "")) for one in shown.get("phones", ())]
    return [
        offer.title,
        offer.summary,
        offer.description,
        KINDS[offer.kind],
        "; ".join(sorted(FACET_WORDS[code] for code in offer.facets)),
        body.name,
        dates_in_words(schedules, today(offer.place.zone)) if schedules else "",
        offer.address if offer.published_venue else "",
        offer.ward.name if offer.ward else "",
        "; ".join(filter(None, phones)),
        str(shown.get("email", "")),
        str(shown.get("url", "")),
        offer.cost,
        offer.what_next,
        " ".join(filter(None, (_who_for(offer), offer.ask_first))),
        offer.checked_on.isoformat() if offer.checked_on else "",
        str(shown.get("status", "")),
    ]


def _who_for(offer: Any) -> str:
    """“People who are 60 or older.”; "" where it is for anybody, so that a list that comes in again asks nothing."""
    words = in_words(without_questions(whole_rule(offer)))
    return f"People who {words}." if words else ""
