"""The desk: begin a plan for somebody who is here, vouch for a person, and stop a phrase that was lost."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.coordination import selectors as coordination
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.core.idempotency import once
from helpfulacts.directory import corrections, likenesses
from helpfulacts.directory import selectors as directory
from helpfulacts.directory import texts as questions
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.revoke_phrase import revoke_phrase
from helpfulacts.people.actions.vouch_for import vouch_for
from helpfulacts.places import selectors as places
from helpfulacts.promises import selectors as promises
from helpfulacts.support import next_door, visits
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import join_rounds

from ..forms.office import PhraseForm, ProxyForm
from ..once import once_only
from ..refusals import add_refusal, refuse_and_return
from ..safety import first_advice
from .office import desk_only

SLIP_FOR = "slip_for"
NOBODY_FOUND = "Those six words open nothing here. Read each word again from the slip."


@require_GET
@desk_only
def desk(request: HttpRequest) -> HttpResponse:
    """What can be done at a desk, with how much is waiting."""
    place = request.place  # type: ignore[attr-defined]
    days = promises.days_to_keep(place)
    return render(
        request,
        "web/office/desk.html",
        {
            "not_out": visits.overdue(place),
            "days_near": len(days),
            "days_late": sum(day.notice == "late" for day in days),
            "to_tell": len(promises.to_tell(place, today(place.zone))),
            "held": directory.held_offers(place).count(),
            "texts": len(questions.texts_to_read(place)),
            "to_check": len(corrections.to_answer(place)) + len(corrections.open_appeals(place)),
            "roles_end": len(people.ending_soon(place)),
            "rules_late": _rules_late(place),
            "alike": likenesses.proposed(place).count(),
            "asks_next_door": any(one.base for one in places.neighbours(place)),
            "asked_by_neighbours": sum(not one.answer for one in next_door.asked_by_neighbours(place)),
        },
    )


def _rules_late(place: Any) -> bool:
    """Is a rule past its day, with nothing recorded on why it goes on?"""
    rules, day = coordination.rules_in_force(place), today(place.zone)
    if rules is None or coordination.kept_meanwhile(rules, day):
        return False
    return bool(coordination.overdue_rules(coordination.document_of(rules), day))


@require_http_methods(["GET", "POST"])
@desk_only
def proxy_plan(request: HttpRequest) -> HttpResponse:
    """Somebody says it, the desk types it. Crisis first; then the plan; then the slip, shown once."""
    place = request.place  # type: ignore[attr-defined]
    if request.method != "POST":
        return render(request, "web/office/proxy_plan.html", {"form": ProxyForm(place=place)})
    form = ProxyForm(request.POST, place=place)
    advice = first_advice(request.POST.get("words", ""))
    if advice and not request.POST.get("safe"):
        # What was typed stays; mistakes wait until they have seen the numbers.
        typed = {
            name: request.POST.getlist(name) if name == "facets" else request.POST.get(name, "")
            for name in form.fields
        }
        form = ProxyForm(initial=typed, place=place)
        return render(request, "web/office/proxy_plan.html", {"form": form, "advice": advice})
    if form.is_valid():
        made: dict[str, Any] = {}
        try:
            answer = once_only(request, "proxy_plan", lambda: _begin(request, form, made))
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            request.session[SLIP_FOR] = answer["person"]
            if made:
                return _slip(request, made["phrase"])
            return render(request, "web/office/slip_again.html")
    return render(request, "web/office/proxy_plan.html", {"form": form, "advice": advice}, status=422)


def _begin(request: HttpRequest, form: ProxyForm, made: dict[str, Any]) -> dict[str, str]:
    """The person, their plan and their phrase. The phrase goes into `made`, never into the answer that is kept."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    given = form.cleaned_data
    person = begin_person(
        place=place,
        called=given["called"],
        channel=given["channel"],
        contact=given["contact"] if given["channel"] != "desk" else "",
        postcode=places.postcode_row(place, form.where.code) if form.where else None,
        ward=form.where.ward if form.where else None,
    )
    plan = begin_plan(place=place, person=person, words=given["words"], by=actor, by_proxy=actor.shown_as)
    if given["facets"]:
        add_aspiration(plan=plan, words=given["words"], facets=given["facets"], by=actor)
    if given["in_rounds"]:
        join_rounds(plan=plan, by=actor)
    if given["met"]:
        vouch_for(person=person, by=actor)
    made["phrase"] = give_phrase(person=person)
    return {"person": str(person.pk)}


def _slip(request: HttpRequest, phrase: str) -> HttpResponse:
    return render(request, "web/office/slip.html", {"phrase": phrase})


@require_POST
@desk_only
def new_slip(request: HttpRequest) -> HttpResponse:
    """Another slip for the plan that this desk has just begun; the slip before stops working."""
    kept = request.session.get(SLIP_FOR)
    person = people.person_by_id(request.place, uuid.UUID(kept)) if kept else None  # type: ignore[attr-defined]
    if person is None:
        return refuse_and_return(
            request, Refused("There is no new plan to print a slip for. Begin one first."), "desk"
        )
    made: dict[str, str] = {}

    def write() -> dict[str, str]:
        made["phrase"] = give_phrase(person=person)
        return {"person": str(person.pk)}

    try:
        once_only(request, "new_slip", write)
    except Refused as refusal:
        return refuse_and_return(request, refusal, "desk")
    if made:
        return _slip(request, made["phrase"])
    return render(request, "web/office/slip_again.html")


@require_http_methods(["GET", "POST"])
@desk_only
def vouch(request: HttpRequest) -> HttpResponse:
    """Say that you have met somebody, found by their six words."""
    actor = request.actor  # type: ignore[attr-defined]

    def write(person: Any) -> str:
        if person.vouched_by:
            return "Somebody has vouched for this person already. Nothing was changed."
        vouch_for(person=person, by=actor)
        return "Done. You vouched for this person, so a round may give them a scarce place."

    return _by_phrase(request, "vouch", "web/office/vouch.html", write)


@require_http_methods(["GET", "POST"])
@desk_only
def stop_phrase(request: HttpRequest) -> HttpResponse:
    """Stop six words that were lost or that somebody else may know."""
    actor = request.actor  # type: ignore[attr-defined]

    def write(person: Any) -> str:
        revoke_phrase(person=person, by=actor)
        return "Stopped. Those six words open nothing from now on."

    return _by_phrase(request, "stop_phrase", "web/office/stop_phrase.html", write)


def _by_phrase(request: HttpRequest, action: str, template: str, write: Any) -> HttpResponse:
    """A page with one box for six words. They are kept nowhere: the form's key remembers whom they found, not them."""
    place = request.place  # type: ignore[attr-defined]
    if request.method != "POST":
        return render(request, template, {"form": PhraseForm()})
    form = PhraseForm(request.POST)
    if form.is_valid():
        person = people.person_by_phrase(place, form.cleaned_data["phrase"])
        try:
            said = once(
                place=place,
                key=request.POST.get("key", ""),
                action=action,
                request={"person": str(person.pk) if person else ""},
                write=lambda: _done_to(person, write),
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, said["said"])
            return redirect("desk", place_slug=place.slug)
    return render(request, template, {"form": form}, status=422)


def _done_to(person: Any, write: Any) -> dict[str, str]:
    if person is None:
        raise Refused(NOBODY_FOUND, field="phrase")
    return {"said": write(person)}
