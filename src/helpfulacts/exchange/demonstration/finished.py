"""What Jo wove before: one combination that ran and is a recipe, and one that ended early. All of it is invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import now
from helpfulacts.directory import weaving
from helpfulacts.directory.actions.answer_part import answer_part, leave_weave
from helpfulacts.directory.actions.ask_parts import ask_parts
from helpfulacts.directory.actions.begin_weave import begin_weave, change_weave
from helpfulacts.directory.actions.lift_stop import lift_stop
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.list_weave import end_weave, list_weave
from helpfulacts.directory.actions.state_condition import state_condition
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, Weekly
from helpfulacts.learning.actions.tell_how_it_went import tell_how_it_went
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import Actor
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.support.actions.end_past_weaves import end_past_weaves

from .hours import by_day
from .made import body_named, saturday

SOURCE = "written by hand for what Jo wove before (illustrative)"
DAY = dt.timedelta(days=1)
RAN, EARLY = "Toys and torches", "Sewing on Saturdays"
MORNING = Weekly("sat", dt.time(9), dt.time(13))
TENANTS, LIBRARY, SEWERS = (
    "A tenants' group in Sedgley",
    "A toy library in Sedgley",
    "A sewing circle in Sedgley",
)
WENT_RIGHT = "Twelve toys went home mended. Two grandfathers found each other and mean to do it again."
WENT_WRONG = "Everybody came at ten. Give each family a half-hour of its own, and bring more small screws."


def weave_what_is_over(*, place: Any) -> None:
    """Needs Jo's account. Everything goes through the same actions as on the pages, some weeks ago."""
    account = people.account_by_email("jo@demo.invalid")
    [grant] = people.live_grants(place, account)
    assert account is not None
    jo = Actor(grant.shown_as, grant.role, account.pk, None, grant.body_id)
    with by_day(now() - 54 * DAY):
        offers = _offers(place)
        first = saturday(place, 2)
        ran = _woven(place, jo, RAN, [offers["room"], offers["toys"]], first_day=first)
        early = _woven(place, jo, EARLY, [offers["room"], offers["sewing"]], first_day=first + 14 * DAY)
    with by_day(now() - 45 * DAY):
        part = next(one for one in weaving.parts_of(early) if one.offer.title == offers["sewing"].title)
        leave_weave(part=part, by=_keeper(offers["sewing"]), why="their machines are needed elsewhere")
    with by_day(now() - 44 * DAY):
        early.refresh_from_db()
        end_weave(weave=early, by=jo)
        for promise in promises.open_about(place, "weave", early.pk, kind="tell"):
            keep_promise(promise=promise, evidence="told by the desk", by="officer")
    over = first + DAY
    with by_day(dt.datetime.combine(over, dt.time(12), dt.UTC)):
        end_past_weaves(place=place, day=over)
        ran.refresh_from_db()
        tell_how_it_went(weave=ran, came=14, went_right=WENT_RIGHT, went_wrong=WENT_WRONG, by=jo)


def _keeper(offer: Any) -> Actor:
    return Actor(
        f"Somebody at {offer.shown_from[0].lower()}{offer.shown_from[1:]}",
        "provider",
        None,
        None,
        offer.provider_id,
    )


def _offers(place: Any) -> dict[str, Any]:
    rows: dict[str, dict[str, Any]] = {
        "room": {
            "title": "A community room over the shops", "kind": "resource", "shown_from": TENANTS, "where": ("venue",),
            "summary": "Two long tables, good light, and a kettle.", "published_venue": True, "weekly": (MORNING,),
            "particulars": {"mode": "booked", "unit": "hour", "amount": 40, "each": 3, "fits": 24},
            "costs": ({"bearer": TENANTS, "sphere": "civic", "pence": 40, "paid_minutes": 0, "unpaid_minutes": 5},),
        },
        "toys": {
            "title": "Toys and torches looked at and mended", "kind": "service", "shown_from": LIBRARY, "weekly": (MORNING,),
            "summary": "Wheels, wires and wobbly legs. Children hold the screwdriver.", "facets": {"repairs": 3, "family": 2},
            "particulars": {"per_session": 16, "starts": "any week"}, "capacity": CapacityDraft("place", 60, 60),
            "costs": ({"bearer": LIBRARY, "sphere": "civic", "pence": 70, "paid_minutes": 0, "unpaid_minutes": 25},),
        },
        "sewing": {
            "title": "Four sewing machines, and people to sit beside you", "kind": "service", "shown_from": SEWERS,
            "summary": "Hems, zips and first aprons.", "facets": {"making": 3}, "weekly": (MORNING,),
            "particulars": {"per_session": 8, "starts": "any week"}, "capacity": CapacityDraft("place", 30, 30),
        },
    }  # fmt: skip
    drafts = [_draft(place, key, row) for key, row in rows.items()]
    offers = dict(zip(rows, list_offers(place=place, drafts=drafts, source=SOURCE), strict=True))
    state_condition(
        offer=offers["room"], side="asks", code="insurance", by=_keeper(offers["room"]), lifter=offers["room"].provider,
        sentence="Public liability insurance of whoever uses it.",
    )  # fmt: skip
    return offers


def _draft(place: Any, key: str, row: dict[str, Any]) -> OfferDraft:
    body = body_named(place, row["shown_from"], SOURCE)
    return OfferDraft(
        key=key, provider=body, ward="Sedgley", sphere="civic", on_bank_holidays="runs", languages=("en",), cost="Free",
        cost_pence=0, what_next="They get in touch to agree a day.", imported=True, **({"facets": {"company": 1}} | row),
    )  # fmt: skip


def _woven(place: Any, jo: Actor, title: str, offers: list[Any], *, first_day: dt.date) -> Any:
    """Everybody said yes, what stopped it was lifted, and it is listed."""
    weave = begin_weave(place=place, title=title, offers=offers, by=jo)
    change_weave(
        weave=weave, by=jo, people=16, first_day=first_day, weeks=1, from_slot=18, to_slot=24,
        summary="Bring one thing, and take it home whole.", facets={"making": 2, "repairs": 2},
    )  # fmt: skip
    ask_parts(weave=weave, by=jo)
    lift_stop(weave=weave, stop=f"insurance:{offers[0].pk}", by=_keeper(offers[0]))
    for part in weaving.parts_of(weave):
        answer_part(part=part, answer="yes", by=_keeper(part.offer))
    list_weave(weave=weave, by=jo)
    return weave
