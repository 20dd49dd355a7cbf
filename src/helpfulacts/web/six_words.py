"""One form of six words, whatever they open: how often they may be tried, and nothing said of what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from . import attempts
from .forms.plan import PhraseForm

Shown = Callable[[dict[str, Any], int], HttpResponse]


def open_by_six_words(
    request: HttpRequest, *, page: Shown, opens: Callable[[str], HttpResponse | None], wrong: str
) -> HttpResponse:
    """`page(context, status)` shows the form; `opens(words)` answers, or None where they open nothing, and `wrong` is said.

    Wrong words, no words and nobody's words all get the same sentence. What was typed is never sent back.
    """
    if request.method != "POST":
        return page({"form": PhraseForm()}, 200)
    form = PhraseForm(request.POST)
    if form.is_valid():
        if wait := attempts.must_wait(request):
            form.add_error("phrase", wait)
        elif (answer := opens(form.cleaned_data["phrase"])) is not None:
            return answer
        else:
            attempts.count_wrong(request)
            form.add_error("phrase", wrong)
    return page({"form": form.without_the_words()}, 422)
