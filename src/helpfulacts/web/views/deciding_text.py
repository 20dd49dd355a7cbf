"""A text that is decided on together: read clause by clause with what changed in it, and a change proposed to one clause."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.core.idempotency import OUT_OF_DATE
from helpfulacts.deliberation import agreements, clauses, decisions
from helpfulacts.deliberation.actions.propose_amendment import TAKEN_OUT, propose_amendment
from helpfulacts.deliberation.contributions import get_contribution, last_revision, revision_by_number
from helpfulacts.deliberation.selectors import last_day

from ..deciding_words import days_words
from ..forms.deciding import ChangeTextForm
from .deciding_parts import Here, here, open_now, show, to, writing_in
from .plan_mine import write_form
from .speaking import CHOOSE


def text_of(deliberation: Any) -> list[tuple[int, Any]]:
    """(depth, clause) in order. Raises NotFound where the question has no text."""
    found = list(clauses.in_order(clauses.clause_tree(deliberation)))
    if not found:
        raise NotFound("This question has no text. See what people brought.")
    return found


def clause_rows(deliberation: Any) -> list[dict[str, Any]]:
    """Each clause with its changes (what it does, whether it is in the text, from which side), and which cannot all stand."""
    found = text_of(deliberation)
    brought = [one for _, clause in found for one in (*clause.changes, *clause.proposed)]
    changes, sides = clauses.changes_of(brought), agreements.names_of_sides(deliberation)
    return [
        {
            "depth": depth,
            "clause": clause,
            "changes": [
                (
                    changes[one.contribution.pk],
                    one.contribution.accepted_on is not None,
                    sides.get(one.contribution.author.side, "") if one.contribution.author else "",
                )
                for one in (*clause.changes, *clause.proposed)
            ],
            "rivals": [one.contribution.number for one in clause.rivals],
        }
        for depth, clause in found
    ]


def vote_days(mine_stages: Any, zone: str) -> str:
    """On which days there is a vote, "" where there is none."""
    return next((days_words(stage, zone) for stage in mine_stages if stage.kind == "ballot"), "")


def _draft_part(mine: Here) -> Any:
    """The part in which changes are proposed, where that is open now."""
    stage = open_now(mine)["say"]
    return stage if stage is not None and stage.kind == "draft" else None


@require_GET
def text(request: HttpRequest, number: int) -> HttpResponse:
    """The whole text, for anybody: what was accepted stands in it, and what is proposed beside it."""
    mine = here(request, number)
    stage = _draft_part(mine)
    context = {
        "rows": clause_rows(mine.deliberation),
        "stage": stage,
        "until": last_day(stage, mine.place.zone) if stage else None,
        "votes": vote_days(mine.stages, mine.place.zone),
        "decided": decisions.decisions_of(mine.deliberation),
        "agreement": agreements.agreement_of(mine.deliberation),
    }
    return show(request, mine, "text", context)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, number: int, clause: int) -> HttpResponse:
    """GET: the words of a clause. POST: a change to them, which a person reads before others do."""
    mine = here(request, number)
    stage = _draft_part(mine)
    if stage is None:
        messages.info(request, "No change can be proposed now. The days are on this page.")
        return to(request, "deciding_one", number)
    if mine.membership is None and not mine.can_choose:
        messages.info(request, "First say that you take part. Then propose it.")
        return to(request, "deciding_join", number)
    found = get_contribution(mine.deliberation, clause)
    if found.kind != "clause" or found.state != "shown":
        raise NotFound("There is no clause of that number here.")
    words = last_revision(found)
    row = next((one for _, one in text_of(mine.deliberation) if one.shown.contribution.pk == found.pk), None)
    if row is None:
        raise NotFound("This clause was joined with another. Read the text.")

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        told = {
            "clause": row,
            "words": words,
            "personal": True,
            "until": last_day(stage, mine.place.zone),
            **context,
        }
        return show(request, mine, "propose", told, status)

    if request.method != "POST" and row.taken_out:
        messages.info(request, TAKEN_OUT)
        return to(request, "deciding_text", number)
    languages, before = writing_in(mine, words.language), {"words": words.words, "language": words.language}
    if request.method != "POST":
        return page({"form": ChangeTextForm(initial=before, languages=languages)})
    form = ChangeTextForm(request.POST, languages=languages)

    def write() -> None:
        if mine.membership is None:
            raise Refused(CHOOSE)
        read = revision_by_number(found, request.POST.get("revision", ""))
        if read is None:
            raise Refused(OUT_OF_DATE)
        given = {name: value for name, value in form.kept().items() if value is not None}
        propose_amendment(stage=stage, membership=mine.membership, revision=read, by=mine.actor, **given)

    def done(_: Any) -> HttpResponse:
        messages.success(
            request, "We have it. A person reads it before others do. You see here what becomes of it."
        )
        return to(request, "deciding_mine", number)

    return write_form(
        request, form, action="deciding_propose", write=write, page=page, done=done, free=("title", "words")
    )
