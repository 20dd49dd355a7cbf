"""Pages that stand still: how words are kept, how places are shared, who can use this, gaps, and the paper's ideas."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from helpfulacts.coordination import selectors as coordination
from helpfulacts.core.clock import today
from helpfulacts.directory import gaps_told
from helpfulacts.directory.facets import FACET_WORDS
from helpfulacts.directory.gap_figures import WHENS_ALONE
from helpfulacts.people.purposes import MEANS, PURPOSES
from helpfulacts.support import concerns

from .. import access, paper_ideas


def why_opened(request: HttpRequest) -> HttpResponse:
    """For what a record may be opened, how long that is kept, and how somebody sees who looked."""
    purposes = [(words, MEANS[code]) for code, words in PURPOSES]
    return render(request, "web/public/why_opened.html", {"purposes": purposes})


def words_kept(request: HttpRequest) -> HttpResponse:
    kept_back = concerns.kept_back(request.place)  # type: ignore[attr-defined]
    context = {"keep_days": _keep_days(request), "kept_back": kept_back}
    return render(request, "web/public/words_kept.html", context)


def _keep_days(request: HttpRequest) -> int | None:
    rules = coordination.rules_in_force(request.place)  # type: ignore[attr-defined]
    return coordination.document_of(rules).rounds.keep_claims_days if rules else None


def gaps(request: HttpRequest) -> HttpResponse:
    """What nobody has yet, in the last month that is over: the whole place first, then wards. Under ten it says “some”."""
    place = request.place  # type: ignore[attr-defined]
    months = gaps_told.gaps_by_month(place, today(place.zone))
    figures = months[0].figures if months else ()
    return render(
        request,
        "web/public/gaps.html",
        {
            "figures": [figure for figure in figures if figure.times is not None],
            "whens": WHENS_ALONE,
            "few": sorted(FACET_WORDS.get(one.facet, one.facet) for one in figures if one.times is None),
            "month": months[0].first if months else None,
        },
    )


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/public/accessibility.html", {"results": access.last_results()})


def paper(request: HttpRequest) -> HttpResponse:
    """The ideas of the paper: what works, what works in part, what does not yet, each with its page and its test."""
    slug = request.place.slug  # type: ignore[attr-defined]
    ideas = [(idea, idea.link(slug)) for idea in paper_ideas.read()]
    groups = [
        ("Works", "yes", [row for row in ideas if row[0].does]),
        ("Works in part", "hold", [row for row in ideas if row[0].partly]),
        ("Not yet", "", [row for row in ideas if not row[0].does and not row[0].partly]),
    ]
    return render(request, "web/public/paper.html", {"groups": groups if ideas else []})
