"""Where the place stands: the report as everybody reads it and saves it; a body answers for itself; the board replies in writing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.core.words import counted
from helpfulacts.deliberation import position_files, selectors, stands
from helpfulacts.deliberation.actions.answer_position import answer_position
from helpfulacts.deliberation.actions.reply_to_position import reply_to_position
from helpfulacts.deliberation.rules import SPEAK_FOR_A_BODY
from helpfulacts.deliberation.selectors import last_day
from helpfulacts.people.actor import Actor
from helpfulacts.promises import selectors as promises

from ..deciding_words import PROMISES, stage_lines
from ..forms.where_we_stand import GROUPS, PositionForm, ReplyForm
from ..seen import stands_in_turn
from .deciding_parts import saved_file
from .office import for_roles
from .plan_mine import write_form
from .speaking import speakers


def report_of(request: HttpRequest, number: int) -> stands.PositionReport:
    """Raises NotFound for what is not published, or asks something else."""
    deliberation = selectors.get_deliberation(request.place, number)  # type: ignore[attr-defined]
    if deliberation.published_at is None:
        raise NotFound("There is nothing of that number here. See what is being decided.")
    try:
        return stands.position_report(deliberation)
    except Refused as refusal:
        raise NotFound(str(refusal)) from None


def speaks_here(request: HttpRequest, members: Iterable[Any]) -> list[tuple[Any, Actor]]:
    """Those of these bodies for which whoever is here speaks, each with as whom."""
    actors = {actor.body_id: actor for actor in speakers(request)}
    return [
        (member, actors[member.organisation_id]) for member in members if member.organisation_id in actors
    ]


@require_GET
def where_we_stand(request: HttpRequest, number: int) -> HttpResponse:
    """Each principle and condition with its spread, who says otherwise, the replies, and what has none; it prints as a document."""
    report = report_of(request, number)
    one, place = report.deliberation, request.place  # type: ignore[attr-defined]
    gather = selectors.stage_of_kind(one, "gather")
    asked = speaks_here(request, stands.bodies_of(one))
    owed = promises.about(place, "deliberation", one.pk)
    context = {
        "report": report,
        "one": one,
        "lines": stage_lines(selectors.stages_of(one), place.zone),
        "silent": [
            body
            for at, body in enumerate(_names(report))
            if not any(s.said[at].answer for s in report.stands)
        ],
        "answers_for": [member for member, _ in asked] if selectors.standing_of(gather) == "open" else [],
        "replies_for": bool(speaks_here(request, [stands.board_of(one)])),
        "promised": [(one, *PROMISES[promises.standing_of(one, today(place.zone))]) for one in owed][:1],
    }
    return render(request, "web/public/where_we_stand.html", context)


def _names(report: stands.PositionReport) -> list[str]:
    return [said.body for said in report.stands[0].said] if report.stands else []


@require_GET
def position_text(request: HttpRequest, number: int) -> HttpResponse:
    """The whole report as a text, with who says otherwise as its annex."""
    report = report_of(request, number)
    return saved_file(position_files.as_text(report), f"where-we-stand-{number}.txt", "text/plain")


@require_GET
def position_json(request: HttpRequest, number: int) -> HttpResponse:
    """The same for machines."""
    text = json.dumps(position_files.as_data(report_of(request, number)), ensure_ascii=False, indent=1) + "\n"
    return saved_file(text, f"where-we-stand-{number}.json")


@require_GET
def position_paper(request: HttpRequest, number: int) -> HttpResponse:
    """The sixteen questions to print, to fill in with a pen, and to hand in at the desk."""
    report = report_of(request, number)
    place = request.place  # type: ignore[attr-defined]
    until = last_day(selectors.stage_of_kind(report.deliberation, "gather"), place.zone)
    context = {"one": report.deliberation, "groups": GROUPS, "until": until}
    return render(request, "web/public/where_we_stand_paper.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*SPEAK_FOR_A_BODY)
def position_answer(request: HttpRequest, number: int) -> HttpResponse:
    """GET: the sixteen, with what the body said so far. POST: kept; it can be changed until the part closes.

    Whoever speaks for more than one body that is asked says first which (`?body=`).
    """
    report = report_of(request, number)
    found = speaks_here(request, stands.bodies_of(report.deliberation))
    said = request.GET.get("body", "")
    if len(found) > 1 and not said:
        bodies, missing = [member.organisation for member, _ in found], "go" in request.GET
        context = {"one": report.deliberation, "bodies": bodies, "missing": missing}
        return render(request, "web/public/where_we_stand_whom.html", context, status=422 if missing else 200)
    chosen = [one for one in found if said in ("", str(one[0].organisation_id))]
    if not chosen:
        raise NotAllowed("Your body is not asked here. Everybody can read what the others say.")
    ((member, actor),) = chosen
    back = redirect("position_answer", place_slug=request.place.slug, number=number)  # type: ignore[attr-defined]
    back["Location"] += f"?body={member.organisation_id}"
    return answer_page(
        request, report, member, actor, PositionForm, "web/public/where_we_stand_answer.html", back
    )


def answer_page(
    request: HttpRequest,
    report: stands.PositionReport,
    member: Any,
    actor: Actor,
    form_class: type[PositionForm],
    template: str,
    back: HttpResponse,
) -> HttpResponse:
    """The page on which the answers of one body are filled in, by itself or by the desk. When its part is not open: to the report."""
    one, place = report.deliberation, request.place  # type: ignore[attr-defined]
    stage = selectors.stage_of_kind(one, "gather")
    standing, until = selectors.standing_of(stage), last_day(stage, place.zone)
    if request.method != "POST" and standing != "open":
        day = date_in_words(
            last_day(stage, place.zone)
            if standing != "coming"
            else stage.opens.astimezone(ZoneInfo(place.zone)).date()
        )
        said = (
            "This begins on {}."
            if standing == "coming"
            else "This was open until the end of {}. What was said stands here."
        )
        messages.info(request, said.format(day))
        return redirect("where_we_stand", place_slug=place.slug, number=one.number)
    statements = {row.number: row for row in stands.statements_of(one)}

    def form_of(sent: Any = None) -> PositionForm:
        """Another of the same body may answer too."""
        answers, whys = stands.answers_of(stage, member), stands.reasons_of(member)
        return form_class(
            sent,
            statements={number: stands.item_of(row) for number, row in statements.items()},
            answers={number: answers[row.pk] for number, row in statements.items() if row.pk in answers},
            whys={number: whys[row.pk][1] for number, row in statements.items() if row.pk in whys},
        )

    form = form_of(request.POST if request.method == "POST" else None)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        facts = {
            "one": one, "body": member.organisation, "until": until, "answered": form.answered, "of": len(statements), **context,
        }  # fmt: skip
        return render(request, template, facts, status=status)

    if request.method != "POST":
        return page({"form": form})

    def write() -> int:
        stands_in_turn(request, form, lambda: form_of().boxes)
        given = {statements[number]: said for number, said in form.given().items()}
        desk = {name: form.cleaned_data[name] for name in ("channel", "came_from") if name in form.fields}
        return answer_position(
            stage=stage, membership=member, answers=given, by=actor, no_person=form.no_private_person, **desk
        )

    def done(changed: int) -> HttpResponse:
        kept = f"Kept: {counted(changed, 'answer', 'answers')}." if changed else "Nothing was changed."
        messages.success(request, f"{kept} You can change it until the end of {date_in_words(until)}.")
        return back

    return write_form(request, form, action="position_answer", write=write, page=page, done=done)


def _to_reply(report: stands.PositionReport) -> list[Any]:
    rows = [row for row in report.stands if row.replies or row.word in ("we differ", "we are not there")]
    return sorted(rows, key=lambda row: row.word != "we differ")


@require_http_methods(["GET", "POST"])
@for_roles(*SPEAK_FOR_A_BODY, "officer")
def position_reply(request: HttpRequest, number: int) -> HttpResponse:
    """GET: each thing on which bodies differ, or are not there, with its reply. POST: kept, and everybody reads it."""
    report = report_of(request, number)
    one, place = report.deliberation, request.place  # type: ignore[attr-defined]
    found = speaks_here(request, [stands.board_of(one)])
    actor = found[0][1] if found else request.actor  # type: ignore[attr-defined]
    if not found and not actor.has("officer"):
        raise NotAllowed(f"{one.convenor.name} replies here. Everybody can read what it says.")
    form = ReplyForm(request.POST if request.method == "POST" else None, rows=_to_reply(report))

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        facts = {
            "one": one, "report": report, "until": last_day(selectors.stage_of_kind(one, "decide"), place.zone),
            "for_them": not found, **context,
        }  # fmt: skip
        return render(request, "web/office/where_we_stand_reply.html", facts, status=status)

    if request.method != "POST":
        return page({"form": form})

    def write() -> dict[str, int]:
        stands_in_turn(request, form, lambda: ReplyForm(rows=_to_reply(stands.position_report(one))).boxes)
        statements = {row.number: row for row in stands.statements_of(one)}
        given = {statements[at]: words for at, words in form.given().items()}
        no_person = bool(form.cleaned_data["no_person"])
        kept = reply_to_position(deliberation=one, replies=given, by=actor, no_person=no_person)
        return {"kept": kept, "left": len(stands.position_report(one).unanswered)}

    def done(answer: dict[str, int]) -> HttpResponse:
        kept, left = answer["kept"], answer["left"]
        said = f"{counted(kept, 'reply is', 'replies are')} kept." if kept else "Nothing was changed."
        waits = (
            f"{counted(left, 'thing waits', 'things wait')} for a reply."
            if left
            else "Nothing waits for a reply."
        )
        messages.success(request, f"{said} {waits}")
        return redirect("where_we_stand", place_slug=place.slug, number=number)

    return write_form(request, form, action="position_reply", write=write, page=page, done=done)
