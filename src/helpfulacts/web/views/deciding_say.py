"""One sentence at a time: agree, pass or disagree. All of them; and what I answered and brought, to change while it is open."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.deliberation import clauses, contributions, moderation, public, told
from helpfulacts.deliberation.actions.take_position import take_positions
from helpfulacts.deliberation.selectors import last_day

from ..deciding_words import AGREE, BROUGHT, CONSENT
from ..forms.deciding import BRINGS
from ..once import once_only
from ..refusals import refuse_and_return
from ..slips import take_slip
from .deciding_bring import may_be_brought
from .deciding_brought import fates
from .deciding_panel import panel_facts
from .deciding_parts import Here, here, not_now, open_now, reading_in, show, to, unsent, wait_with
from .deciding_told import in_words

SKIPPED = "deciding_skipped"
"""In the session: numbers that somebody left for later, by stage."""
WRONG = "Choose agree, pass or disagree."


@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, number: int) -> HttpResponse:
    """GET: one sentence that is not answered yet, or the one that `?about=` names. POST: the answer, or leave it for later."""
    mine = here(request, number)
    if mine.deliberation.uses == "position":  # all of it on a page of its own, with why
        return to(request, "where_we_stand", number)
    stage = open_now(mine)["say"]
    if stage is None:
        return _closed(request, mine)
    answers = public.answers_of(stage, mine.membership)
    if request.method == "POST":
        return _answer(request, mine, stage)
    skipped = request.session.get(SKIPPED, {}).get(str(stage.pk), [])
    seed = str(mine.membership.pk) if mine.membership else request.session.session_key or "nobody"
    left = public.to_answer(stage, seed, answers)
    about = _number(request.GET.get("about"))
    at = about or next((one for one in left if one not in skipped), None)
    reading = reading_in(request, mine.deliberation)
    found = contributions.in_words(public.options(stage).filter(number=at), reading["reads_in"]) if at else []
    if about and not found:
        raise NotFound("That is not asked here, or not any more. See all of it.")
    of = public.options(stage).count()
    context: dict[str, Any] = {
        "stage": stage,
        "brought": found[0] if found else None,
        "changes": clauses.changes_of(found),
        "reasons": [
            one
            for rows in public.reasons_of((row.contribution for row in found), reading["reads_in"]).values()
            for one in rows
        ],
        "answered": of - len(left),
        "of": of,
        "left": len(left),
        "given": AGREE.get(answers.get(at, 9)) if at else None,
        "choices": AGREE.items(),
        "brings": may_be_brought(mine),
        "personal": mine.membership is not None,
        "until": last_day(stage, mine.place.zone),
        **reading,
    }
    return show(request, mine, "say", context)


def _answer(request: HttpRequest, mine: Here, stage: Any) -> HttpResponse:
    number = mine.deliberation.number
    about = _number(request.POST.get("about"))
    if request.POST.get("later"):
        kept = request.session.get(SKIPPED, {})
        kept.setdefault(str(stage.pk), []).append(about)
        request.session[SKIPPED] = kept
        return to(request, "deciding_say", number)
    if request.POST.get("again"):
        request.session.pop(SKIPPED, None)
        return to(request, "deciding_say", number)
    try:
        value = _number(request.POST.get("answer"))
        if value not in AGREE:
            raise Refused(WRONG)
        row = public.options(stage).filter(number=about).first() if about is not None else None
        if row is None:
            raise Refused("That is not asked here any more. Here is the next one.")
        if mine.membership is None:
            return wait_with(request, mine, stage, {row.number: value})

        def write() -> None:
            take_positions(
                stage=stage, membership=mine.membership, answers={row: value}, by=mine.actor, channel=mine.channel
            )  # fmt: skip

        once_only(request, "deciding_say", write)
    except Refused as refusal:
        return refuse_and_return(request, refusal, "deciding_say", number=number)
    messages.success(request, f"Kept: {AGREE[value].lower()}.")
    return to(request, "deciding_mine" if request.POST.get("change") else "deciding_say", number)


def _number(text: str | None) -> int | None:
    try:
        return int(text or "")
    except ValueError:
        return None


def _closed(request: HttpRequest, mine: Here) -> HttpResponse:
    messages.info(request, not_now(mine, "Nothing can be said in this part now. Its days are on this page."))
    return to(request, "deciding_one", mine.deliberation.number)


@require_GET
def said(request: HttpRequest, number: int) -> HttpResponse:
    """Everything that people brought, for anybody; beside it what I answered. Of what is hidden, by which line of the policy."""
    mine = here(request, number)
    stage = open_now(mine)["say"]
    reading = reading_in(request, mine.deliberation)
    rows = contributions.in_words(public.everything(mine.deliberation), reading["reads_in"])
    answers = public.answers_of(stage, mine.membership) if stage else {}
    asked = set(public.options(stage).values_list("number", flat=True)) if stage else set()
    shown = [
        (
            row.contribution.number,
            row,
            AGREE.get(answers.get(row.contribution.number, 9)),
            row.contribution.number in asked,
        )
        for row in rows
    ]
    hidden = [(at, None, line, False) for at, line in moderation.hidden_in(mine.deliberation)]
    context = {
        "rows": sorted([*shown, *hidden], key=lambda one: one[0]),
        "personal": bool(answers),
        "stage": stage,
        **reading,
    }
    return show(request, mine, "said", context)


@require_GET
def my_part(request: HttpRequest, number: int) -> HttpResponse:
    """What I answered in each part, and what became of what I brought or said yes to. Somebody new reads their six words here, once."""
    mine = here(request, number)
    if mine.membership is None:
        return redirect("deciding_join", place_slug=mine.place.slug, number=number)
    doing = open_now(mine)
    parts = [part for stage in mine.stages if stage.rule and (part := _part(mine, stage, doing))]
    brought = contributions.brought_by(mine.membership)
    news = told.news_for(mine.person) if mine.person is not None else []
    moved = [one for one in news if one.deliberation.pk == mine.deliberation.pk]
    context = {
        "unsent": unsent(request, mine),
        "words": take_slip(request, mine.person).split() if mine.person is not None else [],
        "parts": parts,
        "gone": not parts and any(public.answers_of(one, mine.membership) for one in mine.stages if one.rule),
        "news": in_words(moved),
        "own": brought,
        "fates": fates(mine, [one.contribution for one in brought]),
        "rewords": list(BRINGS),
        "brought_words": BROUGHT,
        "brings": may_be_brought(mine),
        "panel": panel_facts(mine),
        "personal": True,
        **doing,
    }
    return show(request, mine, "mine", context)


def _part(mine: Here, stage: Any, doing: dict[str, Any]) -> dict[str, Any] | None:
    """One stage as its member sees it: each answer in words, where to change it, and whether a vote was handed in."""
    answers = public.answers_of(stage, mine.membership)
    cast = public.cast_of(stage, mine.membership)
    if not answers and cast is None:
        return None
    rows = contributions.in_words(public.everything(mine.deliberation).filter(number__in=answers))
    if not rows and cast is None:  # what they answered was taken back or hidden since
        return None
    return {
        "stage": stage,
        "answers": [(row, answer_words(stage.rule, answers[row.contribution.number])) for row in rows],
        "cast": cast,
        "open": stage in doing.values(),
        "one_by_one": stage == doing["say"],
        "change": "deciding_vote" if stage == doing["vote"] else "deciding_weigh",
    }


def answer_words(rule: str, value: int) -> str:
    """“Agree”, “Yes”, “8 points”, “in place 2”."""
    if rule == "agree":
        return AGREE[value]
    if rule == "consent":
        return CONSENT[value]
    if rule == "approval":
        return "Yes" if value else "Not chosen"
    return f"in place {value}" if rule == "rank" else f"{value:,} point{'' if value == 1 else 's'}"
