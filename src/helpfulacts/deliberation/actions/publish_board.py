"""Put what was handed in on the public board of a vote, in shuffled batches, so that no line tells who came when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.ids import new_seed
from helpfulacts.engine.ledger import canonical, leaf_hash
from helpfulacts.places.models import Place

from .. import board
from ..ballots import is_ballot, require_ballot, terms
from ..models import BoardEntry, Cast, Stage

AT_LEAST = 10
"""Members whose votes wait before any of them is published."""
NOUN = "deliberation"


def publish_boards(*, place: Place) -> int:
    """All votes of a place that go on, each where enough wait; how many commitments came on boards. Run once a night."""
    going_on = Stage.objects.filter(
        place=place, closed_at=None, deliberation__published_at__isnull=False, casts__on_board=False
    )
    stages = going_on.select_related("deliberation", "place").distinct()
    return sum(publish_board(stage=stage) for stage in stages if is_ballot(stage))


def publish_board(*, stage: Stage) -> int:
    """What waits, once it is of ten members or more: how many commitments were put on the board, 0 where fewer wait.

    One entry on the register with the new size and root. Raises Refused where nobody votes in this stage.
    """
    require_ballot(stage)
    with register.writing(stage.place_id):
        waiting = Cast.objects.filter(place=stage.place_id, stage=stage, on_board=False)
        if waiting.order_by().values("membership").distinct().count() < AT_LEAST:
            return 0
        put = put_what_waits(stage)
        size, root = board.head(stage)
        register.record(
            place=stage.place,
            action="put votes on the board",
            noun=NOUN,
            subject=stage.deliberation_id,
            facts={"number": stage.deliberation.number, "stage": stage.order, "size": size, "root": root},
        )
    return put


def put_what_waits(stage: Stage) -> int:
    """Inside the transaction of an action: first the terms, where they are new, then every commitment that waits."""
    said, _ = terms(stage)
    last = BoardEntry.objects.filter(place=stage.place_id, stage=stage, entry__kind="ballot").order_by(
        "-sequence"
    )
    kept = last.values_list("entry", flat=True).first()
    if kept is None or {name: kept[name] for name in said} != said:
        append(stage, [{"kind": "ballot", **said}])
    waiting = Cast.objects.filter(place=stage.place_id, stage=stage, on_board=False)
    found = list(waiting.order_by("id").values_list("commitment", flat=True))
    append(stage, shuffled({"kind": "commitment", "commitment": one} for one in found))
    waiting.update(on_board=True)
    return len(found)


def append(stage: Stage, entries: Iterable[Mapping[str, Any]]) -> None:
    """Inside the transaction of an action, which holds the turn of the place."""
    size = BoardEntry.objects.filter(place=stage.place_id, stage=stage).count()
    rows = []
    for sequence, given in enumerate(entries, start=size + 1):
        entry = {**given, "sequence": sequence}
        leaf = leaf_hash(canonical(entry)).hex()
        rows.append(BoardEntry(place=stage.place, stage=stage, sequence=sequence, entry=entry, leaf=leaf))
    BoardEntry.objects.bulk_create(rows, batch_size=1000)


def shuffled(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(entries, key=lambda _: new_seed())
