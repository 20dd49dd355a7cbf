"""What a person said about how things are, in words: an answer, what it is called, and what they said before and say now.

Two answers are set side by side. That one came from the other, or from any help, is said nowhere.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import today

NOT_SAID = "Not said"
LESS_IS_BETTER = "Here a lower number is better."
LATELY = dt.timedelta(days=62)


def answer_words(question: Any, told: Any) -> str:
    """“7 of 10: high”, “3 of 10”, “Fair”, “Not said”."""
    if told is None:
        return NOT_SAID
    if not question.is_scale:
        return str(told.words)
    band = question.band(told.number)
    return f"{told.number} of 10{f': {band}' if band else ''}"


def then_and_now(line: Any) -> str:
    """“You said 3 in May and 6 now.” One answer stands alone; none is “Not said”."""
    question, first, last = line.question, line.first, line.last
    if last is None:
        return f"{NOT_SAID}."
    words = f"You said {_short(question, last)} {when_words(last.day)}."
    if first is not last:
        words = f"You said {_short(question, first)} {when_words(first.day, other=last.day)} and {_short(question, last)} {when_words(last.day)}."
    return f"{words} {LESS_IS_BETTER}" if question.lower_is_better else words


def _short(question: Any, told: Any) -> str:
    return str(told.number) if question.is_scale else f"“{told.words}”"


def when_words(day: dt.date, *, other: dt.date | None = None) -> str:
    """“now” for today, “on 24 June” for what is near today or in one month with `other`, else “in May”."""
    present = today()
    if day == present:
        return "now"
    same_month = other is not None and (day.year, day.month) == (other.year, other.month)
    year = "" if day.year == present.year else f" {day.year}"
    if same_month or present - day <= LATELY:
        return f"on {day.day} {day:%B}{year}"
    return f"in {day:%B}{year}"


def days_words(line: Any) -> str:
    """“Answered on 2 of 3 days.”"""
    return f"Answered on {len(line.told)} of {line.times} day{'' if line.times == 1 else 's'}."
