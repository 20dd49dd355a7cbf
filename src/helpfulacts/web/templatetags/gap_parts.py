"""Words of the pages about gaps and about what much stands on."""

from __future__ import annotations

import datetime as dt

from django import template

from helpfulacts.directory.facets import FACET_WORDS
from helpfulacts.directory.gap_figures import GapMonth, Split

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
def few_of(month: GapMonth) -> list[str]:
    """What was asked for under ten times."""
    return [FACET_WORDS[figure.facet] for figure in month.figures if figure.times is None]
