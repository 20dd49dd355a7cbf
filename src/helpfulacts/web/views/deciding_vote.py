"""Vote, or share out points: add it up first as often as you like, then hand it in. And the receipt of a vote."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.core.errors import Refused
from helpfulacts.core.idempotency import was_done
from helpfulacts.deliberation import clauses, contributions, decisions, public
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.take_position import take_positions
from helpfulacts.deliberation.rules_asked import changes_asked
from helpfulacts.deliberation.selectors import last_day

from ..deciding_words import add_up, how_counted, sum_bars
from ..forms.deciding import VoteForm, initial_of
from ..once import once_only
from ..refusals import add_refusal
from .deciding_parts import (
    WAITS,
    Here,
    here,
    not_now,
    open_now,
    read_in_chosen,
    reading_in,
    show,
    shown_what_if,
    to,
    unsent,
    wait_with,
    waiting,
)
from .deciding_say import answer_words


@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, number: int) -> HttpResponse:
    """A ballot: all answers of somebody are handed in together, and the last vote of each counts."""
    mine = here(request, number)

    def write(stage: Any, rows: dict[Any, int]) -> None:
        # The tracker is in no answer that is kept: the hour of the form would stand beside it.
        cast_vote(
            stage=stage, membership=mine.membership, answers=rows, by=mine.actor, channel=mine.channel
        )  # fmt: skip

    return _hand_in(request, mine, open_now(mine)["vote"], "deciding_vote", write, "deciding_receipt")


@require_http_methods(["GET", "POST"])
def weigh(request: HttpRequest, number: int) -> HttpResponse:
    """Points for what matters more: all are shared out anew each time."""
    mine = here(request, number)

    def write(stage: Any, rows: dict[Any, int]) -> None:
        take_positions(
            stage=stage, membership=mine.membership, answers=rows, by=mine.actor, channel=mine.channel
        )  # fmt: skip

    return _hand_in(request, mine, open_now(mine)["weigh"], "deciding_weigh", write, "deciding_mine")


def _hand_in(
    request: HttpRequest, mine: Here, stage: Any, action: str, write: Any, then: str
) -> HttpResponse:
    """GET: the form, with what was answered before. POST with `read`: the same in another language; with `check`: what it
    comes to. POST: handed in."""
    number = mine.deliberation.number
    if stage is None:
        if was_done(place=mine.place, key=request.POST.get("key", ""), action=action):
            return to(request, then, number)  # they never saw the answer to this form, which came in time
        messages.info(request, not_now(mine, "Nobody can vote in this part now. Its days are on this page."))
        return to(request, "deciding_one", number)
    turned = bool(request.POST.get("read"))
    if turned:
        read_in_chosen(request, mine.deliberation)
    reading = reading_in(request, mine.deliberation)
    options = contributions.in_words(public.options(stage), reading["reads_in"])
    before = public.answers_of(stage, mine.membership)
    if request.method != "POST":
        given = before or waiting(request, stage)
        form = VoteForm(initial=initial_of(given, stage.rule), stage=stage, options=options)
        return _page(request, mine, form, action, given)
    form = VoteForm(request.POST, stage=stage, options=options)
    valid = form.is_valid()
    if turned:  # what was ticked and typed stays as it is, right or not
        as_typed = VoteForm(initial=request.POST.dict(), stage=stage, options=options)
        return _page(request, mine, as_typed, action, form.answers)
    if not valid:
        return _page(request, mine, form, action, form.answers, 422)
    try:
        if request.POST.get("check"):
            form.check()
            return _page(request, mine, form, action, form.answers)
        form.check()
        if mine.membership is None:
            return wait_with(request, mine, stage, form.answers)
        by_number = {row.contribution.number: row.contribution for row in options}
        rows = {by_number[one]: value for one, value in form.answers.items()}
        once_only(request, action, lambda: write(stage, rows))
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, mine, form, action, form.answers, 422)
    request.session.pop(WAITS, None)
    messages.success(request, "We have it. You can change it until this part closes.")
    return to(request, then, number)


def _page(
    request: HttpRequest, mine: Here, form: VoteForm, action: str, answers: dict[int, int], status: int = 200
) -> HttpResponse:
    stage = form.stage
    costs = {row.contribution.number: row.contribution.pence for row in form.options}
    pence = mine.deliberation.subject.get("pence")
    reading = reading_in(request, mine.deliberation)
    reasons = public.reasons_of((row.contribution for row in form.options), reading["reads_in"])
    found = add_up(stage, costs, answers, pence) if answers else None
    context = {
        "form": form,
        "stage": stage,
        "action": action,
        "rows": [(row, field, reasons.get(row.contribution.pk, [])) for row, field in form.rows()],
        "changes": clauses.changes_of(form.options),
        "sum": found,
        "sum_bars": sum_bars(found),
        "points": stage.parameters.get("points"),
        "pence": pence,
        "stops": mine.deliberation.subject.get("stops", []),
        "what_if": shown_what_if(mine.deliberation),
        "decided_first": [one for one in decisions.decisions_of(mine.deliberation) if one.emergency],
        "rule_changes": changes_asked(mine.deliberation),
        "counted": how_counted(stage, mine.deliberation.answers_above),
        "until": last_day(stage, mine.place.zone),
        "unsent": request.method != "POST" and unsent(request, mine),
        "handed_in": request.method != "POST" and bool(public.answers_of(stage, mine.membership)),
        "personal": mine.membership is not None,
        **reading,
    }
    return show(request, mine, "vote", context, status)


@require_GET
def receipt(request: HttpRequest, number: int) -> HttpResponse:
    """The vote that counts now, its tracker and its secret: what they prove, and what not."""
    mine = here(request, number)
    votes = [
        (stage, cast)
        for stage in mine.stages
        if stage.kind == "ballot" and (cast := public.cast_of(stage, mine.membership))
    ]
    if not votes:
        return redirect("deciding_mine", place_slug=mine.place.slug, number=number)
    stage, cast = votes[-1]
    answers = public.answers_of(stage, mine.membership)
    rows = contributions.in_words(public.everything(mine.deliberation).filter(number__in=answers))
    context = {
        "cast": cast,
        "stage": stage,
        "answers": [(row, answer_words(stage.rule, answers[row.contribution.number])) for row in rows],
        "open": stage == open_now(mine)["vote"],
        "until": last_day(stage, mine.place.zone),
        "personal": True,
    }
    return show(request, mine, "receipt", context)
