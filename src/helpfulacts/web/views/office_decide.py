"""From votes to a decision, at the convenor's desk: close what is over, count it, look that a count is right, write the decision down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.deliberation import agreements, contributions, decisions, drafting, public, selectors
from helpfulacts.deliberation.actions.close_stage import close_stage
from helpfulacts.deliberation.actions.count_stage import count_stage, verify_tally
from helpfulacts.deliberation.actions.draft_decision import change_decision, draft_decision, require_draft
from helpfulacts.deliberation.rules_asked import changes_asked, what_if_of

from ..count_shown import count_shown
from ..deciding_words import STAGES
from ..forms.office_decide import DecisionForm
from ..once import HIDDEN
from ..refusals import press_button
from ..seen import FIELD, stands_in_turn
from .office import convenors_only
from .office_changes import text_facts
from .plan_mine import write_form

YEAR = dt.timedelta(days=365)
NOT_TYPED = {*HIDDEN, FIELD}


def desk_facts(deliberation: Any) -> dict[str, Any]:
    """What the desk of one question says of closing, counting and deciding."""
    what_if = what_if_of(deliberation, shown_only=False)
    names = {
        one.contribution.number: one.name for one in contributions.in_words(public.everything(deliberation))
    }
    sides = agreements.names_of_sides(deliberation)
    return {
        "to_count": [
            (part, STAGES[part.stage.kind], _count(part.tally, names, sides) if part.tally else None)
            for part in drafting.parts_to_count(deliberation)
        ],
        "what_if": what_if,
        "rules_asked": bool(deliberation.subject.get("document")),
        "rule_changes": changes_asked(deliberation),
        "decision_drafts": drafting.drafts_of(deliberation),
        "decided": decisions.decisions_of(deliberation),
        "has_text": contributions.visible(deliberation, "clause").exists(),
        **text_facts(deliberation),
    }


def _count(tally: Any, names: dict[int, str], sides: dict[str, str]) -> Any:
    return count_shown(tally, drafting.counted_how(tally), names, sides)


@require_POST
@convenors_only
def deciding_close(request: HttpRequest, number: int, order: int) -> HttpResponse:
    """A part whose time is over: from now on nothing in it changes."""
    deliberation = selectors.get_deliberation(request.place, number)  # type: ignore[attr-defined]
    stage = drafting.part_of(deliberation, order)
    return press_button(
        request, "deciding_close", lambda: close_stage(stage=stage, by=request.actor),  # type: ignore[attr-defined]
        "It is closed. Nothing in it changes any more.", "deciding_desk", anchor="to-decide", number=number,
    )  # fmt: skip


@require_POST
@convenors_only
def deciding_count(request: HttpRequest, number: int, order: int) -> HttpResponse:
    """By the rule that was promised."""
    deliberation = selectors.get_deliberation(request.place, number)  # type: ignore[attr-defined]
    stage = drafting.part_of(deliberation, order)
    return press_button(
        request, "deciding_count", lambda: count_stage(stage=stage, by=request.actor),  # type: ignore[attr-defined]
        "It is counted. The count stays as it is.", "deciding_desk", anchor="to-decide", number=number,
    )  # fmt: skip


@require_POST
@convenors_only
def deciding_verify(request: HttpRequest, number: int, count: int) -> HttpResponse:
    """Counts again from what it says it was made from, and says if the same comes out. Nothing is kept."""
    place = request.place  # type: ignore[attr-defined]
    tally = drafting.count_by_number(selectors.get_deliberation(place, number), count)
    if verify_tally(tally):
        messages.success(request, f"Count {count} was counted again, and the same came out.")
    else:
        messages.error(request, f"Count {count} does not come out again. Decide nothing by it, and ask whoever runs this to look.")  # fmt: skip
    return redirect("deciding_desk", place_slug=place.slug, number=number)


@require_http_methods(["GET", "POST"])
@convenors_only
def decide_new(request: HttpRequest, number: int) -> HttpResponse:
    """GET: what was decided, in words. POST: a draft, which only colleagues read."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    deliberation = selectors.get_deliberation(place, number)
    counts = drafting.counts_of(deliberation)
    last = {one.stage_id: one for one in counts}
    day = today(place.zone)
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        counts=_choices(counts),
        initial={
            "body": deliberation.convenor.name, "decided_on": day, "review_on": day + YEAR, "level": deliberation.level,
            "counts": [str(one.number) for one in last.values()],
        },
    )  # fmt: skip

    def write() -> dict[str, int]:
        made = draft_decision(
            deliberation=deliberation, by=actor, tallies=_chosen(counts, form), **_given(form)
        )
        return {"decision": made.number}

    return _words(request, form, "decide_new", write, {"one": deliberation})


