"""Reads of acts for those who give: what is asked of a body or a person, what they still lend, and who waits for it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import F, Q

from helpfulacts.core.clock import date_in_words
from helpfulacts.directory.facets import KINDS
from helpfulacts.directory.kinds import behaviour_of
from helpfulacts.directory.models import Offer
from helpfulacts.directory.selectors import current_capacity
from helpfulacts.people.models import AccessRecord, Organisation, Person
from helpfulacts.places.models import Place

from .models import HelpfulAct


def giver_of(act: HelpfulAct) -> uuid.UUID | None:
    """The person who gives this, or keeps it for a body; None where a body gives it that people can reach anyway."""
    return act.offer.person_behind_id if act.offer is not None else None


def helpers_who_looked(place: Place, looks: Iterable[AccessRecord]) -> dict[uuid.UUID, str]:
    """{look: who gives it, as the act says it now} of looks by givers: the looks themselves name nobody."""
    of = {look.pk: look.subject for look in looks if look.noun == "helpful act" and look.by_account is None}
    acts = HelpfulAct.objects.filter(place=place, pk__in=set(of.values()))
    names = dict(acts.order_by().values_list("pk", "shown_from"))
    return {look: names[subject] for look, subject in of.items() if subject in names}


def what_it_was(act: HelpfulAct) -> str:
    """“Regular help on Thursday 3 December, for “Somebody to walk with””: no word of whoever gave it."""
    day = f" on {date_in_words(act.on_day)}" if act.on_day else ""
    wish = f", for “{act.aspiration.words}”" if act.aspiration and act.aspiration.words else ""
    return f"{KINDS[act.kind]}{day}{wish}"


def coming_to(body: Organisation, states: Iterable[str] = ("promised", "done")) -> list[HelpfulAct]:
    """Acts that an organisation has promised, soonest first and those without a day last, for its own page."""
    return list(
        HelpfulAct.objects.filter(place=body.place_id, offer__provider=body, state__in=list(states))
        .select_related("offer", "plan__person", "place")
        .order_by(F("on_day").asc(nulls_last=True), "created_at", "pk")
    )


def asked_of(person: Person, states: Iterable[str] = ("promised", "done")) -> list[HelpfulAct]:
    """Acts of others with something that `person` gives, or keeps for a body; soonest first."""
    gives = Q(offer__giver=person) | Q(offer__kept_by=person)
    return list(
        HelpfulAct.objects.filter(gives, place=person.place_id, state__in=list(states))
        .select_related("offer", "plan__person", "place")
        .order_by(F("on_day").asc(nulls_last=True), "created_at", "pk")
    )


def still_with(body: Organisation) -> list[HelpfulAct]:
    """Done acts of a body that keep a place which can still end, what is due back or over first."""
    held = (
        HelpfulAct.objects.filter(place=body.place_id, offer__provider=body, holds__isnull=False)
        .filter(state__in=("done", "confirmed"))
        .select_related("offer", "plan__person", "place")
        .order_by(F("return_by").asc(nulls_last=True), F("ends_on").asc(nulls_last=True), "created_at", "pk")
    )
    return [act for act in held if end_of(act) != ""]


def still_held(place: Place, ends: Iterable[str]) -> list[HelpfulAct]:
    """Every done act of a place that keeps a place which ends in one of these ways (see `end_of`), oldest first."""
    held = (
        HelpfulAct.objects.filter(place=place, holds__isnull=False, state__in=("done", "confirmed"))
        .select_related("offer", "plan__person", "place")
        .order_by("created_at", "pk")
    )
    return [act for act in held if end_of(act) in ends]


def end_of(act: HelpfulAct) -> str:
    """How the place that a done act holds can end: "date", "said" or "back" (`directory.kinds.End`); "" when it cannot."""
    if act.state not in ("done", "confirmed") or act.holds_id is None or act.offer is None:
        return ""
    how = behaviour_of(act.offer).end(act.offer.particulars)
    return "" if how == "never" else how


def offers_in_use(place: Place, offers: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of `offers` that somebody's plan counts on now: suggested, agreed, promised or done."""
    acts = HelpfulAct.objects.filter(place=place, offer__in=list(offers), state__in=HelpfulAct.LIVE)
    return set(acts.values_list("offer_id", flat=True))


def waiting_for(offer: Offer) -> int:
    """How many said yes and wait for a place; whoever is to be talked with first is not in a queue."""
    period = current_capacity(offer)
    if period is not None and period.talks_first:
        return 0
    return HelpfulAct.objects.filter(
        place=offer.place_id, offer=offer, state="agreed", holds__isnull=True
    ).count()
