"""Dates for a calendar on a phone: of one offer by its address, of a plan by a button, so that no address tells of anybody."""

from __future__ import annotations

import hashlib
import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.core.deadline import SEARCH, within
from helpfulacts.directory import selectors as directory
from helpfulacts.exchange.calendars import calendar_of
from helpfulacts.exchange.plan_calendars import plan_calendar_of
from helpfulacts.support import selectors as support

from .offer import shown_offer
from .plan_mine import Mine, with_plan

KIND = "text/calendar; charset=utf-8"


@require_GET
def offer_calendar(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """When an offer happens. A calendar that asks again with the same ETag is told that nothing changed."""
    offer = shown_offer(request, offer_id)
    listed = [offer] if directory.is_listed(offer) else []
    name = offer.title if directory.may_be_named(offer) else "Nothing is listed here"
    with within(SEARCH):
        body = calendar_of(offer.place, listed, name)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(body, content_type=KIND)
        answer["Content-Disposition"] = 'inline; filename="dates.ics"'
    answer["ETag"] = tag
    return answer


@require_POST
@with_plan
def plan_calendar(request: HttpRequest, mine: Mine) -> HttpResponse:
    """The dates of what is promised on a plan: a file to keep, made now."""
    with within(SEARCH):
        acts = [one.act for one in support.acts_of(mine.plan, states=("promised", "done", "confirmed"))]
        answer = HttpResponse(plan_calendar_of(mine.place, acts), content_type=KIND)
    answer["Content-Disposition"] = 'attachment; filename="my-plan.ics"'
    answer["Cache-Control"] = "no-store"
    return answer
