"""Entries of the demonstration that nobody looked at for long, that people say are wrong, or that were reported. All invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import now
from helpfulacts.directory.actions.answer_corrections import answer_corrections
from helpfulacts.directory.actions.change_bodies import add_body
from helpfulacts.directory.actions.change_offer import change_offer
from helpfulacts.directory.actions.decide_reported import appeal, decide_reported
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.say_wrong import say_wrong
from helpfulacts.directory.actions.try_idea import try_idea
from helpfulacts.directory.drafts import OfferDraft, TrialDraft, Weekly
from helpfulacts.directory.redraft import redraft
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.places import selectors as places

from .hours import by_day
from .made import body_named

SOURCE = "a list of last winter (illustrative)"
TOM = Actor("Tom, link worker", "navigator")


def add_entries(*, place: Any, officer: Actor) -> int:
    """A stale entry, one with an answered and two open corrections, and an idea with hidden words; how many."""
    with by_day(now() - dt.timedelta(days=60)):
        football, dinner, bench = list_offers(place=place, drafts=_drafts(), source=SOURCE)
    _stale(football, officer)
    _wrong(dinner, officer)
    _reported(bench)
    return 3


def _drafts() -> list[OfferDraft]:
    day = now().date()
    common: dict[str, Any] = {"sphere": "civic", "imported": True, "languages": ("en",), "cost": "Free"}
    return [
        OfferDraft(
            key="football", title="Walking football on the rec", kind="service", facets={"moving": 3, "company": 2},
            summary="An hour of slow football, and tea on the bench afterwards.", ward="Netherton, Woodside and St Andrews",
            shown_from="A walking club in Netherton", where=("venue",), contact="01632 960177", cost_pence=0,
            weekly=(Weekly("wed", dt.time(10), dt.time(11)),), checked_on=day - dt.timedelta(days=215),
            checked_by="The council's list", checked_how="phone", **common,
        ),
        OfferDraft(
            key="dinner", title="Friday dinner in the school hall", kind="service", facets={"food": 3, "company": 2},
            summary="A hot dinner for anybody who would rather not eat alone.", ward="Gornal", cost_pence=0,
            shown_from="Parents of a school in Gornal", where=("venue",), contact="01632 960178",
            weekly=(Weekly("fri", dt.time(12), dt.time(13, 30)),), checked_on=day - dt.timedelta(days=110),
            checked_by="Tom, link worker", checked_how="visit", **common,
        ),
        OfferDraft(
            key="bench", title="A bench at the end of the road", kind="idea", facets={"company": 3},
            summary="Put a bench out, sit on it at four o'clock, and see who comes.", cost_pence=0,
            shown_from="A road in Kingswinford", particulars={"steps": ["Find a bench.", "Sit on it at four."]},
            tried=(TrialDraft("Eleven homes in Sedgley", "Two of us every day. We know all the dogs now.", True),),
            **common,
        ),
    ]  # fmt: skip


def _stale(offer: Any, officer: Actor) -> None:
    """Its day moved after the last check, and nobody has rung since."""
    with by_day(now() - dt.timedelta(days=20)):
        moved = (Weekly("thu", dt.time(10), dt.time(11)),)
        change_offer(offer=offer, draft=redraft(offer, weekly=moved), by=officer)


def _wrong(offer: Any, officer: Actor) -> None:
    with by_day(now() - dt.timedelta(days=24)):
        for name, part in (("The council", "commissions"), ("A community fund", "funds")):
            body = body_named(offer.place, name, SOURCE)
            add_body(offer=offer, organisation=body, part=part, by=officer)
    with by_day(now() - dt.timedelta(days=23)):
        said = say_wrong(offer=offer, what="time", mark="a passer-by")
    with by_day(now() - dt.timedelta(days=21)):
        done = "I rang the school. Dinner is at noon, as it says."
        answer_corrections(offer=offer, which=[said], answer="right", done=done, by=TOM)
    for days, mark, note in (
        (4, "a parent", "The hall was dark and the gate was locked."),
        (2, "a neighbour", ""),
    ):
        with by_day(now() - dt.timedelta(days=days)):
            say_wrong(offer=offer, what="closed", note=note, mark=mark)


def _reported(offer: Any) -> None:
    """Words that were hidden, whose writer asks for another look; and other words that wait for a first one."""
    with by_day(now() - dt.timedelta(days=9)):
        writer = begin_person(
            place=offer.place, called="Olwen", channel="phone", contact="01632 960997",
            postcode=places.postcode_row(offer.place, "DY6 8"), age_band="65-79", languages=("en",),
        )  # fmt: skip
        me = the_person(writer.pk)
        sour = try_idea(
            offer=offer, shown_as="A road in Wall Heath", by=me, worked=False,
            words="Only the layabouts from the corner came, and they are not wanted here.",
        )  # fmt: skip
        say_wrong(offer=offer, what="unsafe", trial=sour, mark="a reader")
    with by_day(now() - dt.timedelta(days=8)):
        reason = "It calls neighbours names. What happened can be said without that."
        hidden = decide_reported(
            offer=offer, trial=sour, decision="hidden", ground="unkind", reason=reason, by=TOM
        )
    with by_day(now() - dt.timedelta(days=3)):
        appeal(decision=hidden, words="I meant it as a joke. Everybody on our road took it so.", by=me)
        loud = try_idea(
            offer=offer, shown_as="One home in Lye", worked=False,
            words="The family at the end house has rows, so nobody sat there.", by=TOM,
        )  # fmt: skip
        say_wrong(offer=offer, what="unsafe", trial=loud, mark="another reader")
