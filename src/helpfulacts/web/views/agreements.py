"""What sides promised each other, read by everybody; signed by those who speak for a body, held to by any side or a member."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.deliberation import agreements as reads
from helpfulacts.deliberation.actions.raise_undertaking import raise_undertaking
from helpfulacts.deliberation.actions.sign_agreement import sign_agreement
from helpfulacts.deliberation.compared import compared
from helpfulacts.deliberation.decisions import decisions_of
from helpfulacts.deliberation.rules import SPEAK_FOR_A_BODY
from helpfulacts.people import selectors as people
from helpfulacts.promises import selectors as promises

from ..deciding_words import PROMISES
from ..forms.agreements import HoldForm, SignForm
from ..visitor import visitor_of
from .office import for_roles
from .plan_mine import write_form
from .speaking import speakers

sides_only = for_roles("officer", *SPEAK_FOR_A_BODY)


@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    """All of them, with what is in force."""
    place = request.place  # type: ignore[attr-defined]
    rows = [(one, reads.in_force(one)) for one in reads.agreements(place)]
    may_begin = bool(visitor_of(request).roles & {"officer", "elected"})
    return render(request, "web/public/agreements.html", {"rows": rows, "may_begin": may_begin})


@require_GET
def agreement(request: HttpRequest, number: int) -> HttpResponse:
    """The text in force, or the draft where nothing is; who signed; what was promised by it, with how it stands."""
    place = request.place  # type: ignore[attr-defined]
    found = reads.get_agreement(place, number)
    versions = reads.versions(found)
    in_force = reads.in_force(found)
    draft = versions[0] if versions and versions[0].in_force_from is None else None
    shown = in_force or draft
    before = next(
        (one for one in versions if in_force and one.number < in_force.number and one.in_force_from), None
    )
    asked = reads.being_changed(found)
    day = today(place.zone)
    owed = sorted(
        promises.about(place, "agreement", found.pk), key=lambda one: (one.due, one.made_at), reverse=True
    )
    context = {
        "agreement": found, "in_force": in_force, "draft": draft, "shown": shown, "versions": versions,
        "clauses": compared(found, shown.clauses, shown.clauses) if shown else [],
        "signatures": reads.signatures(shown) if shown else [],
        "unsigned": reads.not_signed_by(draft) if draft else [],
        "new_text": compared(found, in_force.clauses, draft.clauses) if draft and in_force else [],
        "changed": compared(found, before.clauses, in_force.clauses) if before and in_force else [],
        "decided": [(one, decisions_of(one.deliberation)) for one in versions[:2] if one.deliberation is not None],
        "asked": asked if asked is not None and asked.published_at is not None else None,
        "promises": [(one, *PROMISES[promises.standing_of(one, day)]) for one in owed],
        "may_sign": bool(visitor_of(request).roles & {"officer", *SPEAK_FOR_A_BODY}),
        "may_change": bool(visitor_of(request).roles & {"officer", "elected"}),
        "may_hold": bool(visitor_of(request).roles & {"officer", *SPEAK_FOR_A_BODY}),
        "not_law": reads.NOT_LAW, "sides": {side["code"]: side["name"] for side in found.sides},
    }  # fmt: skip
    return render(request, "web/public/agreement.html", context)


@require_http_methods(["GET", "POST"])
@sides_only
def agreement_sign(request: HttpRequest, number: int) -> HttpResponse:
    """GET: the newest text, and who signs it. POST: signed, in public and for good."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    found = reads.get_agreement(place, number)
    newest = next(iter(reads.versions(found)), None)
    draft = newest if newest is not None and newest.in_force_from is None else None
    speaks = {one.body_id: one for one in speakers(request)}
    bodies = {
        str(one.pk): one for one in people.organisations(place) if actor.has("officer") or one.pk in speaks
    }
    form = SignForm(
        request.POST if request.method == "POST" else None,
        bodies=[(key, one.name) for key, one in bodies.items()],
        sides=[(side["code"], side["name"]) for side in found.sides],
        for_paper=actor.has("officer"),
    )

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(
            request,
            "web/office/agreement_sign.html",
            {"agreement": found, "draft": draft, **context},
            status=status,
        )

    if request.method != "POST":
        return page({"form": form})

    def write() -> None:
        if draft is None:
            raise Refused("Everybody has signed. There is nothing left to sign.")
        if request.POST.get("version") != str(draft.number):
            raise Refused(reads.NEWER)
        given = form.cleaned_data
        body = bodies[given["body"]]
        sign_agreement(
            version=draft,
            side=given["side"],
            organisation=body,
            signed_by=given["signed_by"],
            by=actor if actor.has("officer") else speaks[body.pk],
        )

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "It is signed, in public.")
        return redirect("agreement", place_slug=place.slug, number=number)

    return write_form(request, form, action="agreement_sign", write=write, page=page, done=done)


@require_http_methods(["GET", "POST"])
@sides_only
def agreement_hold(request: HttpRequest, number: int) -> HttpResponse:
    """GET: what happened, and which clause speaks of it. POST: what the clause promises is a promise with its day."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    found = reads.get_agreement(place, number)
    version = reads.in_force(found)
    if version is None:
        raise NotFound("This agreement is not in force: not every side has signed it.")
    owed = reads.undertakings(version)
    bodies = {str(one.organisation_id): one.organisation for one in reads.signatures(version)}
    form = HoldForm(
        request.POST if request.method == "POST" else None,
        clauses=[(one.key, f"{one.key} {one.title or one.words}: when {one.trigger}") for one in owed],
        bodies=[(key, body.name) for key, body in bodies.items()],
        initial={"began": today(place.zone), "clause": request.GET.get("clause", "")},
    )

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(
            request, "web/office/agreement_hold.html", {"agreement": found, **context}, status=status
        )

    if request.method != "POST":
        return page({"form": form})

    def write() -> None:
        given = form.cleaned_data
        raise_undertaking(
            agreement=found, key=given["clause"], owner=bodies[given["body"]], about=given["about"], began=given["began"],
            by=actor, no_person=bool(given["no_person"]),
        )  # fmt: skip

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "It is a promise now, with its day, for everybody to see.")
        return redirect("agreement", place_slug=place.slug, number=number)

    return write_form(request, form, action="agreement_hold", write=write, page=page, done=done)