def draft_here(request: HttpRequest, number: int) -> Any:
    """A decision that was written down, published or not. Raises NotFound: what was typed for one that is gone is said there."""
    try:
        return decisions.get_decision(request.place, number, drafts=True)  # type: ignore[attr-defined]
    except NotFound:
        if request.method != "POST":
            raise
        typed = [
            words for name, words in request.POST.dict().items() if name not in NOT_TYPED and " " in words
        ]
        said = f" This is what you had typed: {' / '.join(typed)}" if typed else ""
        raise NotFound(f"This draft was thrown away meanwhile. Write down a new one.{said}") from None


def stands_as_opened(request: HttpRequest, draft: Any, form: Any, there: Callable[[], Any]) -> None:
    """Raises Refused where it is no draft any more, or what the form shows of it (`there`) was changed since its page was opened."""

    def now() -> Any:
        require_draft(draft)
        return there()

    stands_in_turn(request, form, now)


@require_http_methods(["GET", "POST"])
@convenors_only
def decide_words(request: HttpRequest, decision: int) -> HttpResponse:
    """A draft is said otherwise, as often as it takes, until it is published."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    draft = draft_here(request, decision)
    if draft.published_at is not None and request.method != "POST":
        return redirect("decided", place_slug=place.slug, number=decision)
    counts = drafting.counts_of(draft.deliberation)

    def form_of(sent: Any = None) -> DecisionForm:
        says = {name: _said(draft, name) for name in DecisionForm.base_fields}
        return DecisionForm(sent, counts=_choices(counts), draft=says)

    form = form_of(request.POST if request.method == "POST" else None)

    def write() -> dict[str, int]:
        stands_as_opened(request, draft, form, lambda: form_of().boxes)
        change_decision(decision=draft, changes=_given(form), tallies=_chosen(counts, form), by=actor)
        return {"decision": draft.number}

    return _words(request, form, "decide_words", write, {"one": draft.deliberation, "draft": draft})


def _said(draft: Any, name: str) -> Any:
    """As its box says it."""
    if name == "counts":
        return [str(one.number) for one in decisions.tallies_of(draft)]
    value = getattr(draft, name)
    return value.isoformat() if name in DecisionForm.days and value else value or ""


def _words(
    request: HttpRequest, form: DecisionForm, action: str, write: Any, context: dict[str, Any]
) -> HttpResponse:
    def page(more: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(request, "web/office/decide_words.html", {**context, **more}, status=status)

    def done(answer: dict[str, int]) -> HttpResponse:
        messages.success(request, "It is kept. Nobody reads it but you and your colleagues.")
        place = request.place  # type: ignore[attr-defined]
        return redirect("decide_answers", place_slug=place.slug, decision=answer["decision"])

    if request.method != "POST":
        return page({"form": form})
    names = {"tallies": "counts"}
    return write_form(request, form, action=action, write=write, page=page, done=done, names=names)


def _choices(counts: list[Any]) -> list[tuple[str, str]]:
    return [
        (
            str(one.number),
            f"Count {one.number}: {STAGES[one.stage.kind].lower()}, {drafting.counted_how(one)}",
        )
        for one in counts
    ]


def _chosen(counts: list[Any], form: DecisionForm) -> list[Any]:
    return [one for one in counts if str(one.number) in form.cleaned_data.get("counts", [])]


def _given(form: DecisionForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "counts"}
