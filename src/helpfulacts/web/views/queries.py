"""Queries of elected members: read by everybody, raised and taken back by members, answered by bodies or the office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.accountability import queries as reads
from helpfulacts.accountability import rules, selectors
from helpfulacts.accountability.actions.answer_query import answer_query, excuse_query
from helpfulacts.accountability.actions.hide_words import hide_words
from helpfulacts.accountability.actions.raise_query import raise_query, take_query_back
from helpfulacts.accountability.bodies import askable
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import NOBODY, Actor
from helpfulacts.people.keepers import keeper_of
from helpfulacts.places import selectors as places

from ..forms.accountability import ExcuseForm, HideForm, QueryAnswerForm, QueryForm
from ..keeper_session import link_open_here
from ..refusals import press_button
from ..visitor import visitor_of
from .office import for_roles, page_of
from .plan_mine import write_form

members_only = for_roles("elected")


def _actors(request: HttpRequest) -> list[Actor]:
    """Whoever this visitor may act as: each live role, or the body whose link is open here."""
    place = request.place  # type: ignore[attr-defined]
    if request.user.is_authenticated:
        return [
            Actor(one.shown_as, one.role, request.user.pk, None, one.body_id)
            for one in people.live_grants(place, request.user)
        ]
    link = link_open_here(request)
    return [keeper_of(link.organisation)] if link else []


def _who_may(request: HttpRequest, allowed: Any) -> Actor | None:
    """The role in which this visitor may; one that speaks for the body itself comes before the office."""
    found = [actor for actor in _actors(request) if allowed(actor)]
    return min(found, key=lambda actor: not actor.has("provider"), default=None)


@require_GET
def queries(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first."""
    place = request.place  # type: ignore[attr-defined]
    rows = reads.all_queries(place)
    context = {
        "page": page_of(request, rows),
        "answering": reads.answering(rows),
        "members": selectors.members(place),
        "may_ask": visitor_of(request).is_member,
    }
    return render(request, "web/public/queries.html", context)


@require_GET
def query(request: HttpRequest, number: int) -> HttpResponse:
    """One, with its clock and its answer; and what this visitor may do about it."""
    found = reads.get_query(request.place, number)  # type: ignore[attr-defined]
    asked = reads.as_asked(found)
    context = {
        "asked": asked,
        "query": found,
        "may_answer": asked.is_open and _who_may(request, lambda one: rules.may_answer_query(one, found)),
        "may_take_back": asked.is_open and _who_may(request, lambda one: rules.may_take_back(one, found)),
        "why_hidden": reads.why_hidden(found),
        "may_hide": (found.question or found.answer) and _who_may(request, rules.may_hide_words),
        "may_excuse": asked.state == "late" and _who_may(request, rules.may_excuse_query),
    }
    return render(request, "web/public/query.html", context)


