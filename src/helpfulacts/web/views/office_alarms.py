"""A right that a round could not meet: a body owes an answer by a day, and an officer writes down what it said."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.answer_alarm import answer_alarm
from helpfulacts.core.errors import Refused

from ..forms.office import AlarmAnswerForm
from ..once import once_only
from ..refusals import add_refusal
from .office import officers_only, round_or_404


@require_http_methods(["GET", "POST"])
@officers_only
def alarm(request: HttpRequest, number: int, alarm_id: uuid.UUID) -> HttpResponse:
    """GET: who must answer for what, and by when. POST: what they answered, which keeps their promise."""
    run = round_or_404(request, number)
    shown = next((one for one in coordination.alarms_of(run) if one.id == alarm_id), None)
    if shown is None:
        raise Http404("There is no such alarm in this round.")
    form = AlarmAnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actor = request.actor  # type: ignore[attr-defined]

        def write() -> dict[str, str]:
            kept = answer_alarm(run=run, alarm_id=alarm_id, answer=form.cleaned_data["answer"], by=actor)
            return {"promise": str(kept.pk)}

        try:
            once_only(request, "answer_alarm", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Their answer is written down.")
            return redirect("round", place_slug=run.place.slug, number=number)
    context = {"run": run, "alarm": shown, "form": form}
    return render(request, "web/office/alarm.html", context, status=422 if form.is_bound else 200)
