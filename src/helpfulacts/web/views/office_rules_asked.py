"""Which rules a question asks about, at the convenor's desk: those that were worked out, what each would change, and choosing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.kept_what_ifs import WayOfRules, ways_of_rules
from helpfulacts.coordination.rules import may_keep_what_if
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.actions.ask_about_rules import ask_about_no_rules, ask_about_rules
from helpfulacts.deliberation.rules_asked import BESIDE

from ..refusals import press_button
from .office import convenors_only

NONE = "none"
"""What is sent instead of the key of rules."""


@require_http_methods(["GET", "POST"])
@convenors_only
def deciding_rules(request: HttpRequest, number: int) -> HttpResponse:
    """GET: rules that were worked out, each with what it would change. POST: the question asks about these (`rules`: a key), or none.

    A member of the council chooses among what the office has shown; only the office works rules out.
    """
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    deliberation = selectors.get_deliberation(place, number)
    if deliberation.uses != "entitlement":
        raise NotFound("This question is not about rules.")
    officer = may_keep_what_if(actor)
    ways = ways_of_rules(place, shown_only=not officer)
    if request.method == "POST":
        none = request.POST.get("rules") == NONE
        chosen = next((way for way in ways if way.key == request.POST.get("rules")), None)

        def write() -> None:
            if none:
                ask_about_no_rules(deliberation=deliberation, by=actor)
                return
            if chosen is None:
                raise Refused("Choose rules that were worked out and are on the page.")
            ask_about_rules(deliberation=deliberation, way=chosen, by=actor)

        return press_button(
            request, "deciding_rules", write, f"The question asks about {'no' if none else 'these'} rules now.",
            "deciding_desk", anchor="rules", number=number,
        )  # fmt: skip
    context = {
        "one": deliberation, "officer": officer, "rows": _rows(deliberation, ways),
        "draft": deliberation.published_at is None and deliberation.ended_at is None,
    }  # fmt: skip
    return render(request, "web/office/deciding_rules.html", context)


def _rows(deliberation: Any, ways: list[WayOfRules]) -> list[tuple[WayOfRules, list[str], bool]]:
    """(rules that would change something, what, whether they are asked about). Those in force are no choice."""
    last = coordination.rules_in_force(deliberation.place)
    if last is None:
        return []
    before, asked = coordination.document_of(last), deliberation.subject
    rows = [(way, coordination.changes_in_words(before, way.document, BESIDE)) for way in ways]
    return [
        (way, changes, way.what_if.number == asked.get("what_if") and way.is_of(asked.get("document")))
        for way, changes in rows
        if changes
    ]
