"""Bring a sentence for others to answer, or a project with what it costs. A person reads it before others do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from helpfulacts.core.errors import Refused
from helpfulacts.deliberation.actions.bring import bring as keep
from helpfulacts.deliberation.actions.bring import require_of_use
from helpfulacts.deliberation.selectors import last_day
from helpfulacts.deliberation.stages import KINDS
from helpfulacts.deliberation.words import said

from ..forms.deciding import BRINGS
from ..refusals import add_refusal
from ..safety import first_advice
from .deciding_parts import Here, here, open_now, reading_in, show, to, writing_in
from .plan_mine import write_form
from .speaking import CHOOSE

NOT_YET = (
    "You do not take part in this yet, or your visit ended. Nothing was sent. What you wrote is still here."
)
FREE = ("title", "words")
"""What people write freely when they bring something."""
NAMES = {"pence": "cost"}
"""Of what the action refuses, by the fields of the form."""


def may_be_brought(mine: Here) -> list[str]:
    """What can be brought now, of the kinds that have a form."""
    stage = open_now(mine)["say"]
    if stage is None:
        return []
    return [kind for kind in KINDS[stage.kind].brings if kind in BRINGS]


def read_first(
    request: HttpRequest, mine: Here, kind: str, form: Any, page: Any, but: Any = None
) -> HttpResponse | None:
    """The form again, with its words as others will read them. None where they are sent, or danger or a mistake comes first.

    Nothing is written. What could not be sent is said here already. but: what is said otherwise.
    """
    asked = request.POST.get("preview")
    if not asked or first_advice(*(request.POST.get(name, "") for name in FREE)) or not form.is_valid():
        return None
    given = form.cleaned_data
    no_person = bool(given["no_person"])
    try:
        title, words = said(mine.deliberation, kind, given.get("title", ""), given["words"], no_person)
        pence = form.kept().get("pence") if "cost" in form.fields else None
        require_of_use(mine.deliberation, mine.membership, kind, title, words, pence=pence, but=but)
    except Refused as refusal:
        add_refusal(form, refusal, **NAMES)
        return page({"form": form}, 422)
    preview = {"title": title, "words": words, "language": form.said_in}
    return page({"form": form, "preview": preview}, 200)


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    mine = here(request, number)
    stage = open_now(mine)["say"]
    if kind not in BRINGS:
        raise Http404("Nothing of this kind is brought.")
    if stage is None or kind not in KINDS[stage.kind].brings:
        messages.info(request, "Nothing of this kind can be brought now. The days are on this page.")
        return to(request, "deciding_one", number)
    may_send = mine.membership is not None or mine.can_choose
    if not may_send and request.method != "POST":
        messages.info(request, "First say that you take part. Then bring it.")
        return to(request, "deciding_join", number)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        told = {
            "may_send": may_send,
            "kind": kind,
            "pence": mine.deliberation.subject.get("pence"),
            "personal": True,
            "until": last_day(stage, mine.place.zone),
            **context,
        }
        return show(request, mine, "bring", told, status)

    languages, reads_in = writing_in(mine), reading_in(request, mine.deliberation)["reads_in"]
    if request.method != "POST":
        return page({"form": BRINGS[kind](initial={"language": reads_in}, languages=languages)})
    form = BRINGS[kind](request.POST, languages=languages)

    def write() -> None:
        if mine.membership is None:
            raise Refused(CHOOSE if mine.can_choose else NOT_YET)
        given = {name: value for name, value in form.kept().items() if value not in (None, "")}
        keep(stage=stage, membership=mine.membership, kind=kind, by=mine.actor, **given)

    def done(_: Any) -> HttpResponse:
        messages.success(
            request, "We have it. A person reads it before others do. You see here what becomes of it."
        )
        return to(request, "deciding_mine", number)

    return read_first(request, mine, kind, form, page) or write_form(
        request, form, action="deciding_bring", write=write, page=page, done=done, free=FREE, names=NAMES,
    )  # fmt: skip
