"""Forget what people asked of past rounds once its time is over, and all of it for those who were erased.

    forget_claims(place=, day=) -> Forgotten      every night, and before every round

Running it again changes nothing. Of somebody erased only the salted leaves stay with a round, so that it still
verifies. What an offer was called goes too, once its giver is forgotten. When the time of a round's claims is over, the
arrays it was made from go altogether.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import QuerySet

from helpfulacts.core import register
from helpfulacts.core.rows import batches
from helpfulacts.directory.models import Offer
from helpfulacts.engine.small import some
from helpfulacts.support.models import Plan

from ..inputs import forget_opened, unsealed
from ..models import Allocation, Claim, Override, Representation, Run
from ..public_rounds import forget_shown
from ..redaction import redacted, untitled

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


class Forgotten(NamedTuple):
    """past: claims whose time was over. erased: rows of erased people taken out of rounds. rounds: dropped altogether."""

    past: int
    erased: int
    rounds: int


def forget_claims(*, place: Place, day: dt.date) -> Forgotten:
    """Claims kept until before `day`, and all that rounds kept about people who have no plan any more.

    Somebody whose offer others use stays as its giver after erasure; what rounds kept about them goes here. The
    arrays are sealed again before the register is locked, so that a large place does not keep its writers waiting.
    """
    people, offers = _erased_people(place), _forgotten_offers(place)
    past_rounds = _past_rounds(place, day)
    emptied = [
        (run, *found)
        for run in _rounds_kept(place, past_rounds)
        if (found := _without(run, _newly_gone(run, people), offers)) is not None
    ]
    with register.writing(place):
        for batch in batches(people):
            Allocation.objects.filter(place=place, person__in=batch).delete()
            Claim.objects.filter(place=place, person__in=batch).delete()
            Representation.objects.filter(place=place, person__in=batch).delete()
        past = Claim.objects.filter(place=place, keep_until__lt=day).delete()[0]
        rounds = Run.objects.filter(place=place, pk__in=past_rounds).update(inputs_sealed=None)
        Allocation.objects.filter(place=place, run__in=past_rounds).update(reason_sealed=None)
        said = Representation.objects.filter(place=place, read_for__in=past_rounds)
        said.update(words_sealed=None)  # only then may the row go (`core/triggers.py`)
        said.delete()
        erased = 0
        for run, sealed, count in emptied:
            same = Run.objects.filter(place=place, pk=run.pk, erased=run.erased, inputs_sealed__isnull=False)
            if same.update(inputs_sealed=sealed, erased=count):
                erased += count - run.erased
        Override.objects.filter(place=place, allocation__isnull=True, reason_sealed__isnull=False).update(
            reason_sealed=None
        )
        done = Forgotten(past, erased, rounds)
        if any(done):
            register.record(place=place, action="forgot claims", noun="round", facts=_public(done))
    for key in [*past_rounds, *(run.pk for run, _, _ in emptied)]:
        forget_opened(key)
        forget_shown(key)
    return done


def _public(done: Forgotten) -> dict[str, str | int]:
    """For the register: few people are “some”. Rounds are nobody's."""
    return {"past": some(done.past), "erased": some(done.erased), "rounds": done.rounds}


def _erased_people(place: Place) -> list[uuid.UUID]:
    """People with an answer of some round, or words before one, and no plan, by id."""
    asked = set(Allocation.objects.filter(place=place).order_by().values_list("person_id", flat=True))
    asked |= set(Representation.objects.filter(place=place).order_by().values_list("person_id", flat=True))
    return sorted(asked - set(Plan.objects.filter(place=place).values_list("person_id", flat=True)), key=str)


def _past_rounds(place: Place, day: dt.date) -> list[uuid.UUID]:
    """Rounds that still have their arrays, and none of whose claims may be kept on `day`."""
    kept = Claim.objects.filter(place=place, keep_until__gte=day).values("run")
    rows = Run.objects.filter(place=place, inputs_sealed__isnull=False, people__gt=0)
    return list(rows.exclude(pk__in=kept).order_by("number").values_list("pk", flat=True))


def _rounds_kept(place: Place, past: list[uuid.UUID]) -> list[Run]:
    rows = Run.objects.filter(place=place, inputs_sealed__isnull=False).exclude(pk__in=past)
    return list(rows.defer("inputs_sealed").order_by("number"))


def _answers(run: Run) -> QuerySet[Allocation]:
    return Allocation.objects.filter(place=run.place_id, run=run).order_by()


def _rows_gone(run: Run, erased: list[uuid.UUID]) -> set[int]:
    """Rows of the arrays without an answer in the database, or whose answer goes now."""
    rows = _answers(run).values_list("person_id", "index")
    going = set(erased)
    return set(range(run.people)) - {index for person, index in rows if person not in going}


def _newly_gone(run: Run, people: list[uuid.UUID]) -> set[int]:
    """All rows that are to be empty, where some are not yet; else none."""
    if not people and _answers(run).count() >= run.people - run.erased:
        return set()
    gone = _rows_gone(run, people)
    return gone if len(gone) > run.erased else set()


def _forgotten_offers(place: Place) -> set[bytes]:
    """Shared offers whose givers had all deleted that we knew of them."""
    rows = Offer.objects.filter(place=place, forgotten=True, access="shared")
    return {offer.bytes for offer in rows.order_by().values_list("pk", flat=True)}


def _without(run: Run, gone: set[int], offers: set[bytes]) -> tuple[bytes, int] | None:
    """(the arrays without these rows and what these offers were called, sealed; how many rows are empty); None where
    they say nothing of either."""
    if not gone and not offers:
        return None
    before = unsealed(run)
    after = untitled(redacted(before, gone) if gone else before, offers)
    return None if after is before else (after.sealed(run.pk), len(gone) or run.erased)
