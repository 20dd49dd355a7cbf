"""What accountability holds about a person: queries that they raised as a member, if they are one."""

from __future__ import annotations

from helpfulacts.people.held import Held

from .models import Query

KEPT = "what a member asks in public office stays on record, as its answer does"

HELD = (
    Held(
        Query,
        "What you asked as an elected member, in public",
        lambda person: Query.objects.filter(place=person.place_id, member_key=person.account_id or person.pk),
        stays=dict.fromkeys(
            (
                "number", "ward", "body", "member_key", "member_shown_as", "question", "asked_at", "answer",
                "answered_by", "written_by", "answered_at", "taken_back_at", "question_hidden_at", "answer_hidden_at",
            ),
            KEPT,
        ),
    ),
)  # fmt: skip
