"""What the pages of weaving know beside a combination: who weaves, who bears what, and what was learned of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import weaving
from helpfulacts.directory.cost_lines import money_from, spheres_without, unsaid_costs
from helpfulacts.directory.early_end import ended_early, what_happened
from helpfulacts.learning import rules, words
from helpfulacts.learning import selectors as learning
from helpfulacts.people import selectors as people

from .forms.weaving import TellForm


def grant_of(request: HttpRequest) -> Any:
    """In which role, for which body and until when they weave here."""
    grants = people.live_grants(request.place, request.user)  # type: ignore[attr-defined]
    return next(grant for grant in grants if grant.role == request.actor.role)  # type: ignore[attr-defined]


def recipe_sent(request: HttpRequest) -> Any:
    """The recipe that a sent form begins from, or None where it names none. Raises Refused for one that has gone."""
    found = recipe_asked_for(request)
    if found is None and request.POST.get("recipe"):
        raise Refused("This recipe was taken off. Send it again to begin without it.")
    return found


def recipe_asked_for(request: HttpRequest) -> Any:
    """The recipe that a page tells of, or None."""
    asked = request.POST.get("recipe") or request.GET.get("recipe", "")
    try:
        return learning.get_practice(request.place, uuid.UUID(asked))  # type: ignore[attr-defined]
    except (NotFound, ValueError):
        return None


def costs_in(weave: Any, parts: list[Any], offers: list[Any]) -> dict[str, Any]:
    """Who bears what, whose cost nobody said, whose money it is, and which spheres bear nothing."""
    costs, unsaid, money = weaving.costs_of(offers), unsaid_costs(offers), money_from(weave, parts)
    return {
        "costs": costs,
        "unsaid": unsaid,
        "money_from": money,
        "spheres_without": spheres_without(costs, unsaid, money),
    }


def learned_of(request: HttpRequest, weave: Any, tell: TellForm | None) -> dict[str, Any]:
    """Once it is over: the recipe that was made of it, or the form of how it went; what it was begun from, and what happened where it ended early."""
    made, over = learning.practice_of(weave), learning.is_over(weave)
    may = rules.may_tell(request.actor, weave)  # type: ignore[attr-defined]
    return {
        "over": over,
        "made": made,
        "tell": (tell or TellForm()) if over and may and not made else None,
        "lineage": learning.begun_from(weave),
        "happened": what_happened(weave, weaving.parts_of(weave)) if ended_early(weave) else "",
    }


def recipe_words(recipe: Any) -> dict[str, list[str]]:
    """What it is made of and what it needed, a sentence a row."""
    return {
        "made_of": [words.part_words(part, recipe.plan) for part in recipe.parts],
        "needed": [words.need_words(need) for need in recipe.needs],
    }
