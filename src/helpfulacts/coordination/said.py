"""What people said before a round was decided: who waits to be heard, and what stands beside a case.

waiting_words(person) -> Representation | None      said, and read by nobody yet
words_read(person) -> list                          what was read for a round that counts, newest first
words_for(allocation) -> list                       what whoever opens this case reads
to_be_read_again(place, superseded)                 said for rounds that nothing came of
open_for_said(run, allocations)                     their cases must be opened before the round may be confirmed
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q

from helpfulacts.core.rows import AT_ONCE

from .models import Allocation, Opening, Representation, Run

if TYPE_CHECKING:
    from helpfulacts.people.models import Person
    from helpfulacts.places.models import Place


def waiting_words(person: Person) -> Representation | None:
    return Representation.objects.filter(place=person.place_id, person=person, read_at__isnull=True).first()


def words_read(person: Person) -> list[Representation]:
    """Without what was read for a round that another took the place of: it is read again for that one."""
    rows = Representation.objects.filter(place=person.place_id, person=person, read_at__isnull=False)
    rows = rows.exclude(read_for__state="superseded")
    return list(rows.select_related("read_for").order_by("-read_at"))


def words_for(allocation: Allocation) -> list[Representation]:
    """Said for this round, oldest first; what waits belongs to the round that waits."""
    which = Q(read_for=allocation.run_id)
    if allocation.run.state == "proposed":
        which |= Q(read_at__isnull=True)
    rows = Representation.objects.filter(which, place=allocation.place_id, person=allocation.person_id)
    return list(rows.order_by("said_at"))


def open_for_said(run: Run, allocations: Iterable[Allocation]) -> None:
    """Inside the transaction that keeps the round, so that nobody's words can fall between."""
    waits = set(
        Representation.objects.filter(place=run.place_id, read_at__isnull=True)
        .order_by()
        .values_list("person_id", flat=True)
    )
    listed = set(
        Opening.objects.filter(place=run.place_id, run=run).order_by().values_list("allocation_id", flat=True)
    )
    Opening.objects.bulk_create(
        [
            Opening(place=run.place, run=run, allocation=row, why="said")
            for row in allocations
            if row.person_id in waits and row.pk not in listed
        ]
    )


def to_be_read_again(place: Place, superseded: Sequence[uuid.UUID]) -> None:
    """What was read for rounds that nothing came of is to be read for the next one, but where more was said since.

    It is said again: that it was read, and by whom, stays with the round that it was read for.
    """
    rows = Representation.objects.filter(place=place, read_for__in=superseded, words_sealed__isnull=False)
    waits = Representation.objects.filter(place=place, read_at__isnull=True).values("person")
    by_person: dict[uuid.UUID, list[Representation]] = {}
    for row in rows.exclude(person__in=waits).order_by("said_at"):
        by_person.setdefault(row.person_id, []).append(row)
    again = []
    for person_id, read in by_person.items():
        waiting = Representation(place=place, person_id=person_id, said_at=read[-1].said_at)
        waiting.words = "\n".join(row.words for row in read)
        again.append(waiting)
    Representation.objects.bulk_create(again, batch_size=AT_ONCE)
