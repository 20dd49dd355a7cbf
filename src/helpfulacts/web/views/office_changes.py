"""The convenor's desk for a text: what is proposed, accepted whole or in part, and the next text of the agreement drafted from it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.deliberation import agreements, clauses, drafting, selectors
from helpfulacts.deliberation.actions.accept_amendment import accept_amendment, accept_part
from helpfulacts.deliberation.actions.draft_decided import draft_decided, version_to_change
from helpfulacts.deliberation.compared import compared
from helpfulacts.deliberation.contributions import get_contribution, in_words
from helpfulacts.deliberation.text_decided import differs, next_clauses

from ..forms.agreements import NextTextForm
from ..forms.deciding import PartForm
from ..refusals import press_button, refuse_and_return
from .deciding_text import clause_rows, vote_days
from .office import convenors_only
from .plan_mine import write_form

YEAR = dt.timedelta(days=365)


@require_GET
@convenors_only
def changes(request: HttpRequest, number: int) -> HttpResponse:
    """Each clause with the changes that are proposed to it, and what the vote said of each."""
    one = selectors.get_deliberation(request.place, number)  # type: ignore[attr-defined]
    context = {
        "one": one, "rows": clause_rows(one), "voted": _voted(one),
        "votes": vote_days(selectors.stages_of(one), one.place.zone),
    }  # fmt: skip
    return render(request, "web/office/changes.html", context)


def _voted(deliberation: Any) -> dict[int, bool]:
    """Of each change that was voted on, by its number, whether it passed; by the last count of the vote."""
    counts = [one for one in drafting.counts_of(deliberation) if one.stage.kind == "ballot"]
    if not counts:
        return {}
    return {option["number"]: bool(option.get("passes")) for option in counts[-1].result["options"]}


def _change(request: HttpRequest, number: int, brought: int) -> Any:
    found = get_contribution(selectors.get_deliberation(request.place, number), brought)  # type: ignore[attr-defined]
    if found.kind != "amendment" or found.state != "shown":
        raise NotFound("There is no change of that number here that is shown.")
    return found


@require_http_methods(["GET", "POST"])
@convenors_only
def change(request: HttpRequest, number: int, brought: int) -> HttpResponse:
    """GET: one change, to accept it or some of its words. POST: some of its words are in the text."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    found = _change(request, number, brought)
    one = found.deliberation
    (shown,) = in_words([found])
    rows = [row for row in clause_rows(one) if found.pk in {entry.shown.contribution.pk for entry, _, _ in row["changes"]}]  # fmt: skip

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        facts = {
            "one": one, "found": found, "shown": shown, "change": clauses.changes_of([shown])[found.pk],
            "rivals": [other for row in rows for other in row["rivals"] if found.number in row["rivals"] and other != brought],
            "voted": _voted(one), "votes": vote_days(selectors.stages_of(one), place.zone),
        }  # fmt: skip
        return render(request, "web/office/change.html", {**facts, **context}, status=status)

    if request.method != "POST":
        return page({"form": PartForm(initial={"words": shown.words})})
    form = PartForm(request.POST)

    def write() -> None:
        given = form.kept()
        accept_part(amendment=found, words=given["words"], by=actor, no_person=bool(given["no_person"]))

    def done(_: Any) -> HttpResponse:
        messages.success(request, "These words are in the text now, as a change of their own.")
        return redirect("deciding_changes", place_slug=place.slug, number=number)

    return write_form(request, form, action="change_part", write=write, page=page, done=done)


@require_POST
@convenors_only
def change_accept(request: HttpRequest, number: int, brought: int) -> HttpResponse:
    """All of it is in the text."""
    found = _change(request, number, brought)
    actor = request.actor  # type: ignore[attr-defined]
    return press_button(
        request, "change_accept", lambda: accept_amendment(amendment=found, by=actor),
        f"Number {brought} is in the text now.", "deciding_changes", number=number,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@convenors_only
def next_text(request: HttpRequest, number: int) -> HttpResponse:
    """GET: the next text beside the one in force. POST: it is drafted, for each side to sign."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    one = selectors.get_deliberation(place, number)
    try:
        before = version_to_change(one)
    except Refused as refusal:
        return refuse_and_return(request, refusal, "deciding_desk", number=number)
    agreement, rows = before.agreement, next_clauses(one, before)
    holds = before.in_force_from is not None
    form = NextTextForm(
        request.POST if request.method == "POST" else None,
        clauses=rows,
        sides=[(side["code"], side["name"]) for side in agreement.sides],
        initial={"review_on": today(place.zone) + YEAR},
    )

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        facts = {
            "one": one, "agreement": agreement, "form": form, "holds": holds,
            "rows": compared(agreement, before.clauses, [row.written for row in rows]), "differs": differs(one, before),
        }  # fmt: skip
        return render(request, "web/office/next_text.html", {**facts, **context}, status=status)

    if request.method != "POST":
        return page({})

    def write() -> None:
        draft_decided(
            deliberation=one, review_on=form.cleaned_data["review_on"], terms=form.terms(), by=actor
        )

    def done(_: Any) -> HttpResponse:
        until = "the old text holds" if holds else "no text is in force"
        messages.success(request, f"It is drafted. Now each side signs it. Until then {until}.")
        return redirect("agreement", place_slug=place.slug, number=agreement.number)

    return write_form(request, form, action="next_text", write=write, page=page, done=done)


def text_facts(deliberation: Any) -> dict[str, Any]:
    """What the desk of one question says of its text: the agreement, and whether the next text can be drafted."""
    agreement = agreements.agreement_of(deliberation)
    can_draft = False
    if agreement is not None:
        try:
            can_draft = differs(deliberation, version_to_change(deliberation))
        except Refused:
            can_draft = False
    return {"agreement": agreement, "can_draft": can_draft}
