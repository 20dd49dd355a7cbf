"""What a decision must answer: who supports each contribution, joined ones with what they were joined into, and what has no answer.

supporters(deliberation) -> {contribution id: number of members}        unanswered(deliberation, decision=None) -> list
"""

from __future__ import annotations

import uuid
from collections import defaultdict

from django.db.models import Q

from .counting.reading import roots_of
from .models import Contribution, Decision, Deliberation, Outcome, Position


def supporters_by_member(
    deliberation: Deliberation, *, open_votes: bool = True
) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The members who said yes to each, in any part of it: by what stands, once each. For sums and for telling them.

    open_votes: what is handed in counts before its part is closed. Where people read it, it does not: nobody reads how an open
    vote goes.
    """
    every = list(Contribution.objects.filter(place=deliberation.place_id, deliberation=deliberation))
    roots = roots_of(every)
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    rows = Position.objects.filter(
        place=deliberation.place_id, stage__deliberation=deliberation, current=True, value__gt=0
    )
    if not open_votes:
        rows = rows.filter(Q(cast__isnull=True) | Q(stage__closed_at__isnull=False))
    for contribution, member in rows.values_list("contribution_id", "membership_id"):
        found[roots[contribution].pk].add(member)
    return found


def supporters(deliberation: Deliberation, *, open_votes: bool = True) -> dict[uuid.UUID, int]:
    members = supporters_by_member(deliberation, open_votes=open_votes)
    return {one: len(theirs) for one, theirs in members.items()}


def last_published(deliberation: Deliberation) -> Decision | None:
    found = Decision.objects.filter(
        place=deliberation.place_id, deliberation=deliberation, published_at__isnull=False
    )
    return found.order_by("-number").first()


def unanswered(deliberation: Deliberation, decision: Decision | None = None) -> list[Contribution]:
    """What `answers_above` members or more support and `decision` (the last that was published) says nothing of, most first."""
    decision = decision or last_published(deliberation)
    said = (
        Outcome.objects.filter(place=deliberation.place_id, decision=decision)
        if decision
        else Outcome.objects.none()
    )
    answered = set(said.values_list("contribution_id", flat=True))
    sums = supporters(deliberation)
    rows = Contribution.objects.filter(
        place=deliberation.place_id, deliberation=deliberation, state="shown", joined_into__isnull=True
    )
    missing = [
        one for one in rows if sums.get(one.pk, 0) >= deliberation.answers_above and one.pk not in answered
    ]
    return sorted(missing, key=lambda one: (-sums[one.pk], one.number))
