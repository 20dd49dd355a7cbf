"""On the plans of others it stands that somebody gave something, and what came of it: not who, nor in which words.

What other people wrote in their own words (how it went, a note, a wish) is theirs and stays: the page says so.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q

from helpfulacts.core.clock import now
from helpfulacts.directory.bearers import GAVE, bearers_of, names_in, without_bearers, without_names
from helpfulacts.directory.facets import KINDS
from helpfulacts.directory.models import Offer, Weave, WeavePart
from helpfulacts.people.models import Consent, Person
from helpfulacts.places.models import Place
from helpfulacts.promises.models import Promise

from ..giving import what_it_was
from ..models import HelpfulAct, Introduction, MicroSpend
from ..standing_on import points_of
from .open_talk import LINES

ASKED_FOR_A_TALK = LINES[0].partition("{")[0]


class Gone:
    """What named them, and quoted them, in `offers` as they stood before their words went."""

    def __init__(self, person: Person, offers: Iterable[Offer]) -> None:
        self.offers = {offer.pk: offer for offer in offers}
        self.names = names_in(self.offers.values()) | ({person.called} if person.called.strip() else set())

    def titles(self, act: HelpfulAct) -> set[str]:
        offer = self.offers.get(act.offer_id) if act.offer_id else None
        return {act.title, offer.title if offer else ""} - {""}


def forget_on_plans(place: Place, person: Person, offers: Iterable[Offer]) -> None:
    """Inside `register.writing`, after the offers ended. `offers` still say what they said."""
    gone = Gone(person, offers)
    acts = HelpfulAct.objects.filter(place=place, offer__in=list(gone.offers)).select_related(
        "aspiration", "plan"
    )
    for act in acts:
        _forget_on_act(place, act, gone)
    woven = Weave.objects.filter(place=place, parts__offer__in=list(gone.offers), offer__isnull=False)
    for act in HelpfulAct.objects.filter(place=place, offer__in=woven.values("offer")).select_related(
        "offer"
    ):
        kept = bearers_of(act.offer.costs) if act.offer else set()
        _forget_bearers(act, gone.names, kept)
    _forget_elsewhere(place, person, gone)


def forget_called(person: Person) -> None:
    """What they are called goes from who bears a cost, and from the lines, of help that they give or keep for a body: also
    where that stays listed.
    """
    gives = Q(offer__giver=person) | Q(offer__kept_by=person)
    acts = HelpfulAct.objects.filter(gives, place=person.place_id) if person.called.strip() else ()
    for act in acts:
        _forget_bearers(act, {person.called}, bearers_of(act.costs))
        for one in Introduction.objects.filter(place=person.place_id, act=act):
            one.words = without_names(one.words, {person.called})
            one.save(update_fields=["words_sealed"])


def _forget_on_act(place: Place, act: HelpfulAct, gone: Gone) -> None:
    titles, names = gone.titles(act), gone.names | {act.shown_from}
    was, shown = what_it_was(act), act.shown_from
    asked = Introduction.objects.filter(place=place, act=act).select_related("consent")
    about = [act.pk]
    for one in asked:
        about.append(one.pk)
        _forget_in_lines(one, titles, names, f"{KINDS[act.kind]} that was offered")
    _end_consents(place, act, [one.consent_id for one in asked if one.consent_id])
    _forget_bearers(act, names | titles, ())
    act.title, act.shown_from = f"{KINDS[act.kind]} that was offered", GAVE
    act.save(update_fields=["title_sealed", "shown_from"])
    _forget_in_promises(Promise.objects.filter(place=place, about_id__in=about), titles, {shown}, was)


def _forget_in_lines(
    one: Introduction, titles: Collection[str], names: Collection[str], instead: str
) -> None:
    lines = []
    for line in one.lines:
        if line.startswith(ASKED_FOR_A_TALK):  # the title behind it may have been cut short
            line = f"{ASKED_FOR_A_TALK}{instead[:1].lower()}{instead[1:]}"
        lines.append(without_names(without_names(line, titles, instead), names))
    one.words = "\n".join(lines)
    one.save(update_fields=["words_sealed"])


def _end_consents(place: Place, act: HelpfulAct, introduced: list[uuid.UUID]) -> None:
    """Whoever they agreed to be shown to is not here any more: those end, and name nobody."""
    if act.offer is not None and act.offer.provider_id is not None:
        return  # it was given to a body, which stays
    others = act.plan.acts.exclude(offer=act.offer_id).filter(shown_from=act.shown_from, offer__isnull=False)
    named = Q(pk__in=introduced)
    if not others.exists():
        named |= Q(person=act.plan.person_id, with_whom=act.shown_from)
    for consent in Consent.objects.filter(named, place=place):
        consent.with_whom, consent.withdrawn_at = GAVE, consent.withdrawn_at or now()
        consent.save(update_fields=["with_whom", "withdrawn_at"])


def _forget_bearers(act: HelpfulAct, names: Collection[str], kept: Collection[str]) -> None:
    funds = MicroSpend.objects.filter(place=act.place_id, act=act).values_list("fund__body__name", flat=True)
    act.costs = without_bearers(act.costs, names=names, kept={*kept, *funds})
    act.save(update_fields=["costs_sealed"])


def _forget_elsewhere(place: Place, person: Person, gone: Gone) -> None:
    """What is promised about the offers themselves, about combinations with them, and about what stands on them alone."""
    parts = WeavePart.objects.filter(place=place, offer__in=list(gone.offers))
    about = {*gone.offers, *points_of(place, person.pk, gone.offers)}
    about |= set(parts.values_list("pk", flat=True)) | set(parts.values_list("weave", flat=True))
    titles = {offer.title for offer in gone.offers.values()}
    _forget_in_promises(Promise.objects.filter(place=place, about_id__in=about), titles, gone.names)


def _forget_in_promises(
    promises: Any, titles: Collection[str], names: Collection[str], was: str = "Something that was offered"
) -> None:
    for promise in promises:
        promise.what = without_names(without_names(promise.what, titles, was), names)
        if promise.by_shown_as in names:
            promise.by_shown_as = GAVE
        promise.save(update_fields=["what_sealed", "by_shown_as"])
