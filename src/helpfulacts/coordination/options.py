"""What is open to one person now: open offers and ideas with a free place that fit their wishes.

Shared offers are left out: their places are given in rounds. Vetoed offers, offers already on the plan and the
person's own gifts never appear.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from helpfulacts.directory.models import Offer, Prerequisite
from helpfulacts.engine.sharing.instance import MICRO
from helpfulacts.support.models import Aspiration, HelpfulAct, Plan

from .entitlement import Found, look_for_rights, offers_for
from .fitting import Claims, bits, fit, gain
from .freeze import claim_columns
from .models import RuleSet
from .offer_columns import RoundOffer, columns_of
from .reading import Asker, Wish, is_held
from .rule_reading import parse

if TYPE_CHECKING:
    from helpfulacts.people.models import Person

IN_NEED = ("money", "food", "warmth", "furniture")
"""Whoever chose one of these is shown their public entitlements before any charity."""
ENTITLEMENTS = ("rights", "money")
ALSO = MICRO // 10
"""What a grade for one more of the things that were ticked counts for (micro-gains): less than any step of the best one."""
OF_AN_IDEA = 2
"""An idea is never full and never far, and nobody comes: it counts for half, so that it does not crowd out help."""


@dataclass(frozen=True)
class Option:
    """One offer that fits one wish. gain: micro-gains. slots: bits that suit both, 0 = any. needs: not yet held.

    entitlement: public help that comes before charity. right: the fact of the right that it meets; empty: none named.
    check: it does not help with the wish itself: it looks whether something is theirs by right.
    """

    offer: RoundOffer
    wish: Wish
    row: int
    gain: int
    grade: int
    metres: int
    asks: int
    slots: int
    needs: tuple[uuid.UUID, ...]
    entitlement: bool
    right: str

    @property
    def check(self) -> bool:
        return self.entitlement and not self.right and not set(self.offer.facets) & set(self.wish.facets)


def wishes_of(plan: Plan) -> list[Wish]:
    rows = Aspiration.objects.filter(place=plan.place_id, plan=plan, state="open").order_by(
        "created_at", "id"
    )
    return [
        Wish(
            a.pk,
            0,
            tuple(sorted(a.facets)),
            a.importance,
            tuple(a.times),
            a.needs_step_free,
            a.travel_limit_m,
        )
        for a in rows
    ]


def asker_of(plan: Plan) -> Asker:
    person = plan.person
    where = person.postcode or person.ward
    ward = person.ward_id or (person.postcode.ward_id if person.postcode else None)
    return Asker(
        person.pk, plan.pk, person.ticket_id, person.facts, person.missed_rounds, plan.group, person.languages,
        person.age_band, where.latitude if where else None, where.longitude if where else None, ward, None,
    )  # fmt: skip


def travel_term(plan: Plan) -> int:
    """Micro-gains a kilometre, as the rules in force publish it; none where no rules are in force."""
    kept = (
        RuleSet.objects.filter(place=plan.place_id, state="in_force")
        .values_list("document", flat=True)
        .first()
    )
    return parse(kept).travel.micro_gain_per_km if kept else 0


def options_for(
    plan: Plan, wishes: Sequence[Wish], rights: Found, offers: Sequence[RoundOffer]
) -> list[Option]:
    """Every (wish, open offer) that fits now: what meets a right first, then other public help, then the best."""
    place, asker = plan.place, asker_of(plan)
    acts = list(
        HelpfulAct.objects.filter(place=place, plan=plan, offer__isnull=False).values_list(
            "offer_id", "state", "holds_id"
        )
    )
    out = {offer for offer, state, _ in acts if state in HelpfulAct.LIVE}
    held = {offer for offer, state, holds in acts if is_held(state, holds)}
    offers = [offer for offer in offers if not offer.shared and offer.free != 0 and offer.id not in out]
    if not offers or not wishes:
        return []
    columns = columns_of(offers, [asker.ward] if asker.ward else [], place)
    entitled = [n for n, wish in enumerate(wishes) if set(wish.facets) & set(IN_NEED)]
    claims = claim_columns([asker], wishes, [asker.ward] if asker.ward else [])
    public = _looking_for(claims.rows(entitled), ENTITLEMENTS)
    needs: dict[uuid.UUID, list[uuid.UUID]] = {}
    for offer_id, needed in (
        Prerequisite.objects.filter(place=place).order_by("id").values_list("offer_id", "needs_id")
    ):
        if needed not in held:
            needs.setdefault(offer_id, []).append(needed)
    per_km = travel_term(plan)
    found: dict[tuple[int, uuid.UUID], Option] = {}
    for asked, rows, for_right in ((public, entitled, True), (claims, list(range(len(wishes))), False)):
        if not rows:
            continue
        pairs, _ = fit(asked, columns)
        for n in range(pairs.claim.size):
            row, offer = rows[int(pairs.claim[n])], offers[int(pairs.offer[n])]
            if (for_right and offer.sphere != "public") or (row, offer.id) in found:
                continue
            times = int(columns.times[pairs.offer[n]])
            own = bits("slot", wishes[row].times)
            metres = int(pairs.distance_m[n])
            right = rights.meeting(wishes[row].aspiration, offer)
            grade, wanted = int(pairs.grade[n]), ENTITLEMENTS if for_right else wishes[row].facets
            own_gain = int(gain(wishes[row].importance, grade, metres, per_km))
            own_gain += wishes[row].importance * ALSO * (_grades(offer, wanted) - grade)
            if offer.kind == "idea":
                own_gain //= OF_AN_IDEA
            found[row, offer.id] = Option(
                offer, wishes[row], row, own_gain, grade, metres, int(pairs.asks[n]),
                times & own if own else times, tuple(needs.get(offer.id, ())), for_right or bool(right), right,
            )  # fmt: skip
    return sorted(
        found.values(),
        key=lambda one: (not one.right, not one.entitlement, -one.gain, one.metres, str(one.offer.id)),
    )


def _grades(offer: RoundOffer, wanted: Sequence[str]) -> int:
    """How well it helps with each of these, added up: of two that are as good, what helps with more of them is better."""
    return sum(int(offer.facets.get(facet, 0)) for facet in wanted)


def wishes_with_help(plan: Plan, wishes: Sequence[Wish], offers: Sequence[RoundOffer]) -> set[int]:
    """Rows of the wishes that are no gap: something is on the plan for them already, or some offer fits, shared or
    open, free or full."""
    place, asker = plan.place, asker_of(plan)
    live = HelpfulAct.objects.filter(place=place, plan=plan, state__in=HelpfulAct.LIVE)
    tied = set(live.values_list("aspiration_id", flat=True))
    helped = {row for row, wish in enumerate(wishes) if wish.aspiration in tied}
    wards = [asker.ward] if asker.ward else []
    pairs, _ = fit(claim_columns([asker], wishes, wards), columns_of(offers, wards, place))
    return helped | set(pairs.claim.tolist())


def _looking_for(claims: Claims, facets: Sequence[str]) -> Claims:
    columns = dict(vars(claims))
    columns["facets"] = np.full(claims.size, bits("facet", facets), np.uint32)
    return Claims(**columns)


def open_now(person: Person, limit: int = 3) -> list[Offer]:
    """A few open offers and ideas that fit the person's open wishes today, entitlements first."""
    plan = (
        Plan.objects.filter(place=person.place_id, person=person, state="live")
        .select_related("person__postcode", "person__ward", "place")
        .first()
    )
    if plan is None:
        return []
    ids: list[uuid.UUID] = []
    wishes = wishes_of(plan)
    offered = offers_for(plan)
    rights = look_for_rights(plan, wishes, asker_of(plan), offered)
    for option in options_for(plan, wishes, rights, offered):
        if option.offer.id not in ids and not option.needs:
            ids.append(option.offer.id)
        if len(ids) == limit:
            break
    offers = Offer.objects.filter(place=person.place_id).select_related("ward", "provider").in_bulk(ids)
    return [offers[one] for one in ids if one in offers]
