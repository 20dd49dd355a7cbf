"""Who bears the cost of an offer, and when its money ends: said once by whoever gives it, or by the desk."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.core.clock import date_in_words
from helpfulacts.directory.actions.say_offer_costs import drop_offer_cost, say_money_ends, say_offer_cost
from helpfulacts.people.actor import Actor

from ..forms.plan_costs import MoneyEndsForm, OfferBearerForm
from ..refusals import press_button
from ..seen import as_seen
from .giving_mine import Giver, offer_of, with_giver
from .office import keepers_only, offer_to_change
from .plan_mine import write_form

KEPT = "Kept. People read it, and new plans begin with it."


@require_http_methods(["GET", "POST"])
@keepers_only
def offer_costs(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """GET: who bears what. POST: one more who does; `drop` takes out what was said here."""
    offer = offer_to_change(request, offer_id)
    return _costs(request, offer, request.actor, "offer_costs")  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@with_giver
def giving_costs(request: HttpRequest, giver: Giver, offer_id: uuid.UUID) -> HttpResponse:
    """The same, by whoever gives it themselves."""
    return _costs(request, offer_of(giver, offer_id), giver.actor, "giving_costs")


@require_POST
@keepers_only
def offer_money_ends(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """The day on which its money ends; empty where no end is known."""
    offer, form = offer_to_change(request, offer_id), MoneyEndsForm(request.POST)

    def write() -> dict[str, bool]:
        ends, seen = form.cleaned_data["ends"], as_seen(request, offer, form)
        return {"changed": say_money_ends(offer=offer, ends=ends, by=request.actor, seen=seen)}  # type: ignore[attr-defined]

    def done(answer: Any) -> HttpResponse:
        ends = form.cleaned_data["ends"]
        said = f"Its money ends on {date_in_words(ends)}." if ends else "No end of its money is known."
        messages.success(request, said if answer["changed"] else "It says that already. Nothing was changed.")
        return redirect("offer_costs", place_slug=offer.place.slug, offer_id=offer.pk)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return _page(request, offer, "offer_costs", {"form": _empty(offer), "ends": context["form"]}, status)

    return write_form(request, form, action="offer_money_ends", write=write, page=page, done=done)


def _costs(request: HttpRequest, offer: Any, actor: Actor, to: str) -> HttpResponse:
    if drop := request.POST.get("drop", ""):
        return press_button(
            request, to, lambda: drop_offer_cost(offer=offer, said=drop, by=actor), "It is taken out.", to,
            offer_id=offer.pk,
        )  # fmt: skip

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return _page(request, offer, to, {**context, "ends": _ends(offer)}, status)

    if request.method != "POST":
        return page({"form": _empty(offer)})
    form = OfferBearerForm(request.POST)

    def done(answer: Any) -> HttpResponse:
        messages.success(request, KEPT)
        return redirect(to, place_slug=offer.place.slug, offer_id=offer.pk)

    return write_form(
        request, form, action=to, write=_say(offer, form, actor), page=page, done=done, free=("bearer",)
    )


def _say(offer: Any, form: OfferBearerForm, actor: Actor) -> Callable[[], dict[str, bool]]:
    def write() -> dict[str, bool]:
        given = form.cleaned_data
        say_offer_cost(
            offer=offer, bearer=given["bearer"], sphere=given["sphere"], pence=form.pence(),
            paid_minutes=given["paid_minutes"] or 0, unpaid_minutes=given["unpaid_minutes"] or 0, by=actor,
        )  # fmt: skip
        return {"kept": True}

    return write


def _empty(offer: Any) -> OfferBearerForm:
    own = "" if offer.sphere == "personal" else offer.shown_from
    return OfferBearerForm(initial={"bearer": own, "sphere": offer.sphere})


def _ends(offer: Any) -> MoneyEndsForm:
    return MoneyEndsForm(initial={"ends": offer.funding_ends})


def _page(
    request: HttpRequest, offer: Any, to: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    keeps = to == "offer_costs"
    base = "web/office/base.html" if keeps else "web/base.html"
    said = {"offer": offer, "to": to, "keeps": keeps, "base": base, **context}
    return render(request, "web/office/offer_costs.html", said, status=status)
