"""Could this be plainer? Somebody pastes their words; advice comes back. Nothing is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ..forms.plain_words import WordsForm
from ..plain_words import advise
from ..safety import first_advice


@require_http_methods(["GET", "POST"])
def plain_words(request: HttpRequest) -> HttpResponse:
    """GET: an empty box. POST: the same words with advice below, crisis first as with every free sentence."""
    if request.method != "POST":
        return render(request, "web/public/plain_words.html", {"form": WordsForm()})
    form = WordsForm(request.POST)
    context: dict[str, Any] = {"form": form, "danger": first_advice(request.POST.get("words", ""))}
    if not form.is_valid():
        return render(request, "web/public/plain_words.html", context, status=422)
    context["advice"] = advise(form.cleaned_data["words"])
    return render(request, "web/public/plain_words.html", context)
