"""Rules past their day: an officer says, for all to read, why they go on meanwhile and until when."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.keep_rules_meanwhile import keep_rules_meanwhile
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused

from ..forms.office import RulesMeanwhileForm
from ..once import once_only
from ..refusals import add_refusal
from .office import officers_only


@require_http_methods(["GET", "POST"])
@officers_only
def rules_meanwhile(request: HttpRequest) -> HttpResponse:
    """GET: which rules are past their day, and what was recorded. POST: they go on until a day, in the officer's name."""
    place = request.place  # type: ignore[attr-defined]
    day = today(place.zone)
    rules = coordination.rules_in_force(place)
    late = coordination.overdue_rules(coordination.document_of(rules), day) if rules else []
    form = RulesMeanwhileForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actor, said = request.actor, form.cleaned_data  # type: ignore[attr-defined]

        def write() -> dict[str, str]:
            kept = keep_rules_meanwhile(place=place, reason=said["reason"], until=said["until"], by=actor)
            return {"kept": str(kept.pk)}

        try:
            once_only(request, "keep_rules_meanwhile", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "It is written down, and everybody can read it.")
            return redirect("rules_meanwhile", place_slug=place.slug)
    kept = coordination.kept_meanwhile(rules, day) if rules and late else None
    context = {"form": form, "rules": rules, "late": late, "kept": kept}
    return render(request, "web/office/rules_meanwhile.html", context, status=422 if form.is_bound else 200)
