"""The parts of pages of deciding together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import template
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from helpfulacts.core import clock
from helpfulacts.core.readability import hard_words, reading_age
from helpfulacts.deliberation.contributions import Piece
from helpfulacts.deliberation.counting.chosen import listed
from helpfulacts.deliberation.decisions import decision_cited
from helpfulacts.deliberation.mapped import Line
from helpfulacts.engine.small import SMALL, nearest

from ..count_shown import told
from ..languages import FIRST, tongue
from ..opinion_picture import draw_groups
from ..plain_words import MOST_SHOWN, advise

register = template.Library()
register.filter("tongue", tongue)
register.filter("told", told)


@register.filter
def date_here(moment: dt.datetime, place: Any) -> str:
    """“Monday 1 June”: the day of a moment, where the place is."""
    return clock.day_of_in_words(moment, place.zone)


@register.filter
def count_some(number: int) -> str:
    """How many people: “nobody”, “fewer than 10 people”, “about 125 people”, so that nobody is seen to come."""
    if number == 0:
        return "nobody"
    return f"fewer than {SMALL} people" if number < SMALL else f"about {nearest(number):,} people"


@register.filter
def some_untold(lines: Iterable[Line]) -> bool:
    """Is some count of these lines so small that it is not told?"""
    return any(None in (line.agree, line.passed, line.disagree) for line in lines)


@register.simple_tag
def redline(pieces: Iterable[Piece]) -> SafeString:
    """Words with what came and what went: drawn differently, and said to whoever hears the page."""
    return format_html_join(
        " ",
        "{}",
        (
            (
                linebreaksbr(piece.words, autoescape=True)
                if piece.how == "kept"
                else format_html(
                    '<{0}><span class="vh">[{1}: </span>{2}<span class="vh">]</span></{0}>',
                    *(("ins", "new") if piece.how == "added" else ("del", "taken out")),
                    linebreaksbr(piece.words, autoescape=True),
                ),
            )
            for piece in pieces
        ),
    )


@register.simple_tag
def added_words(words: str) -> SafeString:
    """Words that come into a text by themselves."""
    return redline([Piece("added", words)])


@register.filter
def numbers_listed(numbers: list[int]) -> str:
    """“numbers 4 and 7”."""
    return listed(numbers)


@register.inclusion_tag("web/deciding/parts/how_read.html")
def how_read(*texts: str, language: str = FIRST) -> dict[str, Any]:
    """How old a reader must be for what somebody wrote, and which words and sentences are hard. It is advice alone, of English."""
    given = [text or "" for text in texts]
    advice = advise(*given)
    plainer = {word for word, _ in advice.hard}
    text = "\n".join(given)
    if advice.unread or language != FIRST:
        return {"unread": True}
    hard = [word for word in hard_words(text) if word not in plainer]
    return {"advice": advice, "age": reading_age(text), "hard": hard[:MOST_SHOWN]}


@register.inclusion_tag("web/deciding/parts/groups.html")
def opinion_groups(groups: Any, stand: Any) -> dict[str, Any]:
    """The picture of groups, with the reader's own mark where they have answered enough."""
    own = stand.at if stand else None
    drawing = draw_groups(
        [(f"{one.letter}: {one.people:,} people", one.people, one.centre) for one in groups], own
    )
    label = "A circle for each group. The words beside it say who they are."
    return {
        "drawing": drawing,
        "label": f"{label} You are nearest to group {stand.group.letter}." if own else label,
    }


@register.simple_tag(takes_context=True)
def record(context: template.Context, ref: str, *, mid_sentence: bool = False) -> SafeString:
    """Where a rule says that its decision is written down; a link, where that is a decision of this place."""
    request, place = context["request"], context["place"]
    known = request.__dict__.setdefault(
        "decisions_cited", {}
    )  # each once for a page: many rules cite the same
    if ref not in known:
        known[ref] = decision_cited(place, ref)
    said = f"{ref[:1].lower()}{ref[1:]}" if mid_sentence else ref
    if known[ref] is None:
        return format_html("{}", said)
    to = reverse("decided", kwargs={"place_slug": place.slug, "number": known[ref].number})
    return format_html('<a href="{}">{}</a>', to, said)
