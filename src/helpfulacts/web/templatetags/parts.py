"""The components: small pieces that pages are made of, each drawn by one template."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from helpfulacts.core import clock, words
from helpfulacts.core.words import counted, mid_sentence
from helpfulacts.directory.facets import FACET_WORDS, FACTS, KINDS, SPHERES
from helpfulacts.directory.selectors import may_be_named
from helpfulacts.places.geo import METRES_IN_A_MILE

from ..icons import PATHS
from ..once import new_key

NOT_NAMED = "Something that is not listed now"

register = template.Library()
register.filter("mid_sentence", mid_sentence)


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of `icons.PATHS`, hidden from screen readers: a word always stands beside it."""
    drawing = mark_safe(PATHS[name])
    return format_html(
        '<svg class="ic" viewBox="0 0 28 28" aria-hidden="true" focusable="false">{}</svg>', drawing
    )


@register.filter
def many(number: int, words: str) -> str:
    """“1 column”, “6,279 columns” of "column,columns": a count before its noun."""
    return counted(number, *words.split(","))


@register.filter
def kind_words(code: str) -> str:
    return KINDS.get(code, code)


@register.filter
def sphere_words(code: str) -> str:
    return SPHERES.get(code, code)


@register.filter
def facet_words(code: str) -> str:
    return FACET_WORDS.get(code, code)


@register.filter
def fact_words(code: str) -> str:
    return FACTS.get(code, code)


@register.filter
def called_words(person: Any) -> str:
    """What we call them, in the office."""
    return person.called or "Somebody who gave no name"


@register.filter
def day_words(day: dt.date | None) -> str:
    """“Wednesday 24 June”."""
    return clock.date_in_words(day) if day else ""


@register.filter
def moment_words(moment: dt.datetime | None) -> str:
    """“Tuesday 16 June, noon”."""
    return clock.moment_in_words(moment) if moment else ""


@register.filter
def clock_words(moment: dt.datetime) -> str:
    """“8:14pm”, of an instant, where the place is."""
    return clock.moment_in_words(moment).rsplit(", ", 1)[1]


@register.filter
def time_words(moment: dt.time | None) -> str:
    return clock.time_in_words(moment) if moment else ""


@register.filter
def session_hours(session: Any) -> str:
    """“10am to noon”, “10pm to 2am the next day”, of something that `starts` and `ends`."""
    return clock.hours_in_words(session.starts, session.ends)


@register.filter
def pounds(pence: int | None) -> str:
    """“40p”, “£2.50”, “£2,800”, or “not known”."""
    return "not known" if pence is None else words.pounds(pence)


@register.filter
def hours_said(minutes: int) -> str:
    """In words: “none”, “half an hour”, “45 minutes”, “1 hour”, “1½ hours”, “2 hours and 10 minutes”."""
    if not minutes:
        return "none"
    if minutes == 30:
        return "half an hour"
    whole, rest = divmod(minutes, 60)
    half = "½" if whole and rest == 30 else ""
    parts = [f"{whole}{half}\u00a0hour{'' if whole == 1 and not half else 's'}"] if whole else []
    if rest and not half:
        parts.append(f"{rest}\u00a0minute{'' if rest == 1 else 's'}")
    return " and ".join(parts)


@register.filter
def miles(metres: int | None) -> str:
    """Straight-line distance in words: “half a mile”, “2 miles”."""
    if metres is None:
        return ""
    distance = metres / METRES_IN_A_MILE
    if distance < 0.2:
        return "very near"
    if distance < 0.75:
        return "half a mile"
    rounded = round(distance)
    return "1\u00a0mile" if rounded <= 1 else f"{rounded}\u00a0miles"


@register.filter
def is_nameable(offer: Any) -> bool:
    """May its name, and the way to its page, stand here?"""
    return offer is not None and may_be_named(offer)


@register.filter
def offer_name(offer: Any) -> str:
    """What it is called, where that may be said on the page of another."""
    return str(offer.title) if may_be_named(offer) else NOT_NAMED


@register.filter
def lookup(table: dict[Any, Any], key: Any) -> Any:
    return table.get(key)


@register.simple_tag
def once_key() -> SafeString:
    """The hidden key that makes a form safe to send twice."""
    return format_html('<input type="hidden" name="key" value="{}">', new_key())


@register.simple_tag
def talk_to(place: Any) -> SafeString:
    """“Tom at the help desk, 01632 960117”, the number as a link."""
    if not place.phone:
        return format_html("{}", place.person_to_talk_to)
    return format_html(
        '{}, <a class="nw" href="tel:{}">{}</a>',
        place.person_to_talk_to,
        place.phone.replace(" ", ""),
        place.phone,
    )
