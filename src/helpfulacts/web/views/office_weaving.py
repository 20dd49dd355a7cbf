"""The resource-weaver's workspace: what is under-used, what stops a combination, and who is asked."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory import weaving
from helpfulacts.directory.actions.ask_parts import ask_parts
from helpfulacts.directory.actions.begin_weave import add_part, begin_weave, change_weave, drop_part
from helpfulacts.directory.actions.list_weave import end_weave, list_weave
from helpfulacts.directory.combination import common_time, when_in_words
from helpfulacts.directory.unused import WHATS, unused
from helpfulacts.learning import selectors as learning
from helpfulacts.learning.actions.begin_from_practice import begin_from_practice
from helpfulacts.places import selectors as places
from helpfulacts.support.actions.change_dates import change_dates_of

from ..forms.weaving import BeginForm, LookForm, TellForm, WeaveForm
from ..once import once_only
from ..refusals import add_refusal, press_button, refuse_and_return
from ..seen import stands_as_seen
from ..weave_facts import costs_in, grant_of, learned_of, recipe_asked_for, recipe_sent, recipe_words
from .office import for_roles

weavers_only = for_roles("resource-weaver", "officer")
FEW = 6
ENDED_WITHIN = dt.timedelta(weeks=12)


def _shown(request: HttpRequest, bound: BeginForm | None = None, status: int = 200) -> HttpResponse:
    place: Any = request.place  # type: ignore[attr-defined]
    look = LookForm(request.GET, wards=[area.name for area in places.areas(place, "ward")])
    look.is_valid()
    what, on, part = (str(look.cleaned_data.get(name) or "") for name in ("what", "on", "part"))
    ward = places.area_by_name(place, look.cleaned_data["ward"]) if look.cleaned_data.get("ward") else None
    rows = unused(place, ward=ward, what=what, on=on, part=part)
    groups = []
    for code, words in WHATS.items():
        of_it = [row for row in rows if row.what == code]
        if of_it:
            groups.append((code, words, of_it if what else of_it[:FEW], len(of_it)))
    recipe = recipe_asked_for(request)
    context = {
        "grant": grant_of(request),
        "recipe": recipe,
        "recipe_gone": recipe is None and bool(request.GET.get("recipe")),
        "needed": recipe_words(recipe)["made_of"] if recipe else [],
        "look": look,
        "groups": groups,
        "weaves": weaving.weaves(place),
        "ended": weaving.ended_since(place, now() - ENDED_WITHIN),
        "told": learning.to_tell(place, request.actor.key),  # type: ignore[attr-defined]
        "ticked": request.POST.getlist("part"),
        "begin": bound or BeginForm(initial={"title": recipe.title} if recipe else None),
        "to": _adding_to(request),
        "wrong": bound,
    }
    return render(request, "web/office/weaving.html", context, status=status)


def _adding_to(request: HttpRequest) -> Any:
    """The combination that one more thing is looked for, or None."""
    try:
        return weaving.get_weave(request.place, uuid.UUID(request.GET.get("to", "")))  # type: ignore[attr-defined]
    except (NotFound, ValueError):
        return None


@require_GET
@weavers_only
def home(request: HttpRequest) -> HttpResponse:
    """Under-used things, and the combinations under way."""
    return _shown(request)


def _offers(request: HttpRequest) -> list[Any]:
    found = [directory.offer_by_id(request.place, one) for one in request.POST.getlist("part")]  # type: ignore[attr-defined]
    return [offer for offer in found if offer is not None]


@require_POST
@weavers_only
def begin(request: HttpRequest) -> HttpResponse:
    """A draft of what was ticked. Nobody is asked."""
    place: Any = request.place  # type: ignore[attr-defined]
    form = BeginForm(request.POST)
    if form.is_valid():

        def write() -> dict[str, str]:
            recipe = recipe_sent(request)
            given: dict[str, Any] = {
                "title": form.cleaned_data["title"],
                "offers": _offers(request),
                "by": request.actor,  # type: ignore[attr-defined]
            }
            if recipe:
                made = begin_from_practice(practice=recipe, **given)
            else:
                made = begin_weave(place=place, **given)
            return {"weave": str(made.pk)}

        try:
            answer = once_only(request, "weave_begin", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Here it is. Nobody has been asked, and nothing is held.")
            return redirect("weave", place_slug=place.slug, weave_id=answer["weave"])
    return _shown(request, form, 422)


def weave_or_404(request: HttpRequest, weave_id: uuid.UUID) -> Any:
    return weaving.get_weave(request.place, weave_id)  # type: ignore[attr-defined]


def _plan_form(weave: Any) -> WeaveForm:
    return WeaveForm(initial=WeaveForm.facts_of(weave))


def show_weave(
    request: HttpRequest,
    weave: Any,
    form: WeaveForm | None = None,
    *,
    tell: TellForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a combination, with the form of its plan or of how it went as it was sent."""
    parts = weaving.parts_of(weave)
    found = weaving.found_for(weave, parts)
    offers = [part.offer for part in parts if part.state != "left"]
    fixed = [stop for stop in found.stops if not stop.liftable]
    common = list(common_time(weaving.part_values(offers, parts)).items())[:5]
    all_yes = bool(parts) and all(part.state in ("agreed", "left") for part in parts)
    context = {
        "weave": weave,
        "parts": parts,
        "found": found,
        "seen": weaving.seen_for(weave),
        "fixed": fixed,
        "times": common,
        "when": when_in_words(weaving.wanted_of(weave)),
        **costs_in(weave, parts, offers),
        **learned_of(request, weave, tell),
        "places": weaving.capacity_for(weave, [part for part in parts if part.state != "left"]),
        "open": weave.state in weaving.OPEN,
        "may_ask": any(part.state == "draft" for part in parts) and not fixed,
        "all_yes": all_yes,
        "may_list": all_yes and not found.stops,
        "plan": form or _plan_form(weave),
        "wrong": form or tell,
        "wrong_plan": form,
    }
    return render(request, "web/office/weave.html", context, status=status)


