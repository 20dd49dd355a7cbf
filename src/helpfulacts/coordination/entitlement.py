"""Rights before charity: what the rules in force promise for each open wish of a plan, looked up before anything is suggested.

    look_for_rights(plan, wishes, asker, offers) -> Found         a read; the action `check_rights` keeps it beside the suggestions
    rights_said(check) -> list[RightSaid]          the sentences, from the kept check and its rule set; of offers only those listed now

A right is a floor of the rules that is about what a wish asks for. “Not said” is never “no”: then the person is asked.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from helpfulacts.core.clock import today
from helpfulacts.directory.apart import offers_apart
from helpfulacts.directory.facets import FACET_WORDS, FACTS
from helpfulacts.directory.selectors import listed
from helpfulacts.support.models import HelpfulAct, Veto
from helpfulacts.support.young import never_alone

from .fitting import fit
from .freeze import claim_columns
from .models import RightsCheck, RuleSet
from .offer_columns import RoundOffer, columns_of, read_offers
from .reading import Asker, Wish, is_held
from .rule_document import Floor
from .rule_reading import parse

if TYPE_CHECKING:
    from helpfulacts.support.models import Plan

CHARITY = ("civic", "personal")
"""Whose help is kindness: nobody has a right to it."""
MOST_NAMED = 2
"""How many public offers that meet a right are named, the best first."""


@dataclass(frozen=True)
class Right:
    """One right that one wish touches. answer: “yes” the person told us so, “no” they said it is not so, “ask” not said.

    met: something public on the plan meets it already. meets: public offers that would, (id, title), best first.
    charity: help of charities or neighbours fits the wish, or is on the plan for it; other: so does any other help.
    """

    wish: str
    fact: str
    answer: str
    met: bool = False
    meets: tuple[tuple[str, str], ...] = ()
    charity: bool = False
    other: bool = False

    @property
    def owed(self) -> bool:
        return self.answer == "yes" and not self.met


@dataclass(frozen=True)
class Found:
    """What a look found, under which rules. No rules in force: there is no right to look for."""

    rule_set: RuleSet | None
    rights: tuple[Right, ...] = ()
    floors: Mapping[str, Floor] = field(default_factory=dict)

    def meeting(self, wish: uuid.UUID, offer: RoundOffer) -> str:
        """The fact of a right of this wish that is owed and that this public offer would meet; else empty."""
        if offer.sphere != "public":
            return ""
        return next(
            (
                right.fact
                for right in self.rights
                if right.owed and right.wish == str(wish) and _meets(offer.facets, self.floors[right.fact])
            ),
            "",
        )


@dataclass(frozen=True)
class RightSaid:
    """A right in words. what: the rule; claim and appeal: how. offers: (id, title). warning: charity alone meets it."""

    answer: str
    about: str
    fact_words: str
    what: str
    claim: str
    by_when: str
    appeal: str
    warning: str
    offers: tuple[tuple[str, str], ...]
    illustrative: bool


def look_for_rights(plan: Plan, wishes: Sequence[Wish], asker: Asker, offers: Sequence[RoundOffer]) -> Found:
    """Each floor in force against each wish that asks for what it is about. offers: as `offers_for` reads them."""
    rule_set = RuleSet.objects.filter(place=plan.place_id, state="in_force").first()
    if rule_set is None:
        return Found(None)
    floors = parse(rule_set.document).floors
    touched = [
        (row, floor) for row, wish in enumerate(wishes) for floor in floors if floor.facet in wish.facets
    ]
    told = {floor.fact: _answer(asker.facts.get(floor.fact)) for _, floor in touched}
    rows = sorted({row for row, floor in touched if told[floor.fact] == "yes"})
    fitting = _fitting(plan, [wishes[row] for row in rows], asker, offers) if rows else []
    fits = dict(zip(rows, fitting, strict=True))
    on_plan = _on_plan(plan) if rows else []
    rights = []
    for row, floor in touched:
        wish, answer = wishes[row], told[floor.fact]
        if answer != "yes":
            rights.append(Right(str(wish.aspiration), floor.fact, answer))
            continue
        public = [one for one in fits[row] if one.sphere == "public" and _meets(one.facets, floor)]
        helps = [(sphere, held, facets) for sphere, held, facets in on_plan if facets.get(floor.facet)]
        whose = {sphere for sphere, _, _ in helps}
        whose |= {one.sphere for one in fits[row] if one.facets.get(floor.facet)}
        rights.append(
            Right(
                str(wish.aspiration),
                floor.fact,
                answer,
                met=any(
                    sphere == "public" and held and _meets(facets, floor) for sphere, held, facets in helps
                ),
                meets=tuple((str(one.id), one.title) for one in public[:MOST_NAMED]),
                charity=bool(whose & set(CHARITY)),
                other=bool(whose - set(CHARITY)),
            )
        )
    return Found(rule_set, tuple(rights), {floor.fact: floor for _, floor in touched})


def _answer(told: bool | None) -> str:
    return "ask" if told is None else "yes" if told else "no"


def _meets(facets: dict[str, int], floor: Floor) -> bool:
    return int(facets.get(floor.facet, 0)) >= floor.min_grade


def offers_for(plan: Plan) -> list[RoundOffer]:
    """What is listed today, shared or open, free or full, and may be led to them; nothing that they give themselves."""
    out = never(plan)
    return [
        offer
        for offer in read_offers(plan.place, today(plan.place.zone), ideas=True)
        if offer.id not in out and offer.giver != plan.person_id
    ]


def _fitting(
    plan: Plan, wishes: Sequence[Wish], asker: Asker, offers: Sequence[RoundOffer]
) -> list[list[RoundOffer]]:
    """By wish, the offers that fit it, shared or open, free or full, best and nearest first: a right is not a free place."""
    offers = [offer for offer in offers if offer.kind != "idea"]
    wards = [asker.ward] if asker.ward else []
    pairs, _ = fit(claim_columns([asker], wishes, wards), columns_of(offers, wards, plan.place))
    found: list[list[tuple[int, int, str, RoundOffer]]] = [[] for _ in wishes]
    for n in range(pairs.claim.size):
        offer = offers[int(pairs.offer[n])]
        key = (-int(pairs.grade[n]), int(pairs.distance_m[n]), str(offer.id))
        found[int(pairs.claim[n])].append((*key, offer))
    return [[row[-1] for row in sorted(rows, key=lambda row: row[:3])] for rows in found]


def never(plan: Plan) -> set[uuid.UUID]:
    """Offers that they turned down for good, or that would bring them together with somebody they must never meet, or
    somebody under 18 with one person alone."""
    vetoed = Veto.objects.filter(place=plan.place_id, person=plan.person_id).values_list(
        "offer_id", flat=True
    )
    return {*vetoed, *offers_apart(plan.place_id, plan.person_id), *never_alone(plan)}


def _on_plan(plan: Plan) -> list[tuple[str, bool, dict[str, int]]]:
    """(sphere, whether the person has it, what it helps with) of what is on the plan. An idea never stands in for help,
    and a suggestion from somebody they must never meet is shown to nobody."""
    rows = HelpfulAct.objects.filter(place=plan.place_id, plan=plan, state__in=HelpfulAct.LIVE)
    rows = rows.exclude(kind="idea").exclude(offer__in=offers_apart(plan.place_id, plan.person_id))
    values = rows.values_list("sphere", "state", "holds_id", "offer__facets")
    return [(sphere, is_held(state, holds), facets or {}) for sphere, state, holds, facets in values]


def as_kept(found: Found) -> list[dict[str, Any]]:
    return [asdict(right) for right in found.rights]


def rights_said(check: RightsCheck | None) -> list[RightSaid]:
    """What a check found, in words: rights that hold first, then what we would have to ask. A “no” says nothing.

    Several wishes can touch one right: it is said once, of all of them.
    """
    if check is None or check.rule_set is None:
        return []
    floors = {floor.fact: floor for floor in parse(check.rule_set.document).floors}
    touched: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(check.found, key=lambda row: row["answer"] != "yes"):
        if row["answer"] != "no" and not row["met"]:
            touched.setdefault(row["fact"], []).append(row)
    if not touched:
        return []
    named = dict.fromkeys(one for rows in touched.values() for row in rows for one, _ in row["meets"])
    seen = listed(check.place, frozenset(never(check.plan))).filter(pk__in=named)
    titles = {str(pk): title for pk, title in seen.values_list("pk", "title")}
    return [_said(rows, floors[fact], titles) for fact, rows in touched.items()]


def _said(rows: list[dict[str, Any]], floor: Floor, titles: Mapping[str, str]) -> RightSaid:
    """titles: by id, of the offers that may be named now."""
    # A check kept before “other” was looked for cannot say that charity is alone.
    alone = any(row["charity"] for row in rows) and not any(row.get("other", True) for row in rows)
    meets = [one for one in dict.fromkeys(one for row in rows for one, _ in row["meets"]) if one in titles]
    body = floor.responsible_body
    return RightSaid(
        answer=rows[0]["answer"],
        about=FACET_WORDS[floor.facet],
        fact_words=FACTS[floor.fact],
        what=floor.origin.sentence,
        claim=floor.claim or f"Ask {_mid(body)} for it.",
        by_when=f"{body} must answer {_within(floor.days)}.",
        appeal=floor.appeal or f"Ask {_mid(body)} to write down why, and to look again.",
        warning="When we looked, only charity or neighbours helped with this here. You may take that help. "
        "Claim your right as well."
        if alone
        else "",
        offers=tuple((one, titles[one]) for one in meets[:MOST_NAMED]),
        illustrative=floor.origin.decision_ref.startswith("illustrative"),
    )


def _mid(body: str) -> str:
    return f"the{body[3:]}" if body.startswith("The ") else body


def _within(days: int) -> str:
    return "the same day" if days == 0 else "within 1 day" if days == 1 else f"within {days} days"
