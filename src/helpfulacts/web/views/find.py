"""Find help: a sentence by POST, crisis first, results before filters, a map in words too, and gaps said aloud.

A sentence that was sent leads to an address of its own, which shows what was found: Back and a reload work there.
"""

from __future__ import annotations

import contextlib
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from helpfulacts.core.deadline import AGAIN, LIST, SEARCH, SHORTER, TooLong, within
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.asked_words import asked_in_words
from helpfulacts.directory.facets import FACET_WORDS, FACETS, KINDS

from .. import looks, reading
from ..apart import apart_here
from ..cards import cards_for
from ..forms.public import FindForm
from ..once import browser_of
from ..safety import call_line, first_advice
from ..visitor import visitor_of
from ..where_maps import where_map
from ..who_for import known_here

A_PAGE = 10
PILLS = 8
FILTERS = ("kinds", "spheres", "days", "ways", "needs", "free", "fetched", "language")


def find(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _ask(request)
    with within(LIST):
        return _browse(request)


def _ask(request: HttpRequest) -> HttpResponse:
    """Keep what was asked for this visit, log a gap where nobody has it, and lead to what was found."""
    place = request.place  # type: ignore[attr-defined]
    asked = _posted(request)
    form = FindForm(asked, place=place)
    if form.is_valid():
        known = known_here(request, form.where, asked)
        with contextlib.suppress(TooLong), within(SEARCH):  # the page that follows says so
            reading.note_gap(
                place, form.cleaned_data, form.where, known, browser_of(request), apart_here(request)
            )
    answer = redirect("found", place_slug=place.slug, look=looks.remember(request, asked))
    answer.status_code = 303  # RFC 9110 §15.4.4: whatever was sent, the answer is fetched by GET
    return answer


@require_GET
def found(request: HttpRequest, look: str) -> HttpResponse:
    """What was found for a look of this browser. One that is closed leads to the empty form."""
    asked = looks.asked_before(request, look)
    if asked is None:
        messages.info(
            request,
            "We keep what you look for only a short while, and that is gone now. Please write it again.",
        )
        return redirect("find", place_slug=request.place.slug)  # type: ignore[attr-defined]
    return _looked(request, asked, look)


def _too_long(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Everything that was typed is still there, and whoever is in danger sees the panel all the same."""
    context["form"].add_error(None, SHORTER)
    answer = render(request, "web/public/find.html", context, status=503)
    answer["Retry-After"] = str(AGAIN)
    return answer


def _browse(request: HttpRequest) -> HttpResponse:
    """No words yet: everything there is, by kind, each kind with its count."""
    place = request.place  # type: ignore[attr-defined]
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    apart = apart_here(request)
    offers = directory.browse(place, kind=kind or None, apart=apart)
    page = Paginator(offers, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "web/public/find.html",
        {
            "form": FindForm(place=place),
            "browse": True,
            "keeping": True,
            "kind": kind,
            "counts": directory.counts(place, apart),
            "facets": FACETS[:PILLS],
            "more_facets": FACETS[PILLS:],
            "page": page,
            "cards": cards_for(place, page.object_list),
            "map": where_map(place, offers.values_list("ward__name", flat=True))
            if page.object_list
            else None,
        },
    )


def _looked(request: HttpRequest, asked: QueryDict, look: str) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    form = FindForm(asked, place=place)
    # Words come before mistakes: somebody in danger sees the panel even when the postcode is wrong.
    advice = first_advice(asked.get("words", ""))
    context: dict[str, Any] = {"form": form, "advice": advice, "personal": advice is not None, "look": look}
    if not form.is_valid():
        return render(request, "web/public/find.html", context, status=422)
    given = form.cleaned_data
    try:
        with within(SEARCH):
            looked = reading.look(
                place, given, form.where, known_here(request, form.where, asked), apart_here(request)
            )
    except TooLong:
        return _too_long(request, context)
    found, hidden = looked.found, looked.hidden
    shown = reading.LOOKED_THROUGH if asked.get("more") else reading.SHOWN
    if found.crisis is not None:
        context |= {"looked": True, **_after_the_panel(place, found, given["words"], shown)}
        return render(request, "web/public/find.html", context)
    results = found.results
    form.count(looked.counts)
    where = found.near or form.where
    ward = where.ward if where else _own_ward(request)
    context |= {
        "advice": found.numbers_first,
        "looked": True,
        "keeping": True,
        "found": found,
        "cards": cards_for(place, results[:shown]),
        "chips": [
            *asked_in_words(place, found),
            *(
                {"code": code, "words": found.terms.get(code) or FACET_WORDS.get(code, code)}
                for code in found.read_as
                if code not in given["without"]
            ),
        ],
        "where": None if found.near else form.where,  # the sentence comes before the box
        "filters": reading.filters_in_words(given),
        "hidden": hidden,
        "everybody": bool(asked.get("everybody")),
        "said_no": looked.said_no,
        "gap": found.gap and not hidden,
        "many": len(results),
    }
    if results:
        wards = [result.offer.ward.name if result.offer.ward else None for result in results]
        context["map"] = where_map(place, wards, ward)
    return render(request, "web/public/find.html", context)


def _after_the_panel(place: Any, found: Any, words: str, shown: int) -> dict[str, Any]:
    """What stands below the first panel: what was heard, and each further rule with its own reviewed help."""
    first, *others = found.crisis.panels
    told = {line.code for line in first.lines}
    further = [_with_help(place, first, found.reviewed, shown, ())] if first.keep_results else []
    for panel in others:
        new = [line for line in panel.lines if line.code not in told]
        told |= {line.code for line in new}
        further.append(_with_help(place, panel, found.reviewed, shown, new))
    heard = {panel.heard: None for panel in found.crisis.panels}
    about = {code for panel in found.crisis.panels for code in panel.facets}
    named = [FACET_WORDS[code].lower() for code in reading.facets_of(words) if code not in about]
    return {
        "first": first,
        "further": further,
        "heard": [*heard, *named],
        "listed": any(row["cards"] for row in further),
    }


def _with_help(place: Any, panel: Any, reviewed: Any, shown: int, lines: Any) -> dict[str, Any]:
    cards = cards_for(place, reviewed.get(panel.code, [])[:shown])
    return {"panel": panel, "lines": [call_line(line) for line in lines], "cards": cards}


def _posted(request: HttpRequest) -> QueryDict:
    """What was posted, with the chip that was just pressed added to what was taken away before."""
    posted = request.POST.copy()
    if drop := posted.get("drop"):
        posted.setlist("without", list(dict.fromkeys([*posted.getlist("without"), drop[:40]])))
    for pressed in posted.getlist("unfilter")[:1]:  # a filter's own chip: “days mon”, “free on”
        name, _, code = pressed.partition(" ")
        if name in FILTERS:
            posted.setlist(name, [one for one in posted.getlist(name) if one != code])
    if posted.get("forget_where"):
        posted["postcode"] = ""
    return posted


def _own_ward(request: HttpRequest) -> Any:
    person = visitor_of(request).person
    return person.ward if person is not None else None
