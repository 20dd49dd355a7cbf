"""Suggest a few open offers that go well together: at most three of at most twenty that fit, chosen exactly.

    suggest_bundle(plan=, limit=3) -> list[HelpfulAct], suggested, each with the reason its sentence is made from

Rights come first: the rules in force are looked through before anything is suggested, what was found is kept with the
suggestions, and public help that meets a right goes before the rest. So do public entitlements for whoever chose money,
food, warmth or furniture: a charity must not stand in for a right. To check that nothing is missed is not one of the
three, and one check at a time is enough. Shared offers are never suggested here: their places are given in rounds.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from django.db import IntegrityError

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.log_gap import log_gap
from helpfulacts.directory.models import Offer
from helpfulacts.engine.sharing.bundle import MOST_IN_BUNDLE, MOST_OPTIONS, Options, suggest
from helpfulacts.engine.sharing.instance import MICRO
from helpfulacts.support.actions.choose_offer import draft_act, link_dependencies
from helpfulacts.support.models import Aspiration, HelpfulAct, Plan
from helpfulacts.support.sessions import first_sessions
from helpfulacts.support.young import never_alone

from ..entitlement import look_for_rights, offers_for
from ..options import Option, asker_of, options_for, wishes_of, wishes_with_help
from .check_rights import keep_check

STEER = MICRO // 2
"""How much the last free place of an offer weighs against it (micro-gains): it steers and is never charged."""


def suggest_bundle(*, plan: Plan, limit: int = 3) -> list[HelpfulAct]:
    """New suggestions on a live plan, so that at most `limit` wait for an answer. A wish that nothing fits is a gap."""
    if plan.state == "stays":
        raise Refused(
            "You stay with whom you know, so we look for nothing new. Open your plan to ideas first."
        )
    if plan.state != "live":
        raise Refused("This plan is not in use now. Take it up again first.")
    wishes = wishes_of(plan)
    offered = offers_for(plan)
    rights = look_for_rights(plan, wishes, asker_of(plan), offered)
    options = options_for(plan, wishes, rights, offered)
    live = HelpfulAct.objects.filter(place=plan.place_id, plan=plan, state__in=HelpfulAct.LIVE)
    checks = [pk for pk, reason in live.values_list("pk", "reason") if reason.get("check_first")]
    waiting = live.filter(state="suggested", from_round=False).exclude(pk__in=checks).count()
    if checks:
        options = [option for option in options if not option.check]
    chosen = choose(options, min(limit, MOST_IN_BUNDLE) - waiting)
    fits = {option.row for option in options}
    if len(fits) < len(wishes):
        fits |= wishes_with_help(plan, wishes, offered)
    offers = Offer.objects.filter(place=plan.place_id).in_bulk([option.offer.id for option in chosen])
    soonest = first_sessions(offers.values(), plan.place)
    acts = []
    try:
        with register.writing(plan.place_id):
            check = keep_check(plan, rights)
            alone = never_alone(plan)  # who said a moment ago that they are under 18 is looked after too
            for option in chosen:
                if option.offer.id in alone:
                    continue
                on_day, starts = soonest.get(option.offer.id, (None, None))
                act = draft_act(
                    plan=plan,
                    offer=offers[option.offer.id],
                    aspiration=Aspiration.objects.get(place=plan.place_id, pk=option.wish.aspiration),
                    reason={**reason_for(option, options), "check": str(check.pk)},
                    on_day=on_day,
                    starts=starts,
                )
                act.save(force_insert=True)
                link_dependencies(act)
                acts.append(act)
            for row, wish in enumerate(wishes):
                if row not in fits:
                    ward = plan.person.ward
                    log_gap(
                        place=plan.place,
                        facets=wish.facets,
                        ward=ward,
                        times=wish.times,
                        source="plan",
                        about=wish.aspiration,
                    )
            if acts:
                register.record(
                    place=plan.place, action="suggested a bundle", noun="plan", subject=plan.pk,
                    facts={"suggestions": len(acts), "kinds": sorted({act.kind for act in acts})},
                )  # fmt: skip
    except IntegrityError:
        raise Refused("This plan was changed at the same moment. Reload the page and try again.") from None
    return acts


def choose(options: list[Option], most: int) -> list[Option]:
    """What meets each right first, else the first public help, then the exact best bundle of the rest: `most`, and a check.

    Each offer once. What waits for the first help is free to come with it, and before others as good: they belong together.
    """
    if most <= 0:
        return []
    first = _first(options)[:most]
    there = {option.offer.id for option in first}
    rest = [
        replace(option, needs=tuple(one for one in option.needs if one not in there))
        for option in options
        if option.offer.id not in there and not option.check
    ]
    waits = {option.offer.id for option in options if set(option.needs) & there}
    rest.sort(key=lambda one: (not one.right, not one.entitlement, -one.gain, one.offer.id not in waits))
    rest = _shortlist(rest)
    room = most - sum(not option.check for option in first)
    if room <= 0 or not rest:
        return first
    position = {option.offer.id: n for n, option in enumerate(rest)}
    needs = [option.needs for option in rest]
    best = suggest(
        Options.build(
            gain=[option.gain for option in rest],
            goal=[option.row for option in rest],
            price=[0 if option.offer.free is None else STEER // max(1, option.offer.free) for option in rest],
            slots=[option.slots for option in rest],
            travel=[max(0, option.metres) for option in rest],
            prerequisite=[position[need[0]] if need else -1 for need in needs],
        ),
        most=room,
    ).best
    picked = sorted(
        (rest[n] for n in best.options),
        key=lambda one: (bool(one.needs), one.row, -one.gain, one.offer.id not in waits, str(one.offer.id)),
    )
    return first + picked


def _first(options: list[Option]) -> list[Option]:
    """The best for each right that is owed; where none is, the one best public entitlement."""
    by_right: dict[str, Option] = {}
    for option in options:
        if option.entitlement and not option.needs and (option.right or not by_right):
            by_right.setdefault(option.right, option)
    found: dict[uuid.UUID, Option] = {}
    for option in by_right.values():
        found.setdefault(option.offer.id, option)
    return list(found.values())


def _shortlist(options: list[Option]) -> list[Option]:
    """At most twenty: the best of each kind and sphere for each wish before any second one, so that a bundle spans them.

    An offer that needs another is kept only when that other is the one thing missing and is on the list too.
    """
    seen: dict[tuple[int, str, str], int] = {}
    turns: list[tuple[int, int, Option]] = []
    taken: set[uuid.UUID] = set()
    for number, option in enumerate(options):
        if option.offer.id in taken:
            continue
        taken.add(option.offer.id)
        key = (option.row, option.offer.kind, option.offer.sphere)
        turn = seen[key] = seen.get(key, -1) + 1
        turns.append((turn, number, option))
    turns.sort(key=lambda one: one[:2])
    best = [option for turn, _, option in turns if turn == 0]
    if len(best) >= MOST_IN_BUNDLE:
        # Enough of different kinds and spheres: second ones only where something depends on them.
        needed = {one for option in best for one in option.needs}
        there = {option.offer.id for option in best}
        best += [o for turn, _, o in turns if turn and (o.offer.id in needed or set(o.needs) & there)]
    else:
        best = [option for _, _, option in turns]
    short = best[:MOST_OPTIONS]
    while True:
        there = {option.offer.id for option in short}
        kept = [o for o in short if not o.needs or (len(o.needs) == 1 and o.needs[0] in there)]
        if len(kept) == len(short):
            return kept
        short = kept


def reason_for(option: Option, options: list[Option]) -> dict[str, Any]:
    """Everything the sentence of the act is made from."""
    return {
        "code": "entitlement" if option.entitlement else "suggested",
        "facets": list(option.wish.facets),
        "grade": option.grade,
        "metres": option.metres,
        "asks": option.asks,
        "right": option.right,
        "check_first": option.check,
        "importance": option.wish.importance,
        "fitted": len({other.offer.id for other in options if other.row == option.row}),
    }
