"""One offer: what it is, who from, who for, where, when, what it costs and whom, what next, and what if not."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from helpfulacts.coordination.rules import may_lend
from helpfulacts.core.clock import date_in_words, hours_in_words, time_now, today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import occurrences
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.try_idea import try_idea as add_try
from helpfulacts.directory.corrections import is_hidden, last_decision
from helpfulacts.directory.dates import is_over
from helpfulacts.directory.facets import FACET_WORDS, LANGUAGES
from helpfulacts.directory.kinds import behaviour_of
from helpfulacts.directory.reasons import TALKS_FIRST
from helpfulacts.directory.rules import may_change
from helpfulacts.directory.weeks import weeks_in_words
from helpfulacts.promises import selectors as promises
from helpfulacts.support.giving import waiting_for

from .. import looks
from ..access_words import access_facts
from ..apart import apart_here
from ..asked_about import remember
from ..cards import cards_for, places_words, where_words
from ..forms.public import FindForm, TryForm
from ..kind_sentences import AFTER_YES, SENTENCES
from ..once import once_only
from ..refusals import add_refusal
from ..round_days import next_round_day
from ..safety import first_advice
from ..trust import checked_sentence, trust_of
from ..visitor import visitor_of
from ..when_facts import when_facts
from ..who_for import asked, fit_of, known_here, who_for
from ..young_words import read_by
from .plan_begin import begin_plan
from .plan_mine import mine_of
from .plan_wishes import plan_wish

Fact = tuple[str, str]
_HOLIDAYS = {
    "runs": "It runs on bank holidays.",
    "closed": "It is closed on bank holidays.",
    "unknown": "On a bank holiday, ring first.",
}


def shown_offer(request: HttpRequest, offer_id: uuid.UUID) -> Any:
    """The offer, where anybody may read it. Of any other only its giver and the desk know."""
    place = request.place  # type: ignore[attr-defined]
    offer = directory.get_offer(place, offer_id)
    visitor = visitor_of(request)
    own = visitor.person is not None and visitor.person.pk in (offer.giver_id, offer.kept_by_id)
    if offer.pk in apart_here(request):
        raise NotFound("There is no such offer in this place.")
    if not (directory.may_be_read(offer) or own or visitor.actor.has("officer", "navigator")):
        raise NotFound("There is no such offer in this place.")
    return offer


def _listed(names: list[str]) -> str:
    """A list in a sentence. Where a name holds a comma or an “and” of its own, semicolons part the names."""
    mixed = any("," in name or " and " in name for name in names)
    return ("; " if mixed else ", ").join(names)


def _when(offer: Any, dates: list[Any]) -> str:
    """“Tuesdays and Fridays, 8:30am to 12:30pm. Next: 27 November.”, or the next three dates where no week is alike."""
    if not dates:
        return "Any time you like." if offer.kind == "idea" else "A time is found with you."
    if weekly := weeks_in_words(offer.schedules.all()):
        return f"{weekly}. Next: {dates[0].day.day}\u00a0{dates[0].day:%B}."
    return "; ".join(f"{date_in_words(row.day)}, {hours_in_words(row.starts, row.ends)}" for row in dates[:3])


def _capacity(offer: Any, free: int | None, period: Any, waiting: int) -> str:
    unit = period.unit if period else "place"
    if offer.kind == "idea":
        return "An idea is never full."
    if offer.access == "shared":
        number = (
            f"There {'is' if free == 1 else 'are'} {places_words(free, unit)}."
            if free
            else "There are no places just now."
        )
        return f"{number} More people ask than there is room for, so places are shared out in a round."
    said = _said_on(period)
    if period is not None and period.talks_first:
        return f"{TALKS_FIRST}{said}"
    if free is None:
        return "No limit is stated. You can start now."
    if free:
        return f"{places_words(free, unit).capitalize()} free now. You can start without waiting.{said}"
    queue = f" {waiting} {'is' if waiting == 1 else 'are'} waiting." if waiting else ""
    return f"Full just now.{queue} Say yes and you get your place in the queue.{said}"


def _said_on(period: Any) -> str:
    """When the giver said so; past its day it still stands, and people are told to ask."""
    if period is None or period.said_on is None:
        return ""
    day = today(period.place.zone)
    said = f" They said so on {date_in_words(period.said_on, reference=day)}."
    if period.until >= day:
        return said
    return f"{said} It was due to be looked at again by {date_in_words(period.until, reference=day)}, so ask if it is still so."


def _way_and_languages(offer: Any) -> list[Fact]:
    facts: list[Fact] = []
    if offer.fetches == "yes":
        facts.append(("Getting there", "You are fetched, or driven. Ask when you say yes."))
    spoken = [LANGUAGES.get(code, code) for code in offer.languages]
    if spoken and spoken != ["English"]:
        facts.append(("Languages", ", ".join(spoken) + "."))
    return facts


def _facts(offer: Any, dates: list[Any], capacity: str, asks: list[str]) -> list[Fact]:
    words = [FACET_WORDS[code] for code in sorted(offer.facets, key=lambda code: -offer.facets[code])]
    helps = [words[0], *(f"{word[:1].lower()}{word[1:]}" for word in words[1:])] if words else []
    facts: list[Fact] = [
        ("Who from", f"{offer.shown_from}."),
        ("Who for", who_for(offer)),
        ("Helps with", _listed(helps) + "." if helps else "Not said."),
        ("Where", where_words(offer)),
        *_way_and_languages(offer),
        ("When", _when(offer, dates)),
        ("Places", capacity),
        ("Cost to you", f"{offer.cost}." if offer.cost else "Not known. Ask before you say yes."),
        ("What you bring", offer.brings or "Nothing that we know of."),
    ]
    needs = [row.needs.title for row in offer.prerequisites.all() if directory.may_be_named(row.needs)]
    if needs:
        facts.append(("You need this first", ", ".join(needs) + "."))
    if asks:
        facts.append(("They will ask you", " ".join(asks)))
    return facts


def _facts_given(offer: Any, dates: list[Any], period: Any) -> list[Fact]:
    """Of an offer that waits for a check: only what its giver said. The rest is asked when they are rung."""
    facts: list[Fact] = [("Who from", f"{offer.shown_from}.")]
    if offer.facets:
        facts.append(
            ("Seems to help with", _listed([FACET_WORDS[code].lower() for code in offer.facets]) + ".")
        )
    if offer.where:
        facts.append(("Where", where_words(offer)))
    if dates:
        facts.append(("When", _when(offer, dates)))
    if period is not None:
        facts.append(("For how many", f"{places_words(period.places, period.unit)}."))
    return facts


def _check_due(offer: Any) -> Any:
    """The day by which somebody looks at it and gets in touch, or None."""
    owed = [one for one in promises.about(offer.place, "offer", offer.pk) if one.kind == "tell"]
    return owed[-1].due if owed and not owed[-1].kept_at else None


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
    clock = time_now(place.zone)
    dates = [row for row in occurrences.occurrences_of(offer, day) if not is_over(row, day, clock)]
    period = directory.current_capacity(offer, day)
    context: dict[str, Any] = {"offer": offer, "card": card, "form": form, "advice": advice}
    if is_hidden(offer):
        hidden = {
            "decision": last_decision(offer),
            "office": visitor_of(request).actor.has("officer", "navigator"),
        }
        return render(request, "web/public/offer_hidden.html", context | hidden, status=status)
    if offer.status == "held":
        context |= {"facts": _facts_given(offer, dates, period), "due": _check_due(offer)}
        return render(request, "web/public/offer_held.html", context, status=status)
    waiting = waiting_for(offer) if card.free == 0 else 0
    behaviour = behaviour_of(offer)
    look = request.GET.get("look", "")
    before = looks.asked_before(request, look)
    looked = FindForm(before, place=place) if before is not None else None
    where = looked.where if looked is not None and looked.is_valid() else None
    known = known_here(request, where, before)
    fit, actor = fit_of(offer, known), visitor_of(request).actor
    # What a note above the facts asks already, the facts do not ask again.
    asks = asked(offer, known) if fit is None or fit.answer != "ask" else []
    context |= {
        "access": access_facts(offer, day),
        **read_by(visitor_of(request).person, offer),
        "fit": fit,
        "personal": fit is not None and visitor_of(request).person is not None,
        "facts": _facts(offer, dates, _capacity(offer, card.free, period, waiting), asks),
        "kind_sentence": SENTENCES[offer.kind],
        "after_yes": AFTER_YES[offer.kind],
        "what_you_get": [] if offer.kind == "idea" else behaviour.what_you_get(offer.particulars),
        "steps": offer.particulars.get("steps", []) if offer.kind == "idea" else [],
        "tries": directory.tries_of(offer) if offer.kind == "idea" else [],
        "checked": checked_sentence(offer),
        "trust": trust_of(request, offer),
        "decides": _who_decides(offer),
        "when": when_facts(offer),
        "differ": occurrences.days_that_differ(offer, day),
        "dated": bool(dates),
        "holidays": _HOLIDAYS[offer.on_bank_holidays] if dates else "",
        "may_lend": may_lend(actor, offer.provider_id) and actor.has("provider", "officer"),
        "may_change": may_change(actor, offer) and actor.has("provider", "officer", "navigator"),
        "may_hide": offer.person_behind_id is not None and actor.has("officer", "navigator"),
        "may_keep_apart": mine_of(request) is not None
        and (offer.giver_id or offer.kept_by_id or offer.provider_id),
        "instead": directory.kept_instead(offer),
        "may_tell": visitor_of(request).actor.role != "nobody",
        "round_day": next_round_day(place) if offer.access == "shared" else None,
        "asked": looked,
        "look": look if looked is not None else "",
    }
    return render(request, "web/public/offer.html", context, status=status)


def offer(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """The page of an offer. From a list that was found it brings the key of that look, so that there is a way back."""
    return _page(request, shown_offer(request, offer_id), TryForm())


@require_POST
def ask_for_place(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """A shared offer leads to a wish with what it is about ticked: on the plan that is open, or on a new one."""
    shown = shown_offer(request, offer_id)
    if shown.access != "shared" or shown.status != "active":
        return redirect("offer", place_slug=shown.place.slug, offer_id=shown.pk)
    remember(request, shown)
    mine = mine_of(request)
    if mine is not None and mine.plan.state != "ended":
        carried = bool(request.POST.get("carry"))
        return plan_wish(request) if carried else redirect("plan_wish", place_slug=shown.place.slug)
    if request.POST.get("carry"):
        return begin_plan(request)
    return redirect("begin_plan", place_slug=shown.place.slug)


@require_POST
def try_idea(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Add “we tried it” to an idea. The words pass the crisis rules first; nothing typed is lost."""
    shown = shown_offer(request, offer_id)
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
