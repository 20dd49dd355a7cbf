"""The public board of a vote: what it is, the file of it, the script that counts again, and where one's own vote stands."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.accountability import witness
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.deliberation import board as boards
from helpfulacts.deliberation import contributions, exports, public
from helpfulacts.deliberation.selectors import last_day
from helpfulacts.engine.ledger import recount
from helpfulacts.exchange.pabulib import BudgetFile, write_pb

from ..forms.deciding import ReceiptForm
from .deciding_parts import Here, here, saved_file, show
from .deciding_say import answer_words

PROOF = "helpfulacts-proof/1"


@require_http_methods(["GET", "POST"])
def board(request: HttpRequest, number: int) -> HttpResponse:
    """GET: what it is, and how to check it. POST: where the vote of a receipt stands; with `save`, its proof as a file.

    Neither number of a receipt is ever in an address.
    """
    mine = here(request, number)
    stage, every = _stage(request, mine)
    form = ReceiptForm(request.POST) if request.method == "POST" else ReceiptForm()
    found = None
    if form.is_bound and form.is_valid():
        try:
            found = boards.find_vote(stage, form.cleaned_data["tracker"], form.cleaned_data["secret"])
        except NotFound as problem:
            form.add_error(None, str(problem))
    if found is not None and found.proof is not None and "save" in request.POST:
        return saved_file(json.dumps(_proof(stage, found), indent=1) + "\n", f"{_name(stage)}-proof.json")
    standing = boards.standing(stage)
    signed = witness.last_of_each(mine.place)
    context: dict[str, Any] = {
        "stage": stage,
        "every": every if len(every) > 1 else [],
        "standing": standing,
        "heads": [
            (head, [one.neighbour for one in signed if one.size >= head.entry]) for head in standing.heads
        ],
        "until": last_day(stage, mine.place.zone),
        "form": form,
        "found": found,
        "counted": _answers(mine, stage, found) if found is not None else [],
        "file": f"{_name(stage)}-board.json",
        "budget": _budget(stage),
    }
    return show(request, mine, "board", context, 422 if form.errors else 200)


@require_GET
def board_saved(request: HttpRequest, number: int) -> HttpResponse:
    """The whole board, as `helpfulacts verify` and `recount.py` read it."""
    stage, _ = _stage(request, here(request, number))
    lines = "".join(f"{line}\n" for line in boards.saved_lines(stage))
    return saved_file(lines, f"{_name(stage)}-board.json")


@require_GET
def budget_saved(request: HttpRequest, number: int) -> HttpResponse:
    """The votes of a budget that was counted, as `helpfulacts tally` and other tools read them."""
    stage, _ = _stage(request, here(request, number))
    tally = exports.last_budget(stage)
    if tally is None:
        raise NotFound("There is no such file of this vote. The page of the vote says when there is.")
    try:
        said = exports.budget_votes(tally)
    except Refused as refused:
        raise NotFound(str(refused)) from None
    text = write_pb(BudgetFile(said.ballots, said.meta, said.names, said.winners))
    return saved_file(text, f"{_name(stage)}.pb", "text/plain")


def _budget(stage: Any) -> dict[str, Any] | None:
    """How the votes that money was shared by are counted again, or why they are in no file; None before a count of money."""
    tally = exports.last_budget(stage)
    if tally is None:
        return None
    said = ((name, tally.parameters.get(name)) for name in ("satisfaction", "completion"))
    ways = "".join(f" --{name} {way}" for name, way in said if way)
    return {"why_not": exports.why_no_votes(tally), "file": f"{_name(stage)}.pb", "ways": ways}


@require_GET
def recount_saved(request: HttpRequest) -> HttpResponse:
    """The script that counts a saved board again, to be read in the browser and run anywhere."""
    script = Path(recount.__file__).read_text(encoding="utf-8")
    return HttpResponse(script, content_type="text/plain; charset=utf-8")


def _stage(request: HttpRequest, mine: Here) -> tuple[Any, list[Any]]:
    """(The vote that `part` names, else the last one; every vote of this question.) Raises NotFound."""
    every = boards.ballots_of(mine.stages)
    part = request.GET.get("part")
    found = [stage for stage in every if part is None or str(stage.order) == part]
    if not found:
        raise NotFound("Nobody votes in this. See what is being decided.")
    return found[-1], every


def _name(stage: Any) -> str:
    return f"{stage.place.slug}-vote-{stage.deliberation.number}-{stage.order}"


def _proof(stage: Any, found: Any) -> dict[str, Any]:
    """Without the secret: what is sealed stays so."""
    return {
        "proof": PROOF,
        "place": stage.place.slug,
        "deliberation": stage.deliberation.number,
        "stage": stage.order,
        "state": found.state,
        "handed_in": asdict(found.proof),
        "opened": asdict(found.opened) if found.opened else None,
    }


def _answers(mine: Here, stage: Any, found: Any) -> list[tuple[str, str]]:
    """(What it is about, the answer) for each answer that was counted, once it is opened."""
    rows = contributions.in_words(public.everything(mine.deliberation).filter(number__in=list(found.vote)))
    names = {str(row.contribution.number): row.name for row in rows}
    return [
        (names.get(number) or f"Number {number}, which is not shown", answer_words(stage.rule, value))
        for number, value in sorted(found.vote.items(), key=lambda one: int(one[0]))
    ]
