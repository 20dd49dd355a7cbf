"""The words of offers whose giver is forgotten go with them; that something was given stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from helpfulacts.people.models import Person
from helpfulacts.places.models import Place

from .. import fulltext, history
from ..bearers import bearers_of, bodies_of, names_in, without_bearers, without_names
from ..models import (
    AccessFact,
    Condition,
    Correction,
    ImportRow,
    Likeness,
    Moderation,
    Occurrence,
    Offer,
    OfferLocation,
    OfferMeaning,
    OfferVersion,
    Schedule,
    ScheduleException,
    Trial,
    Weave,
)
from ..moments import moment_of_change
from .index_offers import index_offers

BLANK: dict[str, Any] = {
    "title": "Something that was given",
    "shown_from": "Somebody",
    "ward": None,
    "latitude": None,
    "longitude": None,
    "published_venue": False,
    "check_seen_on": None,
    "check_until": None,
    **dict.fromkeys(
        ("summary", "description", "address", "ask_first", "cost", "brings", "what_next", "if_not", "who_can_stop",
         "permission", "who_pays", "restricted_to", "check_level", "check_seen_by", "contact", "website", "by_proxy"),
        "",
    ),
    **{name: [] for name in ("where", "serves_wards", "languages", "costs", "activities")},
    **{name: {} for name in ("particulars", "facets", "carried", "eligibility")},
}  # fmt: skip
"""What each column of an entry says afterwards. A column that is not here is kept, and a test asks why."""
GOES = (Schedule, ScheduleException, OfferLocation, AccessFact, Condition, Occurrence, OfferMeaning)
"""Rows that tell when, where, how people got in and on what terms it was, and what its words meant: they go whole."""


def forget_words(*, place: Place, offers: Iterable[Offer]) -> None:
    """Blank what ended `offers` said, where and when they were. In the caller's transaction, which records it.

    What another entry took over from them goes too, and what people wrote about them for the desk alone: notes on what
    is wrong, and words of an appeal.
    """
    offers = [offer for offer in offers if offer.status == "ended"]
    ids = [offer.pk for offer in offers]
    _forget_taken_over(place, ids)
    _forget_in_combinations(place, offers)
    Offer.objects.filter(place=place, pk__in=ids).update(forgotten=True, **BLANK)
    for model in GOES:
        model._default_manager.filter(place=place, offer__in=ids).delete()
    Correction.objects.filter(place=place, offer__in=ids).update(note_sealed=None)
    Moderation.objects.filter(place=place, offer__in=ids, trial=None).update(appeal_sealed=None)
    ImportRow.objects.filter(place=place, offer__in=ids).update(
        cells_sealed=None, title_sealed=None, changes_sealed=None, reasons_sealed=None, before_sealed=None
    )
    for offer in offers:
        history.forget_what_was_said(offer)
    fulltext.remove(offers)


def forget_tries(person: Person) -> None:
    """What this person said of ideas that they tried goes, and what they said against its being hidden."""
    tries = Trial.objects.filter(place=person.place_id, writer=person)
    Moderation.objects.filter(place=person.place_id, trial__in=tries).update(appeal_sealed=None)
    tries.delete()


def _forget_in_combinations(place: Place, offers: list[Offer]) -> None:
    """What a combination says of who bears its costs: whatever the giver of a part said of theirs goes, the sums stay."""
    names, bodies = names_in(offers), bodies_of(place)
    rows = Weave.objects.filter(place=place, parts__offer__in=offers, offer__isnull=False).distinct()
    for weave in rows.select_related("offer"):
        woven = weave.offer
        assert woven is not None
        others = Offer.objects.filter(parts_of__weave=weave, place=place).exclude(
            pk__in=[one.pk for one in offers]
        )
        kept = bearers_of(row for one in others for row in one.costs) | bodies
        was = bearers_of(woven.costs)
        woven.costs = without_bearers(woven.costs, names=names, kept=kept)
        was -= bearers_of(woven.costs)
        _forget_in_history(woven, names | was)
        woven.changed_at = moment_of_change(place)
        woven.save(update_fields=["costs", "changed_at"])


def _forget_in_history(offer: Offer, names: set[str]) -> None:
    """Versions of an entry that stays, where they name one of `names`: what they said before and after goes."""
    for version in OfferVersion.objects.filter(place=offer.place_id, offer=offer):
        said = f"{version.before} {version.after}"
        if without_names(said, names) != said:
            OfferVersion.objects.filter(place=offer.place_id, pk=version.pk).update(before=None, after=None)


def _forget_taken_over(place: Place, ids: list[Any]) -> None:
    """What a kept entry still says in their words: it says nothing there, as before, and its history neither."""
    rows = Likeness.objects.filter(Q(first__in=ids) | Q(second__in=ids), place=place, state="merged")
    for row in rows.select_related("kept", "first", "second"):
        kept, other = row.kept, row.second if row.kept_id == row.first_id else row.first
        if kept is None or other.pk not in ids:
            continue
        theirs = [name for name in row.taken if getattr(kept, name) == getattr(other, name)]
        for name in theirs:
            setattr(kept, name, row.taken[name])
        kept.changed_at = moment_of_change(place)
        kept.save(update_fields=[*theirs, "changed_at"])
        if kept.status == "active":
            index_offers(place=place, offers=[kept])
        said = OfferVersion.objects.filter(place=place, offer=kept)
        merged = said.filter(change="merged", at__lte=row.answered_at).order_by("-number").first()
        if merged is not None:
            said.filter(number__gte=merged.number).update(before=None, after=None)
