"""An entry as its keeper changes it: words, its end, full no more; one press takes the last change back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.change_offer import end_offers
from helpfulacts.directory.week_grid import as_plain, week_of
from helpfulacts.exchange.oruk.exporting import feed_of_one_body
from helpfulacts.exchange.sheets.our_entries import entries_as_csv
from helpfulacts.exchange.texts.answering import opened_again
from helpfulacts.people import keepers
from helpfulacts.people.actions.keep_reach import start_texts, stop_texts
from helpfulacts.support.actions.change_dates import change_dates

from ..entry_changes import WORDS, change_words, in_words
from ..forms.keeper import EntryWordsForm
from ..once import once_only
from ..refusals import add_refusal, press_button, refuse_and_return
from ..seen import as_seen
from ..taking_back import take_back
from ..undo import forget, last_change, remember
from .office import givers_only, keepers_only, offer_to_change
from .office_giver import our_body, our_offer

NOT_LISTED = "This entry is not listed now, so there is nothing to change."


def _active(request: HttpRequest, offer_id: uuid.UUID) -> Any:
    offer = our_offer(request, offer_id)
    if offer.status != "active":
        raise Refused(NOT_LISTED)
    return offer


@require_http_methods(["GET", "POST"])
@givers_only
def entry_words(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """What the entry says. It changes at once, and is on the record."""
    offer = _active(request, offer_id)
    before = {name: getattr(offer, name) for name in WORDS}
    if request.method != "POST":
        return render(
            request, "web/office/entry_words.html", {"offer": offer, "form": EntryWordsForm(initial=before)}
        )
    form, actor = EntryWordsForm(request.POST), request.actor  # type: ignore[attr-defined]
    if form.is_valid():
        try:
            answer = once_only(
                request,
                "entry_words",
                lambda: {
                    "before": change_words(
                        offer=offer, words=form.cleaned_data, by=actor, seen=as_seen(request, offer, form)
                    )
                },
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            if changed := answer["before"]:
                after = {name: form.cleaned_data[name] for name in changed}
                remember(request, offer, "words", changed, after, f"what {before['title']} says")
                messages.success(request, f"{before['title']}: you changed {in_words(changed)}.")
            else:
                messages.success(request, "It says that already. Nothing was changed.")
            return redirect("my_offers", place_slug=offer.place.slug)
    return render(request, "web/office/entry_words.html", {"offer": offer, "form": form}, status=422)


@require_http_methods(["GET", "POST"])
@givers_only
def entry_end(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Are you sure? Then it leaves the list; people who have a place are still told by the desk."""
    offer = our_offer(request, offer_id)
    if request.method != "POST":
        return render(request, "web/office/entry_end.html", {"offer": offer})
    return press_button(
        request, "entry_end",
        lambda: change_dates(
            offer=offer,
            write=lambda: end_offers(place=offer.place, offers=[offer], by=request.actor),  # type: ignore[attr-defined]
        ),
        f"{offer.title} has ended. Nobody finds it any more. Thank you for saying so.", "my_offers",
    )  # fmt: skip


@require_POST
@givers_only
def offer_not_full(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Full no more: the number from before."""
    offer = our_offer(request, offer_id)
    try:
        answer = once_only(
            request,
            "offer_not_full",
            lambda: {"said": opened_again(offer, request.actor)},  # type: ignore[attr-defined]
        )
    except Refused as refusal:
        return refuse_and_return(request, refusal, "my_offers")
    messages.success(request, answer["said"])
    return redirect("my_offers", place_slug=offer.place.slug)


@require_POST
@keepers_only
def entry_undo(request: HttpRequest) -> HttpResponse:
    """Take back the last change that this browser made; of a week, another press brings it back again."""
    kept, actor = last_change(request), request.actor  # type: ignore[attr-defined]
    if kept is None:
        to = "my_offers" if actor.role == "provider" else "desk"
        return refuse_and_return(request, Refused("There is nothing to take back."), to)
    offer = offer_to_change(request, uuid.UUID(kept["offer"]))
    if offer.status != "active":
        raise Refused(NOT_LISTED)
    week = _week(offer)

    def write() -> dict[str, str]:
        return {"offer": str(offer.pk), "left": take_back(offer, kept, actor)}

    back: dict[str, Any] = {"to": "my_offers"}
    if actor.role != "provider" or kept["what"] == "access":
        page = {"who for": "offer_who_for", "access": "offer_access"}.get(kept["what"], "offer_when")
        back = {"to": page, "offer_id": offer.pk}
    try:
        answer = once_only(request, "entry_undo", write)
    except Refused as refusal:
        return refuse_and_return(request, refusal, **back)
    forget(request)
    if kept["what"] == "dates":
        remember(request, offer, "dates", week, _week(offer), kept["said"])
    left = answer["left"]
    said = f"Somebody has changed {left} since: that stays." if left else "It is as it was before."
    messages.success(request, f"Taken back: {kept['said']}. {said}")
    return redirect(back.pop("to"), place_slug=offer.place.slug, **back)


def _week(offer: Any) -> dict[str, Any]:
    return as_plain(week_of(offer, today(offer.place.zone)))


@require_GET
@givers_only
def entries_save(request: HttpRequest) -> HttpResponse:
    """Our entries as one Open Referral file: what any directory can read."""
    return _file(feed_of_one_body(our_body(request)), "application/json", "our-entries.json")


@require_GET
@givers_only
def entries_save_table(request: HttpRequest) -> HttpResponse:
    """Our entries as a table that any spreadsheet opens."""
    return _file(entries_as_csv(our_body(request)), "text/csv; charset=utf-8", "our-entries.csv")


def _file(text: str, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@givers_only
def reminders(request: HttpRequest) -> HttpResponse:
    """Stop the monthly question, or have it again."""
    reach = keepers.reach_of(our_body(request))
    if reach is None:
        return refuse_and_return(
            request, Refused("We do not remind you, so there is nothing to stop."), "my_offers"
        )
    stop = request.POST.get("press") != "start"
    change = stop_texts if stop else start_texts
    said = "We ask you no more." if stop else "We ask once a month at most if your entries are still right."
    return press_button(request, "reminders", lambda: change(reach=reach), said, "my_offers")
