"""Whoever walks beside people: their list by what was promised when, one person's page, one note, small money."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.coordination.actions.check_rights import check_rights
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotFound
from helpfulacts.directory import selectors as directory
from helpfulacts.exchange.texts.nudging import way_to
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.open_record import open_once_a_day, open_record
from helpfulacts.promises import selectors as promises
from helpfulacts.support import caseload as care
from helpfulacts.support import plans
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.draft_introduction import draft_introduction
from helpfulacts.support.actions.spend_micro_fund import spend_micro_fund
from helpfulacts.support.actions.write_note import write_note
from helpfulacts.support.silence import nudge_words

from ..cards import cards_for
from ..forms.introductions import FindPersonForm, IntroduceForm, NoteForm, SpendForm
from ..forms.office import WhyForm
from ..kept import kept_offers
from ..why import keep_why, kept_why
from .office import for_roles
from .plan_mine import write_form

navigators_only = for_roles("navigator")
LIST = "my people"
WHY_LISTED = "You are on the list of whoever helps you"
OPENED = "note opened"


@dataclass(frozen=True)
class Silent:
    """A giver who has said nothing: the drafted letter, and how it would go ("" where somebody has to ring)."""

    step: Any
    words: str
    form: str


@require_http_methods(["GET", "POST"])
@navigators_only
def my_people(request: HttpRequest) -> HttpResponse:
    """What was promised when, late first; who waits on others apart; silent givers with a drafted letter.

    Posted, only whoever is called so: a name is in no address, and nothing is written but the look of today.
    """
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    rows = care.caseload(place, actor.account_id)
    open_once_a_day(
        place=place, actor=actor, people=[row.person.pk for row in rows], why=WHY_LISTED, noun=LIST
    )
    form = FindPersonForm(request.POST or None)
    wanted = form.cleaned_data["called"].casefold() if form.is_valid() else ""
    shown = [row for row in rows if wanted in row.person.called.casefold()] if wanted else rows
    notes, seconds = care.minutes_of_writing(place, actor.account_id)
    context = {
        "form": form,
        "wanted": wanted,
        "shown": shown,
        "mine": [row for row in shown if row.steps and not row.waits_on_others],
        "others": [row for row in shown if row.waits_on_others],
        "quiet": [row for row in shown if not row.steps],
        "number": len(rows),
        "late": sum(row.late for row in rows),
        "silent": [_silent(step) for row in shown for step in row.steps if step.silent],
        "full": _full(place, shown),
        "heard": care.heard_from_givers(place, actor.account_id, [row.plan for row in shown]),
        "notes": notes,
        "each": round(seconds / notes) if notes else 0,
        "fund": care.fund_of(place, actor.account_id),
        "found": promises.found_of(place, today(place.zone), by=actor.account_id),
    }
    return render(request, "web/office/my_people.html", context)


def _silent(step: Any) -> Silent:
    return Silent(step, nudge_words(step.one, step.silent), way_to(step.one).form)


def _full(place: Any, rows: Any) -> list[tuple[Any, int]]:
    """What somebody on the list waits for in a queue: its card, and how many of the list wait for it."""
    waits: dict[Any, int] = {}
    for row in rows:
        for step in row.steps:
            if step.queue is not None:
                waits[step.one.act.offer] = waits.get(step.one.act.offer, 0) + 1
    return list(zip(cards_for(place, list(waits)), waits.values(), strict=True))


def _person(request: HttpRequest, person_id: uuid.UUID) -> tuple[Any, Any]:
    person = people.get_person(request.place, person_id)  # type: ignore[attr-defined]
    plan = plans.plan_of(person)
    if plan is None:
        raise NotFound("There is no such person in this place.")
    return person, plan


@require_http_methods(["GET", "POST"])
@navigators_only
def my_person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """One person. Why comes first, once a visit; each time that the page is shown is one look, which they see."""
    person, _ = _person(request, person_id)
    if request.method == "POST":
        form = WhyForm(request.POST)
        if not form.is_valid():
            return _ask_why(request, person, form, 422)
        keep_why(request, "person", person_id, form)
        return redirect("my_person", place_slug=person.place.slug, person_id=person_id)
    return show_person(request, person_id)


def _ask_why(request: HttpRequest, person: Any, form: WhyForm, status: int = 200) -> HttpResponse:
    return render(request, "web/office/my_person_why.html", {"person": person, "form": form}, status=status)


def show_person(
    request: HttpRequest,
    person_id: uuid.UUID,
    note: NoteForm | None = None,
    spend: SpendForm | None = None,
    status: int = 200,
    advice: Any = None,
) -> HttpResponse:
    """The page of one person, with a form that was just sent; asks why first where nobody said so in this visit.

    A form that comes back says itself why it was opened: nothing typed is lost.
    """
    person, plan = _person(request, person_id)
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    why = kept_why(request, "person", person_id)
    if not why and (note or spend):
        why = "To write a note for you" if note else "To spend something for you"
    if not why:
        return _ask_why(request, person, WhyForm())
    open_record(place=place, actor=actor, person=person, why=why, subject=plan.pk)
    fund = care.fund_of(place, actor.account_id)
    steps = care.steps_of(plan)
    context = {
        "person": person,
        "plan": plan,
        "why": why,
        "advice": advice,
        "steps": steps,
        "ended": [one for one in care.introductions_of(plan) if not one.is_open],
        "wishes": plans.aspirations_of(plan),
        "may_introduce": care.may_be_introduced_now(plan),
        "notes": care.notes_on(person),
        "note_form": note or _note_form(steps),
        "fund": fund,
        "left": care.left_for(fund, person) if fund else 0,
        "spends": care.spends_on(person),
        "spend_form": spend or SpendForm(acts=_live_acts(plan)),
    }
    return render(request, "web/office/my_person.html", context, status=status)


def _note_form(steps: Iterable[Any], data: Any = None) -> NoteForm:
    """The form of one note; it knows when it was opened, so that the writing can be timed, without a script."""
    open_ones = [(str(step.one.pk), step.one.act.title) for step in steps]
    opened = signing.dumps(now().timestamp(), salt=OPENED)
    return NoteForm(data, introductions=open_ones, initial={"opened": opened, "when": "any"})


def _live_acts(plan: Any) -> list[tuple[str, str]]:
    return [(str(one.act.pk), one.act.title) for one in support.acts_of(plan) if one.act.state != "confirmed"]


def _seconds(opened: str) -> int | None:
    """From opening the page to now; None where that is not known."""
    try:
        return round(now().timestamp() - float(signing.loads(opened, salt=OPENED)))
    except signing.BadSignature:
        return None


@require_POST
@navigators_only
def person_note(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Keep one note."""
    person, plan = _person(request, person_id)
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    form = _note_form(care.steps_of(plan), request.POST)

    def write() -> dict[str, str]:
        given = form.cleaned_data
        about = given.get("introduction")
        note = write_note(
            person=person, words=given["words"], by=actor,
            introduction=care.get_introduction(place, uuid.UUID(about)) if about else None,
            next_day=given.get("next_day"), nobody_has=given["nobody_has"],
            when=given["when"] or "any", seconds=_seconds(given["opened"]),
        )  # fmt: skip
        return {"note": str(note.pk)}

    def done(answer: Any) -> HttpResponse:
        gap = " It is counted as a gap." if form.cleaned_data["nobody_has"] else ""
        moved = " The day has moved." if form.cleaned_data.get("next_day") else ""
        messages.success(request, f"Kept. They can read it.{moved}{gap}")
        return redirect("my_person", place_slug=place.slug, person_id=person_id)

    return write_form(
        request, form, action="person_note", write=write, done=done, free=("words",), names={"due": "next_day"},
        page=lambda context, status: show_person(
            request, person_id, note=context["form"], status=status, advice=context.get("advice")
        ),
    )  # fmt: skip


