"""Small pieces of the pages about how things are."""

from __future__ import annotations

from typing import Any

from django import template

from .. import reading_charts, reading_words

register = template.Library()
register.filter("then_and_now", reading_words.then_and_now)
register.filter("days_answered", reading_words.days_words)


@register.simple_tag
def answer_of(question: Any, told: Any) -> str:
    return reading_words.answer_words(question, told)


@register.inclusion_tag("web/plan/parts/reading_dots.html")
def reading_dots(line: Any, days: Any) -> dict[str, Any]:
    """A picture of a question with a number for an answer; the table beside it says the same."""
    return {
        "drawing": reading_charts.draw_dots(days, {told.day: told.number for told in line.told}),
        "label": f"{line.question.short}: {reading_words.then_and_now(line)}",
    }