@require_http_methods(["GET", "POST"])
@members_only
def query_raise(request: HttpRequest) -> HttpResponse:
    """GET: whom, about what, no names. POST: it stands in public, and its clock runs."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    groups = askable(place)
    bodies = {str(body.pk): body for _, those in groups for body in those}
    areas = {area.code: area for area in places.areas(place)}
    form = QueryForm(
        request.POST if request.method == "POST" else None,
        bodies=[(words, [(str(body.pk), body.name) for body in those]) for words, those in groups],
        wards=[(code, area.name) for code, area in areas.items()],
        initial={"ward": request.GET.get("ward", ""), "body": request.GET.get("body", "")},
    )

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(request, "web/office/query_raise.html", context, status=status)

    if request.method != "POST":
        return page({"form": form})

    def write() -> dict[str, int]:
        given = form.cleaned_data
        made = raise_query(
            place=place, body=bodies[given["body"]], ward=areas.get(given["ward"]), question=given["question"], by=actor,
            no_person=bool(given["no_person"]),
        )  # fmt: skip
        return {"number": made.number}

    def done(answer: dict[str, int]) -> HttpResponse:
        messages.success(request, "It is asked, in public. The clock runs.")
        return redirect("query", place_slug=place.slug, number=answer["number"])

    return write_form(
        request, form, action="query_raise", write=write, page=page, done=done, free=("question",)
    )


@require_http_methods(["GET", "POST"])
def query_answer(request: HttpRequest, number: int) -> HttpResponse:
    """By whoever speaks for the body; or by an officer, who says who gave it."""
    place = request.place  # type: ignore[attr-defined]
    found = reads.get_query(place, number)
    actor = _who_may(request, lambda one: rules.may_answer_query(one, found))
    if actor is None:
        raise PermissionDenied("This page is for whoever speaks for the body that is asked.")
    own = rules.answers_for(actor, found)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        told = {**context, "query": found, "asked": reads.as_asked(found), "own": own}
        return render(request, "web/office/query_answer.html", told, status=status)

    if request.method != "POST":
        if not reads.as_asked(found).is_open:
            return redirect("query", place_slug=place.slug, number=number)
        return page({"form": QueryAnswerForm(own=own)})
    form = QueryAnswerForm(request.POST, own=own)

    def write() -> None:
        answer_query(
            query=found,
            answer=form.cleaned_data["answer"],
            said_by=form.cleaned_data.get("said_by", ""),
            by=actor,
            no_person=bool(form.cleaned_data["no_person"]),
        )

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Answered. Everybody can read it.")
        return redirect("query", place_slug=place.slug, number=number)

    return write_form(request, form, action="query_answer", write=write, page=page, done=done)


@require_POST
def query_take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Whoever raised it takes it back, and its words go."""
    found = reads.get_query(request.place, number)  # type: ignore[attr-defined]
    actor = _who_may(request, lambda one: rules.may_take_back(one, found)) or NOBODY
    return press_button(
        request,
        "query_take_back",
        lambda: take_query_back(query=found, by=actor),
        "You took it back. Its words are gone.",
        "query",
        number=number,
    )


@require_http_methods(["GET", "POST"])
@for_roles("officer")
def query_excuse(request: HttpRequest, number: int) -> HttpResponse:
    """A late answer is excused, with a reason that everybody reads."""
    found, actor = reads.get_query(request.place, number), request.actor  # type: ignore[attr-defined]
    form = ExcuseForm(request.POST if request.method == "POST" else None)
    return _by_the_office(
        request, found, form, "query_excuse",
        lambda: excuse_query(query=found, reason=form.cleaned_data["reason"], by=actor),
        "Excused, with the reason. It can still be answered.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles("officer")
def query_hide(request: HttpRequest, number: int) -> HttpResponse:
    """Words that point at somebody go from the page, and why is said."""
    found, actor = reads.get_query(request.place, number), request.actor  # type: ignore[attr-defined]
    called = (("question", "What was asked"), ("answer", "The answer"))
    form = HideForm(
        request.POST if request.method == "POST" else None,
        words=[one for one in called if getattr(found, one[0])],
    )
    return _by_the_office(
        request, found, form, "query_hide",
        lambda: hide_words(query=found, **form.cleaned_data, by=actor),
        "Hidden. The words are gone.",
    )  # fmt: skip


def _by_the_office(
    request: HttpRequest, found: Any, form: Form, action: str, write: Callable[[], Any], said: str
) -> HttpResponse:
    """GET: the form about one query. POST: what is written, and back to the query. action: names the template too."""

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        told = {**context, "query": found, "asked": reads.as_asked(found)}
        return render(request, f"web/office/{action}.html", told, status=status)

    if request.method != "POST":
        return page({"form": form})

    def done(answer: Any) -> HttpResponse:
        messages.success(request, said)
        return redirect("query", place_slug=found.place.slug, number=found.number)

    return write_form(request, form, action=action, write=lambda: write() and None, page=page, done=done)
