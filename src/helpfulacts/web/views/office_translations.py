"""What somebody brought, in other languages: put one in, say who made it, and that somebody has read it beside the words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.core.errors import NotFound
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.actions.add_translation import add_translation, check_translation
from helpfulacts.deliberation.contributions import get_contribution, in_words, translations_of

from ..forms.office_moderation import TranslationForm
from ..languages import in_english
from ..refusals import press_button
from .office_moderation import readers_only
from .plan_mine import write_form


@require_http_methods(["GET", "POST"])
@readers_only
def brought_languages(request: HttpRequest, number: int, brought: int) -> HttpResponse:
    """GET: the words, and each translation. POST: one more."""
    shown = _shown(request, number, brought)
    there, actor = translations_of(shown.revision), request.actor  # type: ignore[attr-defined]
    form = TranslationForm(request.POST or None, brought=shown, there=[one.language for one in there])

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        given = {
            "one": shown.contribution.deliberation,
            "found": shown.contribution,
            "shown": shown,
            "rows": [(one, in_english(one.language), one.entered_by_key == actor.key) for one in there],
            **context,
        }
        return render(request, "web/office/brought_languages.html", given, status=status)

    if request.method != "POST":
        return page({"form": form})

    def write() -> None:
        add_translation(revision=shown.revision, by=actor, **form.kept())

    def done(_: Any) -> HttpResponse:
        messages.success(
            request, "It is kept. It says that nobody has checked it yet. Ask somebody else to read it."
        )
        place = request.place  # type: ignore[attr-defined]
        return redirect("brought_languages", place_slug=place.slug, number=number, brought=brought)

    return write_form(
        request,
        form,
        action="brought_languages",
        write=write,
        page=page,
        done=done,
        names={"made_by": "maker"},
    )


@require_POST
@readers_only
def translation_read(request: HttpRequest, number: int, brought: int, language: str) -> HttpResponse:
    """Somebody who neither made nor entered it has read both, and they say the same."""
    shown = _shown(request, number, brought)
    found = next((one for one in translations_of(shown.revision) if one.language == language), None)
    if found is None:
        raise NotFound("There is no translation into that language.")
    actor = request.actor  # type: ignore[attr-defined]
    return press_button(
        request, "translation_read", lambda: check_translation(translation=found, by=actor),
        "It says now that you have read it.", "brought_languages", number=number, brought=brought,
    )  # fmt: skip


def _shown(request: HttpRequest, number: int, brought: int) -> Any:
    found = get_contribution(selectors.get_deliberation(request.place, number), brought)  # type: ignore[attr-defined]
    shown = next(iter(in_words([found])), None)
    if shown is None or shown.gone:
        raise NotFound("Its words are gone, so there is nothing to translate.")
    return shown