@require_GET
@weavers_only
def weave(request: HttpRequest, weave_id: uuid.UUID) -> HttpResponse:
    """One combination: what stops it, who can lift that, what is fine, and who has said yes."""
    return show_weave(request, weave_or_404(request, weave_id))


@require_POST
@weavers_only
def change(request: HttpRequest, weave_id: uuid.UUID) -> HttpResponse:
    """For whom, when, how many."""
    one = weave_or_404(request, weave_id)
    form = WeaveForm(request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        given["facets"] = dict.fromkeys(given["facets"], 2)
        given["from_slot"], given["to_slot"] = given.pop("first"), given.pop("until")

        def write() -> dict[str, str]:
            stands_as_seen(request, one, form)
            change_weave(weave=one, by=request.actor, **given)  # type: ignore[attr-defined]
            return {"weave": str(one.pk)}

        try:
            once_only(request, "weave_change", write)
        except Refused as refusal:
            add_refusal(form, refusal, from_slot="first", to_slot="until")
        else:
            messages.success(request, "Saved. See below what stops it now.")
            return redirect("weave", place_slug=one.place.slug, weave_id=one.pk)
    return show_weave(request, one, form, status=422)


@require_POST
@weavers_only
def add(request: HttpRequest, weave_id: uuid.UUID) -> HttpResponse:
    """More parts, as ticked."""
    one, offers = weave_or_404(request, weave_id), _offers(request)

    def write() -> None:
        if not offers:
            raise Refused("Tick at least one thing to add.")
        for offer in offers:
            add_part(weave=one, offer=offer, by=request.actor)  # type: ignore[attr-defined]

    said = "Added. Those who give it have not been asked yet."
    return press_button(request, "weave_add", write, said, "weave", weave_id=one.pk)


@require_POST
@weavers_only
def drop(request: HttpRequest, part_id: uuid.UUID) -> HttpResponse:
    """Take a part out."""
    try:
        part = weaving.get_part(request.place, part_id)  # type: ignore[attr-defined]
    except NotFound:
        # A button pressed twice: the part went with the first press.
        return refuse_and_return(request, Refused("That part was taken out already."), "weaving")
    return press_button(
        request, "weave_drop", lambda: drop_part(part=part, by=request.actor),  # type: ignore[attr-defined]
        f"“{part.offer.title}” was taken out. What it held is free.", "weave", weave_id=part.weave_id,
    )  # fmt: skip


def _button(action: str, change: Callable[..., Any], said: str, why: str) -> Callable[..., HttpResponse]:
    """A button of a combination: `change(weave=, by=)` once, then `said`."""

    @require_POST
    @weavers_only
    def pressed(request: HttpRequest, weave_id: uuid.UUID) -> HttpResponse:
        one = weave_or_404(request, weave_id)
        return press_button(
            request, action, lambda: change(weave=one, by=request.actor), said, "weave", weave_id=one.pk  # type: ignore[attr-defined]
        )  # fmt: skip

    pressed.__doc__ = why
    return pressed


ask = _button(
    "weave_ask",
    ask_parts,
    "They are asked. Each may say yes or not now, and needs no reason.",
    "Ask everybody who was not asked yet.",
)
list_it = _button(
    "weave_list",
    list_weave,
    "It is listed. People can find it from now.",
    "It becomes an offer that people can find.",
)


def _end(*, weave: Any, by: Any) -> None:
    """Whoever is coming is told."""
    listed = [weave.offer] if weave.offer else []
    change_dates_of(place=weave.place, offers=listed, write=lambda: end_weave(weave=weave, by=by))


end = _button("weave_end", _end, "It has ended. Everything that it held is free again.", "It is over.")
