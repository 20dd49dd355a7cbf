"""What the person would like: add a wish, say it another way, strike it out, put it back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.core.errors import NotFound
from helpfulacts.support import plans
from helpfulacts.support.actions.aspire import (
    add_aspiration,
    change_aspiration,
    put_back_aspiration,
    strike_out_aspiration,
)
from helpfulacts.support.actions.suggest_change import suggest_change

from ..asked_about import asked_about, forget
from ..forms.plan import DISTANCES, WishForm
from ..reading import facets_of
from ..refusals import press_button
from .plan_mine import SUGGESTED, Mine, back, show, suggests, with_plan, with_plan_in_use, write_form


@with_plan_in_use
def plan_wish(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Add one thing the person would like; with `change`, the id of a wish, say that one another way.

    The first time, the sentence has been read for them: they correct it. With `first`, that is the wish that their plan
    began with, where it has one.
    """
    changing = _wish_to_change(request, mine) or _begun_with(request, mine)
    about = asked_about(request)
    asked = about["asked_about"]

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(
            request, "wish", {**context, **about, "changing": changing, "by_proxy": mine.by_proxy}, status
        )

    if request.method != "POST" and changing is not None:
        return page({"form": WishForm(initial=_as_it_is(changing)), "read": bool(request.GET.get("first"))})

    if request.method != "POST" or request.POST.get("carry"):
        first = not plans.aspirations_of(mine.plan) and not plans.struck_out(mine.plan)
        read = facets_of(mine.plan.words) if first and asked is None else {}
        form = WishForm(
            initial={
                "words": request.POST.get("words", "")[:600] or (mine.plan.words if first else ""),
                "facets": list(asked.facets if asked is not None else read),
                "importance": "2",
                "travel_limit_m": "5000",
            }
        )
        return page({"form": form, "read": bool(read)})
    form = WishForm(request.POST)

    def write() -> dict[str, str]:
        given = form.cleaned_data
        if suggests(request, mine):
            one = suggest_change(
                plan=mine.plan, part="reword" if changing else "wish", words=given["words"],
                facets=[] if changing else given["facets"], about=changing, by=mine.actor,
            )  # fmt: skip
            return {"suggestion": str(one.pk)}
        said = {
            "words": given["words"],
            "facets": given["facets"],
            "by": mine.actor,
            "importance": int(given["importance"]),
            "times": given["times"],
            "travel_limit_m": int(given["travel_limit_m"]),
            "needs_step_free": given["needs_step_free"],
        }
        if changing is not None:
            return {"wish": str(change_aspiration(aspiration=changing, **said).pk)}
        return {"wish": str(add_aspiration(plan=mine.plan, **said).pk)}

    def done(answer: Any) -> HttpResponse:
        forget(request)
        if suggests(request, mine):
            messages.success(request, SUGGESTED)
            return back(request)
        if changing is not None:
            messages.success(request, "Changed. The next round, and new ideas, go by this.")
            return back(request)
        if asked is not None and not mine.plan.in_rounds:
            messages.success(request, "It is on your plan. One more yes, and we ask for you in the rounds.")
            return back(request, "join_rounds")
        if asked is not None:
            messages.success(request, "It is on your plan. We ask for you in the next round.")
            return back(request)
        messages.success(request, "It is on your plan. Press “Look for ideas” when you like.")
        return back(request)

    return write_form(request, form, action="plan_wish", write=write, page=page, done=done, free=("words",))


def _wish_to_change(request: HttpRequest, mine: Mine) -> Any | None:
    asked = request.POST.get("change") or request.GET.get("change") or ""
    try:
        return plans.get_aspiration(mine.plan, uuid.UUID(asked)) if asked else None
    except ValueError:
        raise NotFound("There is no such wish on this plan.") from None


def _begun_with(request: HttpRequest, mine: Mine) -> Any | None:
    """The one wish of a plan, for whoever comes from its beginning."""
    wishes = plans.aspirations_of(mine.plan) if request.GET.get("first") else []
    return wishes[0] if len(wishes) == 1 else None


def _as_it_is(wish: Any) -> dict[str, Any]:
    """A wish as its form shows it; a distance that is not on the list becomes the next one that is."""
    offered = [int(metres) for metres, _ in DISTANCES]
    far = next((metres for metres in offered if metres >= wish.travel_limit_m), offered[-1])
    return {
        "words": wish.words,
        "facets": wish.facets,
        "importance": str(wish.importance),
        "times": wish.times,
        "travel_limit_m": str(far),
        "needs_step_free": wish.needs_step_free,
    }


@require_POST
@with_plan
def plan_strike(request: HttpRequest, mine: Mine, wish_id: uuid.UUID) -> HttpResponse:
    wish = plans.get_aspiration(mine.plan, wish_id)
    return press_button(
        request, "strike", lambda: strike_out_aspiration(aspiration=wish, by=mine.actor),
        "Struck out. You can put it back, and the ideas for it come back with it.", "my_plan",
    )  # fmt: skip


@require_POST
@with_plan
def plan_put_back(request: HttpRequest, mine: Mine, wish_id: uuid.UUID) -> HttpResponse:
    wish = plans.get_aspiration(mine.plan, wish_id)
    return press_button(
        request, "put_back", lambda: put_back_aspiration(aspiration=wish, by=mine.actor),
        "It is back on your plan, with the ideas for it that are still open.", "my_plan",
    )  # fmt: skip
