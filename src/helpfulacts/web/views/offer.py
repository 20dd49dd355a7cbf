"""One offer: what it is, who from, who for, where, when, what it costs and whom, what next, and what if not."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from helpfulacts.core.clock import date_in_words, time_in_words, today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.try_idea import try_idea as add_try
from helpfulacts.directory.facets import FACET_WORDS, FACTS, LANGUAGES
from helpfulacts.directory.kinds import behaviour_of
from helpfulacts.support import selectors as support

from ..cards import cards_for, places_words, where_words
from ..forms.public import TryForm
from ..kind_sentences import AFTER_YES, SENTENCES
from ..once import once_only
from ..refusals import add_refusal
from ..safety import first_advice
from ..visitor import visitor_of

Fact = tuple[str, str]
_HOW = {"phone": "by phone", "visit": "on a visit", "letter": "by letter", "email": "by e-mail"}


def _shown_offer(request: HttpRequest, offer_id: uuid.UUID) -> Any:
    """The offer, unless it is held for a check: then only its giver and the desk know of it."""
    place = request.place  # type: ignore[attr-defined]
    try:
        offer = directory.get_offer(place, offer_id)
    except NotFound as refusal:
        raise Http404(str(refusal)) from None
    visitor = visitor_of(request)
    own = visitor.person is not None and visitor.person.pk == offer.giver_id
    if offer.status == "held" and not (own or visitor.actor.has("officer", "navigator")):
        raise Http404("There is no such offer in this place.")
    return offer


def _ages(offer: Any) -> str:
    if offer.min_age is not None and offer.max_age is not None:
        return f"People from {offer.min_age} to {offer.max_age}"
    if offer.min_age is not None:
        return f"People of {offer.min_age} and over"
    if offer.max_age is not None:
        return f"People up to {offer.max_age}"
    return "People of any age"


def _who_for(offer: Any) -> str:
    words = _ages(offer)
    if offer.for_facts:
        facts = [FACTS[code] for code in offer.for_facts if code in FACTS]
        words += " who can say: " + ", or ".join(f"“{fact}”" for fact in facts)
    if offer.serves_wards:
        words += ". For " + ", ".join(offer.serves_wards)
    return words + "."


def _when(offer: Any, dates: list[Any]) -> str:
    if not dates:
        return "Any time you like." if offer.kind == "idea" else "A time is found with you."
    return "; ".join(
        f"{date_in_words(row.day)}, {time_in_words(row.starts)} to {time_in_words(row.ends)}"
        for row in dates[:3]
    )


def _capacity(offer: Any, free: int | None, period: Any, waiting: int) -> str:
    unit = period.unit if period else "place"
    if offer.kind == "idea":
        return "An idea is never full."
    if offer.access == "shared":
        number = f"There are {places_words(free, unit)}." if free else "There are no places just now."
        return f"{number} More people ask than there is room for, so places are shared out in a round."
    if free is None:
        return "No limit is stated. You can start now."
    if free:
        return f"{places_words(free, unit).capitalize()} free now. You can start without waiting."
    queue = f" {waiting} are waiting." if waiting else ""
    return f"Full just now.{queue} Say yes and you get your place in the queue."


def _checked(offer: Any) -> str:
    if offer.checked_on is None:
        return "Not known. Nobody has told us that they checked this."
    by = offer.checked_by or "a person"
    how = _HOW.get(offer.checked_how, "")
    return f"{by[:1].upper()}{by[1:]}{', ' + how if how else ''}, on {date_in_words(offer.checked_on)}."


def _steps_and_languages(offer: Any) -> list[Fact]:
    facts: list[Fact] = []
    if "venue" in offer.where:
        facts.append(
            (
                "Steps",
                {"yes": "No steps.", "no": "There are steps."}.get(
                    offer.step_free, "Not known. Ask before you go."
                ),
            )
        )
    spoken = [LANGUAGES.get(code, code) for code in offer.languages]
    if spoken and spoken != ["English"]:
        facts.append(("Languages", ", ".join(spoken) + "."))
    return facts


def _facts(offer: Any, dates: list[Any], capacity: str) -> list[Fact]:
    helps = [FACET_WORDS[code] for code in sorted(offer.facets, key=lambda code: -offer.facets[code])]
    facts: list[Fact] = [
        ("Who from", f"{offer.shown_from}."),
        ("Who for", _who_for(offer)),
        ("Helps with", ", ".join(helps) + "." if helps else "Not said."),
        ("Where", where_words(offer)),
        *_steps_and_languages(offer),
        ("When", _when(offer, dates)),
        ("Room", capacity),
        ("Cost to you", f"{offer.cost}." if offer.cost else "Not known. Ask before you say yes."),
        ("What you bring", offer.brings or "Nothing that we know of."),
    ]
    needs = [row.needs.title for row in offer.prerequisites.all()]
    if needs:
        facts.append(("You need this first", ", ".join(needs) + "."))
    if offer.ask_first:
        facts.append(("They will ask you", offer.ask_first))
    return facts


def _who_decides(offer: Any) -> dict[str, Any]:
    answers = [
        ("Who can stop it?", offer.who_can_stop),
        ("Whose yes does it need?", offer.permission),
        ("Who pays?", offer.who_pays),
    ]
    known = {answer.strip().lower() for _, answer in answers if answer.strip()}
    return {
        "answers": [
            (question, f"{a[:1].upper()}{a[1:]}." if (a := answer) else "Not known.")
            for question, answer in answers
        ],
        "differ": len(known) > 1,
    }


def _page(
    request: HttpRequest, offer: Any, form: TryForm, advice: Any = None, status: int = 200
) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    day = today(place.zone)
    [card] = cards_for(place, [offer], day)
    dates = directory.occurrences_of(offer, day)
    waiting = support.waiting_for(offer) if card.free == 0 else 0
    period = directory.current_capacity(offer, day)
    behaviour = behaviour_of(offer)
    return render(
        request,
        "web/public/offer.html",
        {
            "offer": offer,
            "card": card,
            "facts": _facts(offer, dates, _capacity(offer, card.free, period, waiting)),
            "kind_sentence": SENTENCES[offer.kind],
            "after_yes": AFTER_YES[offer.kind],
            "what_you_get": [] if offer.kind == "idea" else behaviour.what_you_get(offer.particulars),
            "steps": offer.particulars.get("steps", []) if offer.kind == "idea" else [],
            "tries": directory.tries_of(offer) if offer.kind == "idea" else [],
            "checked": _checked(offer),
            "decides": _who_decides(offer),
            "form": form,
            "advice": advice,
            "may_tell": visitor_of(request).actor.role != "nobody",
        },
        status=status,
    )


def offer(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    return _page(request, _shown_offer(request, offer_id), TryForm())


@require_POST
def try_idea(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Add “we tried it” to an idea. The words pass the crisis rules first; nothing typed is lost."""
    shown = _shown_offer(request, offer_id)
    form = TryForm(request.POST)
    advice = first_advice(request.POST.get("words", ""), request.POST.get("shown_as", ""))
    if advice and not request.POST.get("safe"):
        return _page(request, shown, form, advice)
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    given = form.cleaned_data

    def write() -> dict[str, str]:
        trial = add_try(
            offer=shown,
            shown_as=given["shown_as"],
            words=given["words"],
            worked=given["worked"] == "yes",
            by=visitor_of(request).actor,
        )
        return {"trial": str(trial.pk)}

    try:
        once_only(request, "try_idea", write)
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, shown, form, status=422)
    messages.success(request, "Thank you. What you found is on the page now, for the next people.")
    return redirect("offer", place_slug=shown.place.slug, offer_id=shown.pk)
