"""What was decided: the result and its reasons, who disagreed, what it helps and costs, and whether it happened."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.decided import decision_number
from helpfulacts.core.clock import today
from helpfulacts.core.words import joined
from helpfulacts.deliberation import agreements, contributions, decisions, drafting, mapped, public, selectors

from ..count_shown import count_shown
from ..deciding_words import LEVELS, MARKS, OUTCOME_LOOKS, OUTCOMES, PROMISES
from ..effects_shown import effect_shown


@require_GET
def decided(request: HttpRequest, number: int) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    decision = decisions.get_decision(place, number)
    found = decisions.shown(decision)
    words = {
        one.contribution.pk: one
        for one in contributions.in_words(
            row.contribution for row in found.outcomes if row.contribution.state == "shown"
        )
    }
    names = {
        one.contribution.number: one.name
        for one in contributions.in_words(public.everything(decision.deliberation))
    }
    sides = agreements.names_of_sides(decision.deliberation)
    context: dict[str, Any] = {
        "decision": decision,
        "one": decision.deliberation,
        "level": LEVELS[decision.level],
        "outcomes": [
            (words.get(row.contribution_id), row, OUTCOMES[row.answer], OUTCOME_LOOKS[row.answer])
            for row in found.outcomes
        ],
        "paid": sum(row.contribution.pence or 0 for row in found.outcomes if row.answer == "yes"),
        "marks": [(one, *MARKS[one.mark]) for one in found.trade_offs],
        "how_marked": _each_mark([one.mark for one in found.trade_offs]),
        "promises": [(one.promise, *PROMISES[one.standing]) for one in found.promises],
        "how_kept": _counted([one.standing for one in found.promises], PROMISES),
        "counts": [count_shown(one, drafting.counted_how(one), names, sides) for one in found.tallies],
        "how_many": public.how_many(decision.deliberation),
        "makes_map": mapped.makes_map(selectors.stages_of(decision.deliberation)),
        "today": today(place.zone),
        "followed": not decision.emergency and any("winners" in one.result for one in found.tallies),
        "late_review": found.review == "past",
        "later": found.after,
        "rests_on_it": _rules_that_cite(place, decision),
        "effect": effect_shown(decision),
    }
    return render(request, "web/deciding/decided.html", context)


def _rules_that_cite(place: Any, decision: Any) -> list[tuple[str, str]]:
    """(what it is called, what it says) of each rule in force that this decision made or changed."""
    rules = coordination.rules_in_force(place) if decision.rule_set else None
    if rules is None:
        return []
    return [
        (name, origin.sentence)
        for name, origin in coordination.document_of(rules).named()
        if decision_number(origin.decision_ref) == decision.number
    ]


def _each_mark(codes: list[str]) -> str:
    """“Helps: 7. Costs: 2. Nobody knows: 2.”: each mark that was given, and no total."""
    there = [(said, codes.count(code)) for code, (said, _) in MARKS.items() if code in codes]
    return " ".join(f"{said}: {number}." for said, number in there)


def _counted(codes: list[str], words: dict[str, tuple[str, str]]) -> str:
    """“2 kept, 1 late”: how many there are of each, and no total."""
    there = [(codes.count(code), said[0].lower()) for code, said in words.items() if code in codes]
    return joined([f"{number} {said}" for number, said in there])
