"""What others ask of us: to be part of something, and to lift what stands in its way. Yes, or not now."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import weaving
from helpfulacts.directory.actions.answer_part import leave_weave
from helpfulacts.directory.actions.lift_stop import lift_stop
from helpfulacts.directory.combination import when_in_words
from helpfulacts.directory.rules import may_lift
from helpfulacts.support.actions.answer_for_part import answer_for_part

from ..forms.weaving import SeenForm
from ..refusals import press_button, refuse_and_return
from .office import for_roles
from .speaking import waits_for_us

asked_only = for_roles("provider", "navigator", "officer")


@require_GET
@asked_only
def asked_of_us(request: HttpRequest) -> HttpResponse:
    """Ours alone for those who give; everybody's for the desk, which rings and writes down what they say."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    ours = actor.role == "provider"
    parts = weaving.asked_of(place, body=actor.body_id if ours else None)
    rows = [(part, when_in_words(weaving.wanted_of(part.weave))) for part in parts]
    context = {
        "asked": [row for row in rows if row[0].state == "asked"],
        "agreed": [row for row in rows if row[0].state == "agreed"],
        "lifts": [
            (weave, stop)
            for weave, stop in weaving.stops_to_lift(place)
            if may_lift(actor, weave, *stop.lifter)
        ],
        "ours": ours,
        **(waits_for_us(request) if ours else {}),
    }
    return render(request, "web/office/asked_of_us.html", context)


def _part_or_404(request: HttpRequest, part_id: uuid.UUID) -> Any:
    actor = request.actor  # type: ignore[attr-defined]
    part = weaving.get_part(request.place, part_id)  # type: ignore[attr-defined]
    if actor.role == "provider" and part.offer.provider_id != actor.body_id:
        raise NotFound("There is no such part in this place.")
    return part


@require_POST
@asked_only
def part_answer(request: HttpRequest, part_id: uuid.UUID) -> HttpResponse:
    """Yes or not now."""
    part, answer = _part_or_404(request, part_id), request.POST.get("answer", "")
    said = (
        f"Thank you. “{part.offer.title}” is part of “{part.weave.title}”. You can still say that you cannot any more."
        if answer == "yes"
        else "You said not now. You do not need a reason, and it loses you nothing."
    )
    return press_button(
        request, "part_answer", lambda: answer_for_part(part=part, answer=answer, by=request.actor),  # type: ignore[attr-defined]
        said, "asked_of_us",
    )  # fmt: skip


@require_POST
@asked_only
def part_leave(request: HttpRequest, part_id: uuid.UUID) -> HttpResponse:
    """We said yes, and cannot any more."""
    part = _part_or_404(request, part_id)
    said = f"“{part.offer.title}” is not part of it any more. Those who depend on it are told."
    return press_button(
        request, "part_leave", lambda: leave_weave(part=part, by=request.actor), said, "asked_of_us"  # type: ignore[attr-defined]
    )  # fmt: skip


@require_POST
@asked_only
def stop_lift(request: HttpRequest, weave_id: uuid.UUID) -> HttpResponse:
    """What stood in the way is settled, or the evidence was seen, says whoever may."""
    weave = weaving.get_weave(request.place, weave_id)  # type: ignore[attr-defined]
    key, form = request.POST.get("stop", ""), SeenForm(request.POST)
    if not form.is_valid():
        return refuse_and_return(request, Refused(str(form.errors["until"][0])), "asked_of_us")
    until = form.cleaned_data["until"]
    said = "Thank you. It does not stand in the way any more. Your name stays with it."
    return press_button(
        request, "stop_lift", lambda: lift_stop(weave=weave, stop=key, by=request.actor, seen_until=until), said, "asked_of_us"  # type: ignore[attr-defined]
    )  # fmt: skip