@require_POST
@navigators_only
def person_spend(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Small money, at once."""
    person, plan = _person(request, person_id)
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    form = SpendForm(request.POST, acts=_live_acts(plan))
    fund = care.fund_of(place, actor.account_id)
    if fund is None:
        raise NotFound("You have no micro-fund here.")

    def write() -> dict[str, str]:
        given = form.cleaned_data
        act = support.get_act(place, uuid.UUID(given["act"]))
        spend = spend_micro_fund(
            fund=fund, act=act, pence=int(given["pounds"] * 100), what=given["what"], by=actor
        )
        return {"spend": str(spend.pk)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, f"Spent. £{care.left_for(fund, person) / 100:.2f} is left for them.")
        return redirect("my_person", place_slug=place.slug, person_id=person_id)

    return write_form(
        request, form, action="person_spend", write=write, done=done,
        page=lambda context, status: show_person(request, person_id, spend=context["form"], status=status),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@navigators_only
def introduce_them(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """To whom, and the two lines. What is on their plan can be chosen, and what is on “my list” of this browser."""
    person, plan = _person(request, person_id)
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    acts = care.may_be_introduced_now(plan)
    theirs = {act.offer_id for act in acts}
    offers = [one for one in kept_offers(request) if one.pk not in theirs]
    choices = [(f"act:{act.pk}", f"{act.title}, from {act.shown_from}") for act in acts]
    choices += [(f"offer:{one.pk}", f"{one.title}, from {one.shown_from}") for one in offers]
    form = IntroduceForm(request.POST or None, choices=choices)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(
            request,
            "web/office/introduce_them.html",
            {"person": person, "choices": choices, **context},
            status=status,
        )

    if request.method != "POST":
        open_record(place=place, actor=actor, person=person, why="To introduce you", subject=plan.pk)
        return page({"form": form})

    def write() -> dict[str, str]:
        given = form.cleaned_data
        kind, _, key = given["to"].partition(":")
        if kind == "act":
            act = support.get_act(place, uuid.UUID(key))
        else:
            offer = directory.get_offer(place, uuid.UUID(key))
            check = check_rights(plan=plan)
            reason = {"code": "introduced", "check": str(check.pk)}
            act = choose_offer(plan=plan, offer=offer, by=actor, reason=reason)
        one = draft_introduction(act=act, lines=(given["first"], given["second"]), by=actor)
        return {"introduction": str(one.pk)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Written. Nothing is sent before they say yes to the two lines.")
        return redirect("my_person", place_slug=place.slug, person_id=person_id)

    return write_form(request, form, action="introduce_them", write=write, page=page, done=done)
