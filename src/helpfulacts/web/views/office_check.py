"""Entries to check: what people said is wrong, words they reported, and checks that run out; answered one at a time."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.core.errors import Refused
from helpfulacts.directory import assurance, corrections
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.answer_corrections import answer_corrections
from helpfulacts.directory.actions.change_offer import end_offers
from helpfulacts.directory.actions.check_offer import check_offer
from helpfulacts.directory.actions.decide_reported import decide_reported
from helpfulacts.directory.public_contact import number_to_ring, public_contact
from helpfulacts.support.actions.change_dates import change_dates
from helpfulacts.support.use_figures import acts_by_offer

from ..cards import cards_for
from ..forms.trust import DecideForm, MendForm, OverForm, RightForm
from ..mending import initial_of, mend, without
from ..once import once_only
from ..refusals import add_refusal
from ..seen import as_seen
from ..trust import SAID, checked_sentence
from .office import desk_only, page_of

DUE_ON_A_PAGE = 15


@require_GET
@desk_only
def to_check(request: HttpRequest) -> HttpResponse:
    """Appeals and reports first, then what is said to be wrong, then checks that run out, the most used first."""
    place = request.place  # type: ignore[attr-defined]
    used = acts_by_offer(place)
    page = page_of(request, assurance.checks_due(place, used), DUE_ON_A_PAGE)
    due = [directory.get_offer(place, offer_id) for offer_id, _ in page.object_list]
    context = {
        "page": page,
        "due": [
            {"card": card, "used": used.get(card.offer.pk, 0), "phone": _phone(card.offer)}
            for card in cards_for(place, due)
        ],
        "to_answer": [
            {"offer": row.offer, "urgent": row.urgent, "said": _counted(row.said)}
            for row in corrections.to_answer(place)
        ],
        "appeals": corrections.open_appeals(place),
        "held": directory.held_offers(place).count(),
    }
    return render(request, "web/office/to_check.html", context)


def _phone(offer: Any) -> str:
    said = public_contact(offer)
    return said if number_to_ring(said) else ""


def _counted(said: Any) -> list[str]:
    """“It has closed (2 people)”, “Words were reported”."""
    many: dict[str, int] = {}
    for row in said:
        words = "words of somebody were reported" if row.trial_id else SAID[row.what]
        many[words] = many.get(words, 0) + 1
    return [
        f"{words[:1].upper()}{words[1:]}{f' ({n} people)' if n > 1 else ''}." for words, n in many.items()
    ]


def entry_or_404(request: HttpRequest, offer_id: uuid.UUID) -> Any:
    offer = directory.get_offer(request.place, offer_id)  # type: ignore[attr-defined]
    if offer.status == "held" and not _waits_for_a_word(offer):
        raise Http404("This offer waits for its first check.")
    return offer


def _waits_for_a_word(offer: Any) -> bool:
    """Something was reported before it went back to wait, or an appeal is open: that is decided here, held or not."""
    return bool(corrections.open_about(offer)) or any(
        row.offer_id == offer.pk for row in corrections.open_appeals(offer.place)
    )


def _cases(offer: Any, said: Any, bound: DecideForm | None = None, about: str = "") -> list[dict[str, Any]]:
    """What may be hidden or kept: the entry, words that were reported, and whatever an appeal is open about."""
    trials = {row.trial_id: row.trial for row in said if row.trial_id}
    appeals = [row for row in corrections.open_appeals(offer.place) if row.offer_id == offer.pk]
    trials |= {row.trial_id: row.trial for row in appeals if row.trial_id}
    cases = []
    for trial in (None, *trials.values()):
        key = str(trial.pk) if trial else ""
        hidden = corrections.is_hidden(offer, trial)
        mine = [row for row in said if row.what == "unsafe" and row.trial_id == (trial.pk if trial else None)]
        form = (
            bound
            if bound is not None and about == key
            else DecideForm(hidden=hidden, auto_id=f"id_{key or 'entry'}_%s")
        )
        asks = [row for row in appeals if row.trial_id == (trial.pk if trial else None)]
        if offer.status == "ended" and not mine and not asks:
            continue
        cases.append({
            "key": key, "trial": trial, "hidden": hidden, "reports": mine, "form": form, "appeals": asks,
        })  # fmt: skip
    return cases


def _page(request: HttpRequest, offer: Any, status: int = 200, about: str = "", **bound: Any) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    waiting = corrections.open_about(offer)
    said = [row for row in waiting if row.what != "unsafe"]
    active = offer.status == "active"
    forms: dict[str, Any] = {
        "right_form": bound.get("right_form") or RightForm(said=said, auto_id="id_right_%s"),
        "mend_form": bound.get("mend_form")
        or MendForm(place=place, said=said, without=without(offer), initial=initial_of(offer)),
        "over_form": bound.get("over_form") or OverForm(auto_id="id_over_%s"),
    }
    context = {
        "offer": offer,
        "card": cards_for(place, [offer])[0],
        "active": active,
        "said": [{"words": SAID[row.what], "row": row} for row in said],
        "checked": checked_sentence(offer),
        "phone": _phone(offer),
        "cases": _cases(offer, waiting, bound.get("decide_form"), about),
        "mending": "mend_form" in bound,
        "wrong": next(iter(bound.values()), None),
        **forms,
    }
    return render(request, "web/office/entry.html", context, status=status)


@require_GET
@desk_only
def entry(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Everything that is needed to check one entry, and every answer that there is."""
    return _page(request, entry_or_404(request, offer_id))


