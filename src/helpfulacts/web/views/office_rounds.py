"""Sharing rounds: the list, one round to check, what gentler rules and more places would do, and confirming."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.figures import held_by_limits, left_out_for_money
from helpfulacts.coordination.next_door_shown import next_door_waits
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actions.open_record import open_once_a_day
from helpfulacts.places import selectors as places

from ..once import once_only
from ..refusals import press_button, refuse_and_return
from . import office_figures as figures
from .office import officers_only, page_of, round_or_404

MORE = 6
MOST_OFFERS = 12


@require_GET
@officers_only
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round, newest first, and the button that runs the next one."""
    place = request.place  # type: ignore[attr-defined]
    found = coordination.runs(place)
    rules = coordination.rules_in_force(place)
    document = coordination.document_of(rules) if rules else None
    return render(
        request,
        "web/office/rounds.html",
        {
            "page": page_of(request, found),
            "last": found[0] if found else None,
            "waiting": next((run for run in found if run.state == "proposed"), None),
            "next_door": next_door_waits(place),
            "rules": rules,
            "rule_document": document,
            "late": coordination.overdue_rules(document, today(place.zone)) if document else [],
            "kept": coordination.kept_meanwhile(rules, today(place.zone)) if rules else None,
        },
    )


@require_POST
@officers_only
def round_start(request: HttpRequest) -> HttpResponse:
    """Run the next round. The form's key is kept first, in its own short write, so that a second press runs nothing.

    The round itself stands outside that write: its long reading must not keep others from writing.
    """
    place = request.place  # type: ignore[attr-defined]
    mine = str(uuid.uuid4())
    try:
        began = once_only(request, "run the next round", lambda: {"began": mine})
        if began["began"] != mine:
            messages.info(
                request,
                "That round was already asked for. It is the newest one here, or will be in a moment.",
            )
            return redirect("rounds", place_slug=place.slug)
        run = run_round(place=place, by=request.actor)  # type: ignore[attr-defined]
    except Refused as refusal:
        return refuse_and_return(request, refusal, "rounds")
    messages.success(
        request,
        f"Round {run.number} has been run, in {run.seconds:.1f} seconds. Nobody has been told anything yet.",
    )
    return redirect("round", place_slug=place.slug, number=run.number)


@require_GET
@officers_only
def round_page(request: HttpRequest, number: int) -> HttpResponse:
    """One round: sums that add up, alarms first, what to open, who was served, and the confirm block."""
    run = round_or_404(request, number)
    opened = coordination.opened_so_far(run)
    done, to_open = sum(row.opened for row in opened), sum(row.of for row in opened)
    by_class, by_decile = coordination.served_by_class(run), coordination.served_by_decile(run)
    limited = held_by_limits(run)
    refused = figures.OR_A_LIMIT if limited[0] else figures.ALL_FULL
    overrides = coordination.overrides_of(run)
    open_once_a_day(
        place=run.place,
        actor=request.actor,  # type: ignore[attr-defined]
        people=[row.allocation.person_id for row in overrides if row.allocation and row.reason],
        why=f"Sharing round {run.number}: read why a person changed it",
        noun="round",
        subject=run.pk,
    )
    gap_rows, gap_rest = figures.gaps_of(run)
    areas = places.areas(run.place)
    return render(
        request,
        "web/office/round.html",
        {
            "run": run,
            "offers": figures.offers_shared(run),
            "alarms": coordination.alarms_of(run),
            "alarms_left": any(row.why == "alarm" and row.opened < row.of for row in opened),
            "opened": [row for row in opened if row.of],
            "done": done,
            "to_open": to_open,
            "left": to_open - done,
            "links_words": f"{done} of {to_open} opened",
            "overrides": overrides,
            "changed": figures.share_of(len({row.allocation_id for row in overrides}), run.people),
            "rules": run.rule_set,
            "past_review": coordination.overdue_rules(
                coordination.document_of(run.rule_set), today(run.place.zone)
            ),
            "kept": coordination.kept_meanwhile(run.rule_set, today(run.place.zone)),
            "too_late": now() > run.confirm_by,
            "by_class": by_class,
            "class_bars": figures.class_bars(by_class, refused),
            "by_decile": by_decile,
            "decile_bars": figures.decile_bars(by_decile),
            "wards": figures.ward_figures(run, coordination.served_by_ward(run), areas),
            "areas": areas,
            "reasons": figures.counted("refused", run),
            "gaps": gap_rows,
            "gap_rest": gap_rest,
            "more": coordination.more_places(run, MORE) if run.refused else [],
            "more_by": MORE,
            "left_out": left_out_for_money(run),
            "limited": limited,
            "refused_words": refused,
            "money": coordination.money_of(run),
            "beside": coordination.rules_beside(run.place),
        },
    )


