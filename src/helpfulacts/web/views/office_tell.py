"""People to tell by phone, by letter or at the desk: the list without names, one person opened, and told."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.answer_next_door import answer_next_door
from helpfulacts.coordination.next_door_owed import NOUN
from helpfulacts.coordination.next_door_shown import get_offered
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act

from ..cards import cards_for
from ..forms.office import TOLD_WORDS, ToldForm
from ..once import once_only
from ..refusals import add_refusal
from ..templatetags.parts import called_words
from .office import desk_only, page_of

WAYS = {
    "phone": "By phone",
    "letter": "By letter",
    "desk": "At the desk, when they come in",
    "email": "By e-mail",
}
OF = 50
TO_TELL = "To tell you what happens next"
"""What the person reads of the look, so it speaks to them."""
AHEAD = dt.timedelta(days=60)


@dataclass(frozen=True)
class Row:
    """Somebody to tell, by a number only: where they stand in today's list."""

    number: int
    promise: Any
    way: str
    late: bool


@dataclass(frozen=True)
class Told:
    """Who is told and how: a person (opened, so their look-up is kept) or a body, which is public."""

    person: Any | None
    called: str
    way: str
    contact: str


def _way(place: Any, promise: Any) -> str:
    if promise.to_noun == "person" and promise.to_id:
        person = people.person_by_id(place, promise.to_id)
        return person.channel if person else ""
    return "phone"


@require_GET
@desk_only
def to_tell(request: HttpRequest) -> HttpResponse:
    """Today's list in groups by way, the overdue first. Nobody's name: a name opens one by one."""
    place = request.place  # type: ignore[attr-defined]
    day = today(place.zone)
    soon = promises.to_tell(place, day)
    later = len(promises.to_tell(place, day + AHEAD)) - len(soon)
    page = page_of(request, soon, OF)
    rows = [
        Row(number, promise, _way(place, promise), promise.due < day)
        for number, promise in enumerate(page.object_list, page.start_index())
    ]
    late = sum(promise.due < day for promise in soon)
    groups = [(code, words, [row for row in rows if row.way == code]) for code, words in WAYS.items()]
    return render(
        request,
        "web/office/to_tell.html",
        {
            "page": page,
            "groups": [group for group in groups if group[2]],
            "gone": sum(not row.way for row in rows),
            "number": len(soon),
            "today": len(soon) - late,
            "late": late,
            "later": later,
            "all": len(soon) + later,
            "day": day,
        },
    )


def _open_promise(request: HttpRequest, promise_id: uuid.UUID) -> Any:
    promise = promises.get_promise(request.place, promise_id)  # type: ignore[attr-defined]
    if promise.kind != "tell":
        raise Http404("This promise is not about telling somebody.")
    return promise


def _is_over(promise: Any) -> bool:
    return bool(promise.kept_at or promise.excepted_at)


def _who(request: HttpRequest, promise: Any) -> Told:
    """Open the person's name and how to reach them: one look, kept. A body is public and is not a record."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    if promise.to_noun == "desk":
        return Told(None, "whoever gives it", "phone", "Their number stands on the page of the offer.")
    if promise.to_noun == "organisation":
        body = next((body for body in people.organisations(place) if body.pk == promise.to_id), None)
        if body is None:
            raise Http404("There is no such body in this place.")
        return Told(None, body.name, "phone", body.phone or body.email or "No number is known.")
    person = people.person_by_id(place, promise.to_id) if promise.to_id else None
    if person is None:
        raise Http404("There is no such person in this place.")
    open_record(
        place=place,
        actor=actor,
        person=person,
        why=TO_TELL,
        noun="promise",
        subject=promise.pk,
    )
    return Told(person, called_words(person), person.channel, person.contact)


def _act(place: Any, promise: Any) -> Any | None:
    """The act that the news is about, or None."""
    if promise.about_noun != "helpful act" or not promise.about_id:
        return None
    try:
        return support.get_act(place, promise.about_id)
    except NotFound:
        return None


def _answer(place: Any, promise: Any) -> Any | None:
    """The round's answer that the news is about, explained, or None."""
    if promise.about_noun != "allocation" or not promise.about_id:
        return None
    try:
        return coordination.explanation_for(coordination.get_allocation(place, promise.about_id))
    except (NotFound, Refused):
        return None


def _next_door(place: Any, promise: Any) -> Any | None:
    """The place next door that waits for the person's answer, or None."""
    if promise.about_noun != NOUN or promise.to_noun != "person" or not promise.about_id:
        return None
    try:
        one = get_offered(place, promise.about_id)
    except NotFound:
        return None  # a place given from here: its person is not known
    return one if one.row.state == "offered" and one.open else None


def _page(
    request: HttpRequest, promise: Any, form: ToldForm | None = None, status: int = 200
) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    act = _act(place, promise)
    told = _who(request, promise)
    next_door = _next_door(place, promise)
    asks = next_door is not None or (act is not None and act.state == "suggested")
    context = {
        "next_door": next_door,
        "promise": promise,
        "told": told,
        "way": WAYS[told.way],
        "late": promise.due < today(place.zone),
        "act": act,
        "card": cards_for(place, [act.offer])[0] if act is not None and act.offer is not None else None,
        "gone_by": act is not None
        and act.state in ("agreed", "promised")
        and act.on_day is not None
        and act.on_day < today(place.zone),
        "why_you_look": TO_TELL,
        "explanation": _answer(place, promise),
        "form": form or ToldForm(asks=asks),
    }
    return render(request, "web/office/tell.html", context, status=status)


@require_GET
@desk_only
def tell(request: HttpRequest, promise_id: uuid.UUID) -> HttpResponse:
    """One person: name, how to reach them, what to say."""
    promise = _open_promise(request, promise_id)
    if _is_over(promise):
        messages.info(request, "That person has been told already, or does not need to be told any more.")
        return redirect("to_tell", place_slug=request.place.slug)  # type: ignore[attr-defined]
    return _page(request, promise)


@require_POST
@desk_only
def told(request: HttpRequest, promise_id: uuid.UUID) -> HttpResponse:
    """They have been told: the promise is kept, for good; and their answer, if they gave one."""
    promise = _open_promise(request, promise_id)
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    act = _act(place, promise)
    next_door = _next_door(place, promise)
    asks = next_door is not None or (act is not None and act.state == "suggested")
    form = ToldForm(request.POST, asks=asks)
    if form.is_valid():

        def write() -> dict[str, str]:
            # Kept before the answer: “not now” ends every promise about the act that is still open.
            keep_promise(promise=promise, evidence=TOLD_WORDS[form.cleaned_data["how"]], by=actor.shown_as)
            said = form.cleaned_data.get("answer", "")
            if act is not None and said in ("yes", "not_now"):
                answer_act(act=act, answer=said, by=actor)
            if next_door is not None and said in ("yes", "not_now"):
                answer_next_door(row=next_door.row, yes=said == "yes", by=actor)
            return {"promise": str(promise.pk)}

        try:
            once_only(request, "told", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Kept: they have been told.")
            return redirect("to_tell", place_slug=place.slug)
    return _page(request, promise, form, 422)