def _sent(
    request: HttpRequest,
    offer: Any,
    name: str,
    form: Any,
    write: Callable[[], Any],
    said: str,
    about: str = "",
) -> HttpResponse:
    """Do it once and go back to the list, or show the page again with what is missing."""
    if form.is_valid():

        def done() -> dict[str, str]:
            write()
            return {"offer": str(offer.pk)}

        try:
            once_only(request, name, done)
        except Refused as refusal:
            add_refusal(form, refusal, checked_how="how")
        else:
            messages.success(request, said)
            return redirect("to_check", place_slug=request.place.slug)  # type: ignore[attr-defined]
    offer.refresh_from_db()
    return _page(request, offer, 422, about, **{name: form})


def _said(offer: Any) -> list[Any]:
    return [row for row in corrections.open_about(offer) if row.what != "unsafe"]


def _ticked(form: Any, said: list[Any]) -> list[Any]:
    return [row for row in said if str(row.pk) in form.cleaned_data.get("which", ())]


def _answer(offer: Any, form: Any, rows: list[Any], answer: str, actor: Any) -> None:
    """Whoever said it was wrong reads what was done; nothing to do where nobody did."""
    if rows:
        answer_corrections(offer=offer, which=rows, answer=answer, done=form.cleaned_data["done"], by=actor)


@require_POST
@desk_only
def entry_right(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """It was right. One entry at a time, with how that is known."""
    offer = entry_or_404(request, offer_id)
    actor, said = request.actor, _said(offer)  # type: ignore[attr-defined]
    form = RightForm(request.POST, said=said, auto_id="id_right_%s")

    def write() -> None:
        check_offer(offer=offer, by=actor, how=form.cleaned_data["how"])
        _answer(offer, form, _ticked(form, said), "right", actor)

    return _sent(request, offer, "right_form", form, write, f"Thank you. {offer.title} was checked today.")


@require_POST
@desk_only
def entry_mended(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """It was wrong, and says now what is right."""
    offer = entry_or_404(request, offer_id)
    actor, said = request.actor, _said(offer)  # type: ignore[attr-defined]
    form = MendForm(
        request.POST, place=offer.place, said=said, without=without(offer), initial=initial_of(offer)
    )

    def write() -> None:
        mend(offer, form.cleaned_data, by=actor, seen=as_seen(request, offer, form))
        _answer(offer, form, _ticked(form, said), "mended", actor)

    return _sent(request, offer, "mend_form", form, write, f"{offer.title} says now what you wrote.")


@require_POST
@desk_only
def entry_over(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """It has ended: it leaves the list, and whoever said so reads how that is known."""
    offer = entry_or_404(request, offer_id)
    actor, said = request.actor, _said(offer)  # type: ignore[attr-defined]
    form = OverForm(request.POST, auto_id="id_over_%s")

    def end() -> None:
        if not end_offers(place=offer.place, offers=[offer], by=actor):
            raise Refused("It has ended already.")

    def write() -> None:
        change_dates(offer=offer, write=end)
        _answer(offer, form, said, "mended", actor)

    return _sent(request, offer, "over_form", form, write, f"{offer.title} has left the list.")


@require_POST
@desk_only
def entry_decide(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Hide reported words or keep them, with a reason that everybody can read."""
    offer = entry_or_404(request, offer_id)
    about = request.POST.get("trial", "")
    trial = directory.trial_by_id(offer, about) if about else None
    if about and trial is None:
        raise Http404("There are no such words here.")
    hidden = corrections.is_hidden(offer, trial)
    form = DecideForm(request.POST, hidden=hidden, auto_id=f"id_{about or 'entry'}_%s")

    def write() -> None:
        given = form.cleaned_data
        decide_reported(
            offer=offer, trial=trial, decision=given["decision"], ground=given["ground"],
            reason=given["reason"], by=request.actor,  # type: ignore[attr-defined]
        )  # fmt: skip

    said = "It is decided. The decision and your reason stand on the public page."
    return _sent(request, offer, "decide_form", form, write, said, about)
