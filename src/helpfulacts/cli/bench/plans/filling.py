"""An invented place of many plans, filled in bulk: a plan, an act and an introduction for each person, and one link worker.

Everybody is introduced by somebody; `CASELOAD` of them, spread over all, by the link worker who is timed. Two of five wait
for a giver, the rest go on; a third have a note; one offer in ten is full, so that those who ask for it are in a queue.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from helpfulacts.core.clock import now, today
from helpfulacts.core.rows import insert_models
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.support.actions.begin_plans import PlanDraft, begin_plans

from ..place import begin_place

CASELOAD, OFFERS, AT_ONCE = 250, 200, 5_000
_OTHERS = [uuid.UUID(int=number) for number in range(1, 401)]
"""Accounts of the other link workers, who are never asked about."""


@dataclass(frozen=True)
class Filled:
    """The place, the account of the link worker, and the ids of the people on their list."""

    place: Any
    account: Any
    mine: list[uuid.UUID]


def fill(size: int, progress: Callable[[int], None] = lambda done: None) -> Filled:
    """A place of `size` plans, the same each time but for its ids."""
    place = begin_place("bench")
    hub = begin_organisation(place=place, name="The hub")
    account, day = begin_account(email="link.worker@example.org"), today(place.zone)
    grant_role(
        place=place, account=account, role="navigator", shown_as="Tom, link worker", body=hub, begins=day,
        until=day + dt.timedelta(days=30),
    )  # fmt: skip
    offers = _offers(place)
    mine: list[uuid.UUID] = []
    every = max(1, size // CASELOAD)
    for begin in range(0, size, AT_ONCE):
        numbers = range(begin, min(size, begin + AT_ONCE))
        drafts = [
            PlanDraft(
                words=f"The house is too quiet, says number {number}.", called=f"Person {number}",
                wishes=(("Somebody to talk to", ("company",), 2),),
            )
            for number in numbers
        ]  # fmt: skip
        plans = begin_plans(place=place, drafts=drafts)
        rows: dict[str, list[Any]] = {}
        for number, plan in zip(numbers, plans, strict=True):
            of_mine = number % every == 0 and len(mine) < CASELOAD
            if of_mine:
                mine.append(plan.person_id)
            by = account.pk if of_mine else _OTHERS[number % len(_OTHERS)]
            for row in _rows(number, plan, offers[number % OFFERS], by, hub):
                rows.setdefault(row._meta.label, []).append(row)
        for of_one_kind in rows.values():
            insert_models(of_one_kind)
        progress(numbers.stop)
    return Filled(place, account, mine)


def _offers(place: Any) -> list[Any]:
    drafts = [
        OfferDraft(
            title=f"Group {number}", key=str(number), kind="service", sphere="civic", imported=True,
            summary="People who meet.", shown_from=f"Club {number}", facets={"company": 3},
            particulars={"per_session": 9, "starts": "any week"},
            provider=begin_organisation(place=place, name=f"Club {number}"),
            capacity=CapacityDraft("place", 0) if number % 10 == 0 else None,
        )
        for number in range(OFFERS)
    ]  # fmt: skip
    return list_offers(place=place, drafts=drafts, source="bench")


def _rows(number: int, plan: Any, offer: Any, by: uuid.UUID, hub: Any) -> Iterator[Any]:
    """What stands in the database when one person was introduced: in the order in which keys need it."""
    place, moment, day = plan.place, now() - dt.timedelta(days=number % 40), today(plan.place.zone)
    asked = number % 5 < 2
    consent = _of("people.Consent")(
        place=place, person_id=plan.person_id, what="introduction", with_whom=offer.shown_from,
        why="So that you can be introduced", given_at=moment, until=day + dt.timedelta(days=90),
    )  # fmt: skip
    act = _of("support.HelpfulAct")(
        place=place, plan=plan, offer=offer, shown_from=offer.shown_from, kind="service", sphere="civic",
        state="agreed" if asked else "promised", created_at=moment, changed_at=moment,
    )  # fmt: skip
    act.title = offer.title
    one = _of("support.Introduction")(
        place=place, act=act, consent=consent, way="none", introduced_by="Tom, link worker", role="navigator",
        state="requested" if asked else "in-progress", by_account=by, body=hub, created_at=moment, changed_at=moment,
    )  # fmt: skip
    one.words = f"Number {number} likes company.\nThey would like to come."
    owes = ("organisation", offer.provider_id) if asked else ("navigator", by)
    promise = _of("promises.Promise")(
        place=place, kind="next", by_noun=owes[0], by_id=owes[1], by_shown_as=offer.shown_from, to_noun="person",
        to_id=plan.person_id, about_noun="introduction", about_id=one.pk, trigger="an introduction",
        made_at=moment, due=day + dt.timedelta(days=number % 35 - 7),
    )  # fmt: skip
    promise.what = "Say yes, or not now" if asked else "Ask how it goes"
    yield from (consent, act, one, promise)
    if number % 3 == 0:
        note = _of("support.Note")(
            place=place, person_id=plan.person_id, introduction=one, by_shown_as="Tom, link worker",
            role="navigator", by_account=by, at=moment,
        )  # fmt: skip
        note.words = "We spoke about it for a while."
        yield note


def _of(label: str) -> Any:
    """A model by its name: pages and commands use actions, and no action writes so many rows that are past a yes."""
    return apps.get_model(label)
