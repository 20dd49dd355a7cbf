"""Fix the draw of the next round: its commitment goes into the public register, its seed is kept sealed.

    commit_draw(place=, seed=None, with_round=False) -> Draw

Called when rules come into force and when a round is confirmed, so that the draw is fixed before anybody can ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.ids import new_seed
from helpfulacts.engine.sharing.order import commitment

from ..models import Draw

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def commit_draw(*, place: Place, seed: str | None = None, with_round: bool = False) -> Draw:
    """The draw that waits for the next round; a fresh one where none does.

    seed: 1 to 64 plain characters, only for a demonstration, which must come out the same each time: another draw that
    waits is set aside and shown. with_round: said of a fresh draw, where it is made no earlier than its round. Refused
    for a seed elsewhere, or one that is not plain.
    """
    if seed is not None and not place.demonstration:
        raise Refused(
            "Only a demonstration may choose its seed. Here the draw was fixed before, for all to see.",
            field="seed",
        )
    if seed is not None and not (1 <= len(seed) <= 64 and seed.isascii() and seed.isprintable()):
        raise Refused("A seed is 1 to 64 plain characters.", field="seed")
    with register.writing(place):
        waiting = Draw.objects.filter(place=place, revealed_at__isnull=True).first()
        if waiting is not None and seed in (None, waiting.seed):
            return waiting
        if waiting is not None:
            waiting.revealed_at = now()
            waiting.save(update_fields=["revealed_at"])
        last = Draw.objects.filter(place=place).aggregate(last=Max("number"))["last"] or 0
        chosen = new_seed() if seed is None else seed
        draw = Draw(
            place=place,
            number=last + 1,
            commitment=commitment(chosen),
            committed_at=now(),
            with_round=with_round,
        )
        draw.seed = chosen
        draw.save(force_insert=True)
        register.record(
            place=place,
            action="committed to a seed",
            noun="draw",
            subject=draw.pk,
            facts={"draw": draw.number, "commitment": draw.commitment, "made_with_the_round": with_round},
        )
    return draw
