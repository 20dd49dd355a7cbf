"""How figures of “Is it fair?” are said.

{{ row.asked|few }}              “1,225”, or “–” where it is hidden
{{ slant|slant_words }}          who gets a place more often, in one sentence
"""

from __future__ import annotations

from typing import Any

from django import template

from helpfulacts.core.words import percent_between
from helpfulacts.engine.small import nearest

register = template.Library()


@register.filter
def few(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"


@register.filter
def some_of(number: int | None) -> str:
    """“no”, “some” where it is under ten, “about 135”."""
    return "some" if number is None else f"about {number:,}" if number else "no"


@register.filter
def or_none(number: int | None, hidden: str = "some") -> str:
    """In a cell of a table: “none”, “about 135”, or `hidden` where it may not be told."""
    return hidden if number is None else f"about {number:,}" if number else "none"


@register.filter
def yes_between(row: Any) -> str:
    """“72–85%”: the interval of the share who said yes."""
    return percent_between(row.yes_low, row.yes_high)


@register.filter
def points(value: float) -> str:
    """“53 points”: a difference of two shares, without its sign."""
    whole = nearest(100 * abs(value), 1)
    return "1 point" if whole == 1 else f"{whole} points"


@register.filter
def between_points(slant: Any) -> str:
    """“between 44 and 63”: how large the difference may be, where its side is known."""
    low, high = sorted(nearest(100 * abs(end), 1) for end in slant.sii_between)
    return f"between {low} and {high}"


@register.filter
def signed(value: float) -> str:
    """“−53”, “0”, “+12”: with the sign that a minus has."""
    whole = nearest(100 * abs(value), 1)
    return f"{'+' if value > 0 else '−'}{whole}" if whole else "0"


@register.filter
def ends_words(ends: tuple[float, float, float]) -> str:
    """“8 points less where people are least hard up (between −15 and −1).”"""
    difference, low, high = ends
    between = f"(between {signed(low)} and {signed(high)})."
    if not nearest(100 * abs(difference), 1):
        return f"the same share in both {between}"
    which = "more" if difference > 0 else "less"
    return f"{points(difference)} {which} where people are least hard up {between}"


@register.filter
def slant_words(slant: Any) -> str:
    """Which end gets a place more often, and how sure that is."""
    if slant.leans == "most":
        return "People from areas that are more hard up get a place more often."
    if slant.leans == "least":
        return "People from areas that are better off get a place more often. That should be looked into."
    return "We cannot tell a difference between areas that are hard up and areas that are better off."
