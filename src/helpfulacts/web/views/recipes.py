"""Recipes: how something that was brought together went, what it needs by kind, and what was begun from it."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.learning import rules
from helpfulacts.learning import selectors as learning
from helpfulacts.learning.actions.tell_how_it_went import take_off_practice, tell_how_it_went

from ..forms.weaving import TellForm
from ..once import once_only
from ..refusals import add_refusal, gone_already, press_button
from ..visitor import visitor_of
from ..weave_facts import recipe_words
from .office import page_of
from .office_weaving import show_weave, weave_or_404, weavers_only


@require_POST
@weavers_only
def weave_tell(request: HttpRequest, weave_id: uuid.UUID) -> HttpResponse:
    """How it went, by whoever wove it: kept as a recipe."""
    one, form = weave_or_404(request, weave_id), TellForm(request.POST)
    if form.is_valid():

        def write() -> dict[str, str]:
            made = tell_how_it_went(weave=one, by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
            return {"practice": str(made.pk)}

        try:
            answer = once_only(request, "weave_tell", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("recipe", place_slug=one.place.slug, practice_id=answer["practice"])
    return show_weave(request, one, tell=form, status=422)


@require_GET
def recipes(request: HttpRequest) -> HttpResponse:
    """Those of the place, the newest first."""
    page = page_of(request, learning.practices(request.place))  # type: ignore[attr-defined]
    return render(request, "web/public/recipes.html", {"page": page})


@require_GET
def recipe(request: HttpRequest, practice_id: uuid.UUID) -> HttpResponse:
    """One recipe, for everybody; whoever wove it, or an officer, can take it off."""
    found, visitor = learning.get_practice(request.place, practice_id), visitor_of(request)  # type: ignore[attr-defined]
    context = {
        **recipe_words(found),
        "recipe": found,
        "after": learning.made_after(found),
        "begun": learning.times_begun(found),
        "weaves": visitor.is_weaver or visitor.is_officer,
        "may_take_off": rules.may_take_off(visitor.actor, found),
    }
    return render(request, "web/public/recipe.html", context)


@require_POST
@weavers_only
def recipe_take_off(request: HttpRequest, practice_id: uuid.UUID) -> HttpResponse:
    """Nobody can read it any more."""
    try:
        found = learning.get_practice(request.place, practice_id)  # type: ignore[attr-defined]
    except NotFound:
        return gone_already(request, "It is taken off already. Nobody can read it.", "recipes")
    said = "It is taken off, and its words are gone."
    return press_button(
        request, "recipe_take_off", lambda: take_off_practice(practice=found, by=request.actor), said, "recipes"  # type: ignore[attr-defined]
    )  # fmt: skip
