"""Asking the place something: what is asked, a draft with what its promise still lacks, publishing it, ending it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import ChangedSince, NotFound, Refused
from helpfulacts.deliberation import decisions, planning, selectors
from helpfulacts.deliberation.actions.ask_about_rules import OF_RULES, ask_about_same_rules
from helpfulacts.deliberation.actions.begin_deliberation import begin_deliberation
from helpfulacts.deliberation.actions.publish_deliberation import end_deliberation, publish_deliberation
from helpfulacts.deliberation.actions.throw_away_draft import throw_away_question
from helpfulacts.deliberation.drawing import panel_of
from helpfulacts.deliberation.selectors import last_day
from helpfulacts.deliberation.templates import TEMPLATES
from helpfulacts.people import selectors as people
from helpfulacts.places import selectors as places

from ..deciding_words import LEVELS, STANCES, days_words, how_counted, stage_lines, who_may
from ..forms.office_deciding import ASKED_HERE, AskForm, EndForm, as_asked, lines_of
from ..refusals import press_button
from .office import convenors_only, page_of
from .office_decide import desk_facts
from .plan_mine import write_form

GONE = (
    "This draft is not there any more: somebody published it, wrote it anew or threw it away. "
    "What you wrote is still here. Send it again, and it is a new draft."
)


@require_GET
@convenors_only
def office_deciding(request: HttpRequest) -> HttpResponse:
    """Drafts first, then everything that was published, the latest first."""
    place = request.place  # type: ignore[attr-defined]
    context = {
        "drafts": selectors.drafts(place),
        "page": page_of(request, selectors.published(place)),
        "reviews": decisions.reviews(place, today(place.zone)),
    }
    return render(request, "web/office/deciding.html", context)


@require_http_methods(["GET", "POST"])
@convenors_only
def deciding_ask(request: HttpRequest) -> HttpResponse:
    """GET: what, why and with what promise; `?mends=` names a draft whose words it begins with. POST: a draft, which nobody
    else reads yet; the one that it mends is given up.
    """
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    areas = {area.code: area for area in places.areas(place)}
    mends = _draft(request)
    day = today(place.zone)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        wards=[(code, area.name) for code, area in areas.items()],
        initial={"first_day": day} if mends is None else as_asked(mends, selectors.stages_of(mends), day),
    )

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        gone = mends is None or mends.published_at is not None or mends.ended_at is not None
        return render(
            request,
            "web/office/deciding_ask.html",
            {"mends": None if gone else mends, **context},
            status=status,
        )

    if request.method != "POST":
        return page({"form": form})

    def write() -> dict[str, int]:
        given = form.cleaned_data
        if mends is None and request.POST.get("mends"):
            raise ChangedSince(GONE)
        body = next((one for one in people.organisations(place) if one.pk == actor.body_id), None)
        if body is None:
            raise NotFound("Your role belongs to no body here. Ask the office.")
        made = begin_deliberation(
            place=place, uses=given["uses"], question=given["question"], promise=given["promise"], convenor=body, by=actor,
            first_day=given["first_day"], about=given["about"], area=areas.get(given["ward"]),
            subject=_subject(given, mends),
            open_to_change=lines_of(given["open_to_change"]), fixed=lines_of(given["fixed"]),
            absent=[{"who": given["missing_who"], "why": "", "doing": given["missing_doing"]}],
            answers_above=given["answers_above"], steps=given.get("steps"),
            open_to=_open_to(given["uses"]),
        )  # fmt: skip
        if mends is not None:
            if made.uses == "entitlement" and mends.subject.get("document"):
                ask_about_same_rules(deliberation=made, draft=mends, by=actor)
            try:
                throw_away_question(deliberation=mends, by=actor, why=f"It was written anew, as question {made.number}.")  # fmt: skip
            except Refused:
                raise ChangedSince(GONE) from None
        return {"number": made.number}

    def done(answer: dict[str, int]) -> HttpResponse:
        return redirect("deciding_desk", place_slug=place.slug, number=answer["number"])

    return write_form(request, form, action="deciding_ask", write=write, page=page, done=done)


def _draft(request: HttpRequest) -> Any | None:
    """The draft that is mended, of the uses that this form asks for."""
    sent = request.POST if request.method == "POST" else request.GET
    number = sent.get("mends", "")
    if not (number.isdecimal() and len(number) < 10):
        return None
    drafts = selectors.drafts(request.place)  # type: ignore[attr-defined]
    found = drafts.filter(number=int(number)).first()
    return found if found is not None and _can_be_mended(found) else None


def _can_be_mended(draft: Any) -> bool:
    """Was it asked by this form? It has no field for others who may take part."""
    return draft.uses in ASKED_HERE and draft.open_to == _open_to(draft.uses)


def _open_to(uses: str) -> str:
    return "drawn" if uses == "panel" else "everyone"


def _subject(given: dict[str, Any], mends: Any | None) -> dict[str, Any]:
    """What the form says of it; what it has no field for stays, but for rules, which are chosen anew by an action of their own."""
    kept = mends.subject if mends is not None and mends.uses == given["uses"] else {}
    pence = {"pence": int(given["pounds"] * 100)} if given["uses"] == "budget" else {}
    return {name: says for name, says in kept.items() if name not in OF_RULES} | pence


@require_GET
@convenors_only
def deciding_desk(request: HttpRequest, number: int) -> HttpResponse:
    """One question as its convenor sees it: what it lacks before it is published, and what there is to do in each part."""
    deliberation = selectors.get_deliberation(request.place, number)  # type: ignore[attr-defined]
    return render(request, "web/office/deciding_desk.html", {**_facts(deliberation), "form": EndForm()})


def _facts(deliberation: Any) -> dict[str, Any]:
    stages = selectors.stages_of(deliberation)
    draft = deliberation.published_at is None and deliberation.ended_at is None
    panel = panel_of(deliberation, stages)
    return {
        "one": deliberation,
        "parts": [
            (
                stage,
                "" if deliberation.ended_at else selectors.standing_of(stage),
                days_words(stage, deliberation.place.zone),
            )
            for stage in stages
        ],
        "draft": draft,
        "may_end": not draft and not decisions.is_over(deliberation),
        "lacks": planning.broken_promises(deliberation, stages) if draft else [],
        "mendable": draft and _can_be_mended(deliberation),
        "panel": panel,
        "whole": _whole(deliberation, stages, panel) if draft else None,
        **desk_facts(deliberation),
    }


def _whole(draft: Any, stages: list[Any], panel: Any | None) -> dict[str, Any]:
    """All that a draft would publish, beside its question, its promise and its parts."""
    zone = draft.place.zone
    return {
        "uses": TEMPLATES[draft.uses].title,
        "stance": STANCES[draft.stance],
        "who_may": who_may(draft),
        "level": LEVELS[draft.level] if draft.level != "place" else "",
        "pence": draft.subject.get("pence"),
        "stops": draft.subject.get("stops", []),
        "counted": [
            (line.title, said)
            for line in stage_lines(stages, zone)
            if (said := how_counted(line.stage, draft.answers_above))
        ],
        "panel": {"panel": panel, "until": last_day(panel.stage, zone)} if panel else None,
    }


@require_POST
@convenors_only
def deciding_publish(request: HttpRequest, number: int) -> HttpResponse:
    """From now on everybody reads it, and its parts are as they are."""
    deliberation = selectors.get_deliberation(request.place, number)  # type: ignore[attr-defined]
    actor = request.actor  # type: ignore[attr-defined]
    return press_button(
        request, "deciding_publish", lambda: publish_deliberation(deliberation=deliberation, by=actor),
        "It is published. Everybody can read it.", "deciding_desk", number=number,
    )  # fmt: skip


@require_POST
@convenors_only
def deciding_end(request: HttpRequest, number: int) -> HttpResponse:
    """End it before its time, with a reason; or give up a draft."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    deliberation = selectors.get_deliberation(place, number)
    form = EndForm(request.POST)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(
            request, "web/office/deciding_desk.html", {**_facts(deliberation), **context}, status=status
        )

    def write() -> None:
        end_deliberation(deliberation=deliberation, why=form.cleaned_data["why"], by=actor)

    def done(answer: Any) -> HttpResponse:
        return redirect("deciding_desk", place_slug=place.slug, number=number)

    return write_form(request, form, action="deciding_end", write=write, page=page, done=done)
