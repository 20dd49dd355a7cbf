"""What is being decided, one question with its promise, and the page that says what taking part means."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.deliberation import contributions, decisions, papers, public
from helpfulacts.deliberation.actions.leave import leave
from helpfulacts.deliberation.actions.take_part import OVER, take_part
from helpfulacts.deliberation.actions.take_position import take_positions
from helpfulacts.deliberation.drawing import panel_of
from helpfulacts.deliberation.rules_asked import changes_asked
from helpfulacts.deliberation.selectors import goes_on, last_day, standing_of
from helpfulacts.places import selectors as places

from ..deciding_words import STANCES, how_counted, stage_lines, who_may
from ..forms.deciding import JoinForm
from ..once import once_only
from ..refusals import press_button, refuse_and_return
from ..visitor import visitor_of
from .deciding_panel import is_open, panel_facts
from .deciding_parts import (
    COMES_BACK,
    WAITS,
    Here,
    begun_here,
    here,
    open_now,
    show,
    shown_what_if,
    to,
    waiting,
)
from .deciding_say import answer_words
from .deciding_told import moved_lately
from .speaking import CHOOSE, waits_for_us

SHOW_FOR_WHOM = (
    "deciding_one", "deciding_text", "deciding_say", "deciding_vote", "deciding_weigh", "deciding_mine", "deciding_receipt",
)  # fmt: skip
"""Pages on which somebody can choose for whom they answer, and to which they come back."""


@require_GET
def deciding(request: HttpRequest) -> HttpResponse:
    """Everything that is asked here: open, coming, decided; of one ward where `?ward=` names it."""
    place = request.place  # type: ignore[attr-defined]
    areas = places.areas(place)
    area = next((one for one in areas if one.code == request.GET.get("ward")), None)
    context = {
        "lists": public.lists(place, area), "area": area, "areas": areas, "today": today(place.zone),
        "known": visitor_of(request).person is not None, "moved": moved_lately(request),
        **waits_for_us(request),
    }  # fmt: skip
    return render(request, "web/deciding/list.html", context)


@require_GET
def one(request: HttpRequest, number: int) -> HttpResponse:
    """The question: the promise first, then what can change, who asks, when each part is, and how it is counted."""
    mine = here(request, number)
    deliberation, zone = mine.deliberation, mine.place.zone
    counted = [
        (line, said)
        for line in stage_lines(mine.stages, zone)
        if (said := how_counted(line.stage, deliberation.answers_above))
    ]
    panel = panel_facts(mine)
    context: dict[str, Any] = {
        "stance": STANCES[deliberation.stance],
        "who_may": who_may(deliberation),
        "lines": stage_lines(mine.stages, zone),
        "counted": counted,
        "how_many": public.how_many(deliberation),
        "decisions": decisions.decisions_of(deliberation),
        "stops": deliberation.subject.get("stops", []),
        "pence": deliberation.subject.get("pence"),
        "what_if": shown_what_if(deliberation),
        "has_text": contributions.visible(deliberation, "clause").exists(),
        "rule_changes": changes_asked(deliberation),
        "panel": panel,
        **_other_ways(mine),
        "personal": panel is not None and mine.membership is not None,
        "limits": any(stage.kind == "ballot" for stage in mine.stages),
        **open_now(mine),
    }
    doing = context["vote"] or context["weigh"] or context["say"]
    context["until"] = last_day(doing, zone) if doing else None
    return show(request, mine, "one", context)


def _other_ways(mine: Here) -> dict[str, Any]:
    """`goes_on`: somebody can still answer, now or later. `slips`: how the vote stands for which the desk gives them; "" for none."""
    stage = papers.slips_for(mine.deliberation)
    standing = standing_of(stage) if stage else ""
    return {
        "goes_on": goes_on(mine.deliberation),
        "slips": "" if standing == "over" else standing,
    }


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, number: int) -> HttpResponse:
    """What taking part means, and what is kept. POST: take part; whoever we do not know gets six words, once."""
    mine = here(request, number)
    if mine.undecided:
        return show(request, mine, "whom", {"waits": _what_waits(request, mine)})
    if mine.membership is not None:
        return to(request, "deciding_mine", number)
    if mine.deliberation.open_to == "drawn" and is_open(panel_of(mine.deliberation, mine.stages)):
        return to(request, "deciding_panel_yes", number)
    if decisions.is_over(mine.deliberation):
        messages.info(request, OVER)
        return to(request, "deciding_one", number)
    if request.method == "POST":
        return _known(request, mine) if mine.person is not None else _new(request, mine)
    request.session[COMES_BACK] = number
    return _page(request, mine, JoinForm(place=mine.place) if mine.person is None else None)


@require_POST
def for_whom(request: HttpRequest, number: int) -> HttpResponse:
    """For which body, or for themselves, they answer here: kept for this visit. Chosen where an answer that waits is shown, it is
    given for them; elsewhere it waits on."""
    mine = here(request, number)
    if not mine.voice or not request.POST.get("for_whom"):
        return refuse_and_return(request, Refused(CHOOSE), "deciding_join", number=number)
    if mine.membership is None:  # themselves, who do not take part yet
        return to(request, "deciding_join", number)
    back = request.POST.get("back", "")
    if back != "deciding_join":
        return to(request, back if back in SHOW_FOR_WHOM else "deciding_mine", number)
    try:
        _give_what_waits(request, mine, mine.membership, mine.actor, mine.channel)
    except Refused as refusal:
        return refuse_and_return(request, refusal, "deciding_one", number=number)
    return to(request, _next_page(request, mine), number)


@require_POST
def leave_it(request: HttpRequest, number: int) -> HttpResponse:
    """Take part no longer: open answers go. They may come again."""
    mine = here(request, number)
    if mine.membership is None:
        return to(request, "deciding_one", number)
    membership, actor = mine.membership, mine.actor
    return press_button(
        request, "deciding_leave", lambda: leave(membership=membership, by=actor),
        "You do not take part any more. What you answered is gone, but for what was counted already.",
        "deciding_one", number=number,
    )  # fmt: skip


def _page(request: HttpRequest, mine: Here, form: JoinForm | None, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "waits": _what_waits(request, mine),
        "who_may": who_may(mine.deliberation),
        "asked_only": mine.deliberation.open_to in ("invited", "drawn"),
        **open_now(mine),
    }
    return show(request, mine, "join", context, status)


def _what_waits(request: HttpRequest, mine: Here) -> list[tuple[Any, str]]:
    """What was answered before this page, in words: whoever presses the button sees what they give."""
    found = []
    for stage in open_now(mine).values():
        answers = waiting(request, stage)
        rows = contributions.in_words(public.options(stage).filter(number__in=answers)) if answers else []
        found += [(row, answer_words(stage.rule, answers[row.contribution.number])) for row in rows]
    return found


def _known(request: HttpRequest, mine: Here) -> HttpResponse:
    """A person who is open in this browser, or with the desk."""

    def write() -> None:
        _take_part(request, mine, mine.person, mine.actor, mine.channel)

    try:
        once_only(request, "deciding_join", write)
    except Refused as refusal:
        return refuse_and_return(request, refusal, "deciding_one", number=mine.deliberation.number)
    return _on(request, mine)


def _new(request: HttpRequest, mine: Here) -> HttpResponse:
    def page(form: JoinForm, status: int) -> HttpResponse:
        return _page(request, mine, form, status)

    def do(person: Any, by: Any) -> None:
        _take_part(request, mine, person, by, "online" if by.person_id == person.pk else "assisted")

    form = JoinForm(request.POST, place=mine.place)
    return begun_here(request, form, "deciding_join", page, do) or _on(request, mine, new=True)


def _take_part(request: HttpRequest, mine: Here, person: Any, by: Any, channel: str) -> None:
    """Take part, and give the answer for which somebody was sent here, where it is one that is given at once."""
    membership = take_part(deliberation=mine.deliberation, person=person, by=by)
    _give_what_waits(request, mine, membership, by, channel)


def _give_what_waits(request: HttpRequest, mine: Here, membership: Any, by: Any, channel: str) -> None:
    stage = open_now(mine)["say"]
    if answers := waiting(request, stage):
        rows = {row: answers[row.number] for row in public.options(stage) if row.number in answers}
        take_positions(stage=stage, membership=membership, answers=rows, by=by, channel=channel)


def _on(request: HttpRequest, mine: Here, *, new: bool = False) -> HttpResponse:
    """To where they came from: the vote that waits, or the next sentence; a new person to their six words first."""
    request.session.pop(COMES_BACK, None)
    then = _next_page(request, mine)
    messages.success(request, "You take part now.")
    return to(request, "deciding_mine" if new else then, mine.deliberation.number)


def _next_page(request: HttpRequest, mine: Here) -> str:
    """Where they can do something now. What waited to be said is given, and waits no more."""
    doing = open_now(mine)
    if doing["say"] and waiting(request, doing["say"]):
        del request.session[WAITS]
    return next((f"deciding_{name}" for name in ("vote", "weigh", "say") if doing[name]), "deciding_mine")
