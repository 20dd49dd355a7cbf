"""Whether an entry can be relied on, as its page says it: the last check, doubts, answers, and who stands behind it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from helpfulacts.core.clock import date_in_words, today
from helpfulacts.directory import assurance, corrections
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.history import IMPORTANT

from .history_words import HOW_WORDS, field_words
from .once import browser_of
from .visitor import visitor_of

WRONG = (
    ("closed", "It has closed"),
    ("time", "The time is wrong"),
    ("place", "The place is wrong"),
    ("number", "The number is wrong"),
    ("who", "It is not for whom it says"),
    ("unsafe", "It is unkind or unsafe"),
    ("other", "Something else"),
)
SAID = {
    "unsafe": "it is unkind or unsafe",
    "closed": "it has closed",
    "time": "the time is wrong",
    "place": "the place is wrong",
    "number": "the number is wrong",
    "who": "it is not for whom it says",
    "other": "something is wrong",
}
_ANSWERS = {"mended": "it was wrong, and it is mended", "right": "it was right"}
_PARTS = {
    "funds": "Paid for by",
    "commissions": "Asked for by",
    "delivers": "Done by",
    "assures": "Checked by",
}


def mark_of(request: HttpRequest, offer: Any) -> str:
    """One voice about one entry: a keyed hash of the open plan or of this browser, different for each entry."""
    person = visitor_of(request).person
    who = f"person:{person.pk}" if person is not None else f"browser:{browser_of(request)}"
    return salted_hmac("helpfulacts.one-voice", f"{offer.pk}:{who}").hexdigest()


def checked_sentence(offer: Any) -> str:
    """Who checked it, how, when, and until when that counts."""
    day = today(offer.place.zone)
    state, until = assurance.state_of(offer.checked_on, day), assurance.look_again_by(offer)
    if until is None:
        return "Not known. Nobody has told us that they checked this. Ring before you go."
    by = offer.checked_by or "a person"
    how = HOW_WORDS.get(offer.checked_how, "")
    said = f"{by[:1].upper()}{by[1:]}{', ' + how if how else ''}, on {date_in_words(offer.checked_on)}."
    if state == "fresh":
        return f"{said} It is looked at again by {date_in_words(until)}."
    return said + (
        " It is time to look again." if state == "due" else " That is long ago: ring before you go."
    )


def _day(offer: Any, moment: dt.datetime) -> str:
    return date_in_words(moment.astimezone(ZoneInfo(offer.place.zone)).date())


def said_lines(offer: Any) -> list[str]:
    """“Somebody said on Tuesday 3 November that the time is wrong. Tom looked on Thursday 5 November: it was right.”"""
    lines = []
    for row in corrections.shown_about(offer):
        said = f"Somebody said on {_day(offer, row.at)} that {SAID[row.what]}."
        if row.answered_at is None:
            lines.append(f"{said} A person has not looked yet.")
            continue
        found = f"{row.answered_by} looked on {_day(offer, row.answered_at)}: {_ANSWERS[row.answer]}."
        done = row.done if row.done.endswith((".", "!", "?")) else f"{row.done}."
        lines.append(f"{said} {found} {done}")
    return lines


def behind(offer: Any) -> list[tuple[str, str]]:
    """Who else stands behind it: (“Paid for by”, “The council and a church.”)."""
    names: dict[str, list[str]] = {}
    for row in directory.bodies_of(offer):
        names.setdefault(row.part, []).append(row.organisation.name)
    return [(label, f"{' and '.join(names[part])}.") for part, label in _PARTS.items() if part in names]


def trust_of(request: HttpRequest, offer: Any) -> dict[str, Any]:
    """What the page of an entry needs for its part on trust."""
    changed = assurance.changed_since_check(offer)
    fields = [name for name in (changed.after if changed else None) or {} if name in IMPORTANT]
    return {
        "doubted": bool(corrections.may_have_closed([offer])),
        "changed": [field_words(name) for name in fields],
        "changed_on": changed.at if changed else None,
        "said": said_lines(offer),
        "behind": behind(offer),
        "wrong": WRONG,
        "office": visitor_of(request).actor.has("navigator", "officer"),
    }
