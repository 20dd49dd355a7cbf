"""Words of the pages about gaps and about what much stands on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template

from helpfulacts.core.clock import date_in_words
from helpfulacts.directory.facets import FACET_WORDS
from helpfulacts.directory.gap_figures import GapMonth, Split
from helpfulacts.promises.selectors import asked_by

register = template.Library()


@register.filter
def month_words(first: dt.date) -> str:
    """“October 2026”."""
    return f"{first:%B %Y}"


@register.simple_tag
def split_words(parts: Split, words: dict[str, str] | None = None) -> str:
    """“Lye: 14 times; North: 11 times; some in each of: South; West”, or that it cannot be told."""

    def name(key: str) -> str:
        return words[key] if words else key or "Ward not known"

    said = [f"{name(key)}: {times} times" for key, times in parts.shown]
    if parts.some_in:
        said.append(f"some of each: {', '.join(name(key) for key in parts.some_in)}")
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else "Too few of each to say."


@register.simple_tag
def whose_move(promise: Any, does: str) -> str:
    """“A church works on this until 3 March”, or “Asked of A church, for 3 March, by an officer”: asking is no promise."""
    day = date_in_words(promise.due)
    if asker := asked_by(promise):
        return f"Asked of {promise.by_shown_as}, for {day}, by {asker}"
    return f"{promise.by_shown_as} {does} {day}"


@register.simple_tag
def few_of(month: GapMonth) -> list[str]:
    """What was asked for under ten times."""
    return [FACET_WORDS[figure.facet] for figure in month.figures if figure.times is None]
