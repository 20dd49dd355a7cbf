"""Reads of what people said was wrong, of what waits for an answer, and of what was hidden and why."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotFound
from helpfulacts.people.actor import Actor
from helpfulacts.places.models import Place

from .models import Correction, Moderation, Offer, Trial
from .rules import gives_it
from .standing import stand_hidden

VOICES = 2
"""So many independent voices that it has closed, and its card says so until a person has looked."""
SHOWN_FOR = dt.timedelta(days=180)
_URGENT = {"unsafe": 0, "closed": 1}


@dataclass(frozen=True)
class ToAnswer:
    """One entry with what people say is wrong with it, most urgent and oldest first. `trial`: about those words alone."""

    offer: Offer
    said: tuple[Correction, ...]

    @property
    def urgent(self) -> bool:
        return self.said[0].what in _URGENT


def to_answer(place: Place) -> list[ToAnswer]:
    """Entries that wait for an answer: unkind or unsafe first, then closed, then whatever has waited longest."""
    rows = Correction.objects.filter(place=place, answer="").select_related("offer__place", "trial")
    by_offer: dict[uuid.UUID, list[Correction]] = {}
    for row in sorted(rows.order_by("at", "id"), key=_urgency):
        by_offer.setdefault(row.offer_id, []).append(row)
    return [ToAnswer(said[0].offer, tuple(said)) for said in by_offer.values()]


def _urgency(row: Correction) -> int:
    return _URGENT.get(row.what, len(_URGENT))


def open_about(offer: Offer) -> list[Correction]:
    """What waits for an answer about one entry, most urgent first."""
    rows = Correction.objects.filter(place=offer.place_id, offer=offer, answer="").select_related("trial")
    return sorted(rows.order_by("at", "id"), key=_urgency)


def shown_about(offer: Offer) -> list[Correction]:
    """What the page of an entry tells: what was said in half a year, newest first. Reports of harm stay out of it."""
    rows = Correction.objects.filter(place=offer.place_id, offer=offer, trial__isnull=True)
    return list(rows.exclude(what="unsafe").filter(at__gt=now() - SHOWN_FOR).order_by("-at")[:6])


def may_have_closed(offers: Iterable[Offer]) -> set[uuid.UUID]:
    """Of these entries (all of one place), those that independent voices say have closed, and nobody has checked."""
    offers = list(offers)
    if not offers:
        return set()
    said = Correction.objects.filter(
        place=offers[0].place_id, what="closed", answer="", offer__in=[offer.pk for offer in offers]
    ).order_by()
    counted = said.values("offer").annotate(voices=Count("mark", distinct=True)).filter(voices__gte=VOICES)
    return {row["offer"] for row in counted}


def decisions(place: Place) -> QuerySet[Moderation]:
    """Every decision about reported words, newest first, without the words."""
    rows = Moderation.objects.filter(place=place).select_related("offer", "answers")
    return rows.prefetch_related("answered_by").order_by("-number")


def decision_by_number(place: Place, number: int) -> Moderation:
    """One decision, or NotFound."""
    found = decisions(place).select_related("trial", "offer__place").filter(number=number).first()
    if found is None:
        raise NotFound("There is no such decision in this place.")
    return found


def last_decision(offer: Offer, trial: Trial | None = None) -> Moderation | None:
    """The newest decision about an entry, or about the words of somebody who tried it."""
    rows = Moderation.objects.filter(place=offer.place_id, offer=offer, trial=trial)
    if trial is None:
        rows = rows.filter(noun="entry")
    return rows.order_by("-number").first()


def decided_again(decision: Moderation) -> Moderation | None:
    """The next decision about the same words, whether or not somebody asked for another look."""
    rows = Moderation.objects.filter(
        place=decision.place_id, offer=decision.offer_id, trial=decision.trial_id, noun=decision.noun
    )
    return rows.filter(number__gt=decision.number).order_by("number").first()


def is_hidden(offer: Offer, trial: Trial | None = None) -> bool:
    """Whether these words are hidden now; of an entry that has ended, whether it was when it ended."""
    if trial is not None:
        return trial.hidden
    if offer.status != "ended":
        return offer.status == "hidden"
    return bool(stand_hidden(offer.place_id, [offer]))


def open_appeals(place: Place) -> list[Moderation]:
    """Appeals that nobody has answered, oldest first."""
    rows = decisions(place).filter(appealed_at__isnull=False, answered_by__isnull=True)
    return list(rows.order_by("appealed_at"))


def wrote_it(actor: Actor, person_id: uuid.UUID | None, decision: Moderation) -> bool:
    """Whether the words that were decided about are the actor's own, or those of the plan open in this browser."""
    if decision.noun == "entry":
        own = person_id is not None and person_id == decision.offer.giver_id
        return own or gives_it(actor, decision.offer)
    writer = decision.trial.writer_id if decision.trial else None
    return writer is not None and writer in (person_id, actor.person_id)
