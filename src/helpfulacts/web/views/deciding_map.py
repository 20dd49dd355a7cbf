"""Where people stand: what most share, what divides, the groups where they hold, and where the reader stands. And as a table."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from helpfulacts.core.errors import NotFound
from helpfulacts.deliberation import exports, mapped
from helpfulacts.deliberation.selectors import standing_of
from helpfulacts.exchange.sheets.csv_text import written

from ..charts import Part, StackedBar
from ..count_shown import told
from ..deciding_words import STAGES, last_day
from .deciding_parts import here, open_now, show

HALF = 5
"""As how many people a count is drawn that is not told: the picture tells nothing more than its table."""


@require_GET
def where_people_stand(request: HttpRequest, number: int) -> HttpResponse:
    mine = here(request, number)
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
    }
    return show(request, mine, "map", context)


@require_GET
def map_saved(request: HttpRequest, number: int) -> HttpResponse:
    """What the page tells of each sentence, as a table; nothing of any one person."""
    mine = here(request, number)
    found = mapped.map_of(mine.deliberation)
    if found is None or not found.every:
        raise NotFound("There are no numbers of this map. The page says when there are.")
    answer = HttpResponse("\ufeff" + written(exports.map_rows(found)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{mine.place.slug}-map-{number}.csv"'
    return answer


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