@require_GET
@officers_only
def letters(request: HttpRequest, number: int) -> HttpResponse:
    """Every answer of a round by number only; `?of=` keeps those with a place, refused, or a gap."""
    run = round_or_404(request, number)
    kept = request.GET.get("of", "")
    kept = kept if kept in ("placed", "refused", "gap") else "refused"
    page = page_of(request, figures.answers(run, kept))
    refused = figures.OR_A_LIMIT if held_by_limits(run)[0] else figures.ALL_FULL
    return render(
        request,
        "web/office/letters.html",
        {
            "run": run,
            "of": kept,
            "page": page,
            "rows": figures.letters(run, list(page)),
            "counts": (
                ("refused", refused[0].upper() + refused[1:], run.refused),
                ("gap", "Nothing suits", run.gaps),
                ("placed", "Have a place", run.placed),
            ),
        },
    )


@require_GET
@officers_only
def more_places(request: HttpRequest, number: int) -> HttpResponse:
    """What more places at each of the fullest offers would do, by running the round again."""
    run = round_or_404(request, number)
    try:
        by = min(50, max(1, int(request.GET.get("places", MORE))))
    except ValueError:
        by = MORE
    rows = coordination.more_places(run, by, MOST_OFFERS) if run.refused else []
    context = {
        "run": run,
        "more": rows,
        "more_by": by,
        "left_out": left_out_for_money(run),
        "limited": held_by_limits(run),
    }
    return render(request, "web/office/more_places.html", context)


@require_GET
@officers_only
def round_rules(request: HttpRequest, number: int) -> HttpResponse:
    """What other rules would do to the same people and places: who gains, who loses. No advice."""
    run = round_or_404(request, number)
    effects = [
        {"effect": coordination.effect_of_rules(run, rules), "rules": rules}
        for rules in coordination.rules_beside(run.place)
    ]
    return render(
        request, "web/office/round_rules.html", {"run": run, "rules": run.rule_set, "effects": effects}
    )


@require_GET
@officers_only
def round_again(request: HttpRequest, number: int) -> HttpResponse:
    """Run it again from what is stored, and say whether the same answer comes out."""
    run = round_or_404(request, number)
    try:
        check: Any = coordination.check_run(run)
        refused = ""
    except Refused as refusal:
        check, refused = None, str(refusal)
    return render(request, "web/office/round_again.html", {"run": run, "check": check, "refused": refused})


@require_GET
@officers_only
def round_manifest(request: HttpRequest, number: int) -> HttpResponse:
    """What the round was made with, as a file: hashes, versions and the draw. Nothing about anybody."""
    run = round_or_404(request, number)
    manifest = {
        "place": run.place.slug,
        "round": run.number,
        "ran_at": run.ran_at.isoformat(),
        "rule_set": run.rule_set.number,
        "seed_commitment": run.draw.commitment,
        "seed": run.seed_shown or None,
        "people": run.people,
        "placed": run.placed,
        "refused": run.refused,
        "gaps": run.gaps,
        "manifest": run.manifest,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{run.place.slug}-round-{run.number}.json"'
    return response


@require_POST
@officers_only
def confirm_round(request: HttpRequest, number: int) -> HttpResponse:
    """A named person confirms: places are held, and people are told."""
    run = round_or_404(request, number)
    return press_button(
        request, "confirm_round", lambda: confirm_run(run=run, by=request.actor),  # type: ignore[attr-defined]
        f"You confirmed round {number}. Places are held, and people are being told.", "round", number=number,
    )  # fmt: skip
