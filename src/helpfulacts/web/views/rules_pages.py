"""How places are shared: the rules in force, what changed from version to version, and what is asked of levels above."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from helpfulacts.coordination import selectors as coordination
from helpfulacts.core.clock import today
from helpfulacts.directory import selectors as directory

MOST_VERSIONS = 12


def rule_lines(rule_set: Any, day: dt.date) -> list[dict[str, Any]]:
    """Every rule of a set: its sentence, and who decided it where that differs; overdue is flagged, never hidden."""
    document = coordination.document_of(rule_set)
    rights = {floor.origin: floor for floor in document.floors if floor.claim}
    late = {one.origin: one.by for one in coordination.overdue_rules(document, day)}
    above = {one.origin: one.above for one in coordination.departures_of(document)}
    own = (rule_set.deciding_body, rule_set.decision_ref, rule_set.review_on)
    rules = [
        *(("A right", floor.origin) for floor in document.floors),
        *(("Who comes first", group.origin) for group in document.classes),
        *(("Turns that are kept", share.origin) for share in document.reserved),
        *(("A limit", cap.origin) for cap in document.caps),
        *(("Money", line.origin) for line in document.budgets),
        ("How far", document.travel.origin),
        ("Who waited before", document.standing.origin),
        ("When", document.rounds.origin),
    ]
    first = rules[0][1]
    return [
        {
            "what": what,
            "origin": origin,
            "floor": rights.get(origin),
            "overdue": late.get(origin),
            "above": above.get(origin),
            "differs": (origin.deciding_body, origin.decision_ref, origin.review_on) != own
            or origin.level != first.level,
        }
        for what, origin in rules
    ]


def _versions(place: Any) -> list[dict[str, Any]]:
    """The versions that were in force, the newest first, each with what it changed of the one before."""
    found = coordination.rules_so_far(place)[: MOST_VERSIONS + 1]
    read = [coordination.document_of(one) for one in found]
    before = [*read[1:], None][: len(read)]
    versions = [
        {"rules": rules, "changes": coordination.changes_in_words(old, new) if old else None}
        for rules, new, old in zip(found, read, before, strict=True)
    ]
    return versions[:MOST_VERSIONS]


def how_shared(request: HttpRequest) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    day = today(place.zone)
    in_force = coordination.rules_in_force(place)
    document = coordination.document_of(in_force) if in_force else None
    late = coordination.overdue_rules(document, day) if document else []
    return render(
        request,
        "web/public/how_shared.html",
        {
            "rules": in_force,
            "document": document,
            "lines": rule_lines(in_force, day) if in_force else [],
            "lottery": document is not None and document.by_lottery,
            "order": document.order_in_words() if document else "",
            "draw": coordination.draw_that_waits(place),
            "overdue": late[0] if late else None,
            "kept": coordination.kept_meanwhile(in_force, day) if in_force and late else None,
            "versions": _versions(place),
            "asks": coordination.asks_of(document) if document else [],
            "beside": [
                {"rules": rules, "lines": rule_lines(rules, day)}
                for rules in coordination.rules_beside(place)
            ],
            "shared": directory.counts(place)["access"]["shared"],
        },
    )
