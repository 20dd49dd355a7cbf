"""What of an introduction somebody who keeps records may have: its person agrees, and a link worker takes it, once a press."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.exchange.fhir import bundle
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.support import caseload as care
from helpfulacts.support import records
from helpfulacts.support.actions.share_record import Agreed, share_record, take_record

from ..forms.introductions import RecordForm
from ..once import once_only
from ..refusals import refuse_and_return
from .care import navigators_only
from .plan_mine import Mine, act_of, show, with_plan, write_form


def _agree(
    request: HttpRequest,
    one: Any,
    form: RecordForm,
    by: Any,
    page: Callable[..., HttpResponse],
    to: str,
    **where: Any,
) -> HttpResponse:
    def write() -> dict[str, str]:
        given = form.cleaned_data
        agreed = Agreed(
            to=given["to"], until=today(one.place.zone) + dt.timedelta(days=int(given["until"])),
            basis=given.get("basis") or "self", extras=frozenset(given["extras"]),
        )  # fmt: skip
        return {"sharing": str(share_record(introduction=one, agreed=agreed, by=by).pk)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Kept. It can be stopped at any time.")
        return redirect(to, place_slug=one.place.slug, **where)

    return write_form(request, form, action="share_record", write=write, page=page, done=done)


@with_plan
def plan_record(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """The person says who may have a record of one introduction, and what is in it."""
    one = records.latest_sent(act_of(mine, act_id))
    form = RecordForm(request.POST or None, by_proxy=mine.by_proxy, initial={"until": "182"})

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(request, "record", {"act": one.act, "by_proxy": mine.by_proxy, **context}, status)

    if request.method != "POST":
        return page({"form": form})
    return _agree(request, one, form, mine.actor, page, "plan_sharing")


@require_http_methods(["GET", "POST"])
@navigators_only
def record_for_them(request: HttpRequest, introduction_id: uuid.UUID) -> HttpResponse:
    """The same, said by voice or on paper and written down; and a button for each one that counts today. Each time it is shown
    is one look, which they see.
    """
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    one = care.get_introduction(place, introduction_id)
    person = one.act.plan.person
    form = RecordForm(request.POST or None, by_proxy=True, initial={"until": "182"})

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        open_record(
            place=place, actor=actor, person=person, why="To see what of you may be passed on", noun="introduction",
            subject=one.pk,
        )  # fmt: skip
        shared = [
            (sharing, records.is_live(sharing), records.with_what_nobody_has(sharing))
            for sharing in records.sharings_of(one)
        ]
        return render(
            request, "web/office/record_for_them.html",
            {"act": one.act, "one": one, "person": person, "shared": shared, **context}, status=status,
        )  # fmt: skip

    if request.method != "POST":
        if not records.was_sent(one):
            raise NotFound("Nothing of this was sent yet, so there is nothing to tell.")
        return page({"form": form})
    return _agree(request, one, form, actor, page, "record_for_them", introduction_id=one.pk)


@require_POST
@navigators_only
def record_take(request: HttpRequest, sharing_id: uuid.UUID) -> HttpResponse:
    """The file, for one press: sent again it gives nothing, and there is no link. Its name says nothing of whose it is."""
    actor = request.actor  # type: ignore[attr-defined]
    sharing = records.get_sharing(request.place, sharing_id)  # type: ignore[attr-defined]
    one, taken = sharing.introduction, []

    def take() -> None:
        take_record(sharing=sharing, by=actor)
        taken.append(bundle.record(sharing, by=actor, notes=records.notes_of(one)))

    try:
        once_only(request, "record_take", take)
        if not taken:
            raise Refused("You took this already. Press the button again for a new one.")
    except Refused as refusal:
        return refuse_and_return(request, refusal, "record_for_them", introduction_id=one.pk)
    answer = HttpResponse(bundle.as_file(taken[0]), content_type="application/fhir+json")
    answer["Content-Disposition"] = 'attachment; filename="introduction.fhir.json"'
    return answer
