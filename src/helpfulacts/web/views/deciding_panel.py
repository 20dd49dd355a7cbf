"""A panel by lot: what is promised of it, saying yes and taking it back, what was drawn, and saying no to a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.deliberation import drawing
from helpfulacts.deliberation.actions.join_draw import join_draw, leave_draw
from helpfulacts.deliberation.actions.leave import leave
from helpfulacts.deliberation.selectors import last_day
from helpfulacts.engine.choosing.sortition import TICKETS
from helpfulacts.engine.small import SMALL
from helpfulacts.exchange.sheets.csv_text import written

from ..deciding_words import StageLine, stage_lines
from ..forms.panel import NewYesForm, YesForm, first_answers
from ..once import once_only
from ..refusals import add_refusal, press_button
from .deciding_parts import COMES_BACK, Here, begun_here, here, saved_file, show, to


@dataclass(frozen=True)
class Facts:
    """What pages say of a panel. lot: how this member stands to it. places, result, steps: once it is drawn; few: fewer than
    ten said yes, so no number of them is told. next: the parts in which those who are on it still answer."""

    panel: drawing.Panel
    lot: drawing.OwnLot
    until: Any
    places: drawing.PlacesTaken | None = None
    result: Any = None
    steps: tuple[str, ...] = ()
    few: bool = False
    next: tuple[StageLine, ...] = ()


def is_open(panel: drawing.Panel | None) -> bool:
    """Can people say yes now?"""
    return panel is not None and panel.standing == "open"


def panel_facts(mine: Here) -> Facts | None:
    """None where no panel is promised."""
    panel = drawing.panel_of(mine.deliberation, mine.stages)
    if panel is None:
        return None
    lot, until = drawing.own_lot(panel, mine.membership), last_day(panel.stage, mine.place.zone)
    if panel.tally is None:
        return Facts(panel, lot, until)
    few = panel.tally.result["took_part"] < SMALL
    steps = () if few else tuple(panel.tally.explanation["steps"])
    coming = tuple(
        line
        for line in stage_lines(mine.stages, mine.place.zone)
        if line.stage.rule and line.standing != "Over"
    )
    return Facts(panel, lot, until, drawing.places_taken(panel), panel.tally.result, steps, few, coming)


def _facts(mine: Here) -> Facts:
    facts = panel_facts(mine)
    if facts is None:
        raise NotFound("No panel is drawn for this question.")
    return facts


@require_GET
def panel(request: HttpRequest, number: int) -> HttpResponse:
    """Who is on it and what draws them, before anybody says yes; after the draw how equal the chances were."""
    mine = here(request, number)
    facts = _facts(mine)
    return show(
        request, mine, "panel", {"panel": facts, "tickets": TICKETS, "personal": mine.membership is not None}
    )


@require_http_methods(["GET", "POST"])
def panel_yes(request: HttpRequest, number: int) -> HttpResponse:
    """What is asked and why, and what becomes of it. POST: yes. Whoever we do not know gets six words, once.

    What somebody told is in the form again for them alone, never for the desk that helps them.
    """
    mine = here(request, number)
    facts = _facts(mine)
    if mine.undecided:
        return to(request, "deciding_join", number)
    promised, posted = facts.panel.promised, request.POST if request.method == "POST" else None
    if facts.panel.standing != "open":
        messages.info(request, "The time to say yes is over. What comes next is on this page.")
        return to(request, "deciding_panel", number)

    def page(form: Any, status: int = 200) -> HttpResponse:
        context = {"form": form, "panel": facts, "personal": mine.membership is not None}
        return show(request, mine, "panel_yes", context, status)

    def done() -> HttpResponse:
        request.session.pop(COMES_BACK, None)
        messages.success(request, "You said yes. You read here whether you were drawn.")
        return to(request, "deciding_mine", number)

    if mine.person is None:
        new = NewYesForm(posted, place=mine.place, promised=promised)
        if posted is None:
            request.session[COMES_BACK] = number
            return page(new)

        def do(person: Any, by: Any) -> None:
            join_draw(deliberation=mine.deliberation, person=person, answers=new.answers, by=by)

        return begun_here(request, new, "deciding_panel_yes", page, do) or done()

    said = {} if mine.by_proxy else facts.lot.said
    form = YesForm(posted, promised=promised, initial=first_answers(promised, said))
    if posted is None:
        return page(form)
    if not form.is_valid():
        return page(form, 422)

    def write() -> None:
        join_draw(deliberation=mine.deliberation, person=mine.person, answers=form.answers, by=mine.actor)

    try:
        once_only(request, "deciding_panel_yes", write)
    except Refused as refusal:
        add_refusal(form, refusal)
        return page(form, 422)
    return done()


@require_POST
def panel_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take the yes back, until it is drawn: what was told goes."""
    mine = here(request, number)
    if mine.membership is None:
        return to(request, "deciding_panel", number)
    membership, actor = mine.membership, mine.actor
    return press_button(
        request, "deciding_panel_back", lambda: leave_draw(membership=membership, by=actor),
        "You took your yes back. What you told us for it is deleted.", "deciding_panel", number=number,
    )  # fmt: skip


@require_POST
def panel_no(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody who was drawn says no to their place: it stays empty, and whoever asks sees that."""
    mine = here(request, number)
    if mine.membership is None or not _facts(mine).lot.on_it:
        return to(request, "deciding_panel", number)
    membership, actor = mine.membership, mine.actor
    return press_button(
        request, "deciding_panel_no", lambda: leave(membership=membership, by=actor),
        "You said no to your place. Nobody is drawn in your stead: it stays empty. Whoever asks sees that, not who you are.",
        "deciding_panel", number=number,
    )  # fmt: skip


@require_GET
def panel_lots(request: HttpRequest, number: int) -> HttpResponse:
    """The mixes that could be drawn with their tickets, to draw again by the seed: with nobody in it, nor what they told."""
    tally = _facts(here(request, number)).panel.tally
    if tally is None or tally.result["took_part"] < SMALL:
        raise NotFound("There is no draw here that can be saved.")
    return saved_file(written(drawing.lots_of(tally)), f"{tally.place.slug}-panel-{number}.csv", "text/csv")
