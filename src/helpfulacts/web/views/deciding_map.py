"""Where people stand: what most share, what divides, the groups where they hold, and where the reader stands. And as a table."""

from __future__ import annotations

import shlex
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.deliberation import exports, mapped
from helpfulacts.deliberation.selectors import last_day, standing_of
from helpfulacts.engine.small import SMALL
from helpfulacts.exchange.polis import comments_csv, votes_csv
from helpfulacts.exchange.sheets.csv_text import written

from ..charts import Part, StackedBar
from ..count_shown import told
from ..deciding_words import STAGES
from .deciding_parts import Here, here, open_now, saved_file, show, to

HALF = 5
"""As how many people a count is drawn that is not told: the picture tells nothing more than its table."""


@require_GET
def where_people_stand(request: HttpRequest, number: int) -> HttpResponse:
    mine = here(request, number)
    if mine.deliberation.uses == "position":  # what bodies answered is a report of its own
        return to(request, "where_we_stand", number)
    if not mapped.makes_map(mine.stages):
        raise NotFound("No map is made of this question. See what people brought.")
    found, coming = mapped.map_of(mine.deliberation), mapped.next_map(mine.stages)
    stand = mapped.stand_of(found, mine.stages, mine.membership) if found else None
    context = {
        "map": found,
        "next": coming if mine.deliberation.ended_at is None else None,
        "next_day": last_day(coming, mine.place.zone) if coming else None,
        "next_over": coming is not None and standing_of(coming) == "over",
        "next_title": STAGES[coming.kind] if coming else "",
        "stand": stand,
        "bars": [bar_of(line) for line in found.divides] if found else [],
        "sure": _how_sure(found.stability) if found and found.groups else "",
        "say": open_now(mine)["say"],
        "personal": stand is not None,
        "answers": _answers(mine, found) if found and found.every else None,
    }
    return show(request, mine, "map", context)


@require_GET
def map_saved(request: HttpRequest, number: int) -> HttpResponse:
    """What the page tells of each sentence, as a table; nothing of any one person."""
    mine = here(request, number)
    found = mapped.map_of(mine.deliberation)
    if found is None or not found.every:
        raise NotFound("There are no numbers of this map. The page says when there are.")
    return saved_file(
        "\ufeff" + written(exports.map_rows(found)), f"{mine.place.slug}-map-{number}.csv", "text/csv"
    )


@require_GET
def answers_saved(request: HttpRequest, number: int, which: str) -> HttpResponse:
    """What each person answered (`votes`), or what it was about (`statements`), as `helpfulacts opinions` and Polis read it."""
    mine = here(request, number)
    found = mapped.map_of(mine.deliberation)
    if found is None or not found.every:
        raise NotFound("There are no such tables of this map. The page says when there are.")
    try:
        matrix = exports.opinion_answers(found)
    except Refused as refused:
        raise NotFound(str(refused)) from None
    name = _answers(mine, found)[which]
    if which == "votes":
        return saved_file(votes_csv(matrix), name, "text/csv")
    titles = exports.titles_of(found.tally.stage, list(matrix.statements))
    return saved_file(comments_csv(matrix, list(titles.values())), name, "text/csv")


def _answers(mine: Here, found: Any) -> dict[str, str]:
    """How the map is made again from what each person answered, or why that is in no file."""
    name = f"{mine.place.slug}-map-{mine.deliberation.number}"
    seed = shlex.quote(found.tally.seed) if found.tally.seed else '""'
    return {
        "why_not": exports.why_no_answers(found),
        "votes": f"{name}-votes.csv",
        "statements": f"{name}-statements.csv",
        "how": f"--smallest {SMALL} --seed {seed}",
    }


def bar_of(line: Any) -> StackedBar:
    """Who agrees beside who disagrees: as long as its table tells, and what that does not tell always alike."""
    sides = (("agree", line.agree, "glass"), ("disagree", line.disagree, "brick"))
    return StackedBar(
        line.name,
        tuple(
            Part(word, HALF if count is None else count, look, f"{told(count).capitalize()} {word}")
            for word, count, look in sides
        ),
    )


def _how_sure(stability: float | None) -> str:
    """`stability` is at least what is needed for groups to be shown."""
    if stability is None or stability < 0.85:
        return "They came back most times, with some people moved."
    return "They came back nearly every time." if stability >= 0.95 else "They came back most times."
