"""The invented people behind the doors, and the bundle that the system must be able to express (domain 1.4)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import now, today
from helpfulacts.directory.actions.list_offer import list_offer
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_consent import give_consent
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actions.vouch_for import vouch_for
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.places import selectors as places
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import join_rounds, say_what_you_offer
from helpfulacts.support.actions.choose_offer import add_own_act, choose_offer
from helpfulacts.support.actions.report_act import confirm_act, mark_done

from .hours import by_day
from .keepers import begin_keepers
from .made import offer_named

SOURCE = "written by hand for the demonstration (illustrative)"
TOM = Actor("Tom, link worker", "navigator")


def begin_cast(*, place: Any, officer: Actor) -> Any:
    """Asha, whose door is on the first page, and a couple whose plan needs seven sources from four spheres: Gwen."""
    _asha(place)
    gwen = _bundle(place)
    _floor_nobody_can_meet(place)
    _club(place)
    _held_offers(place)
    begin_keepers(place=place, club=offer_named(place, SOURCE, "gornal-youth-club").provider, desk=TOM)
    return gwen


def _asha(place: Any) -> None:
    start = now() - dt.timedelta(days=13)
    with by_day(start):
        person = begin_person(
            place=place,
            called="Asha",
            channel="phone",
            contact="01632 960999",
            postcode=places.postcode_row(place, "DY5 4"),
            age_band="50-64",
            languages=("en", "pa", "gu"),
            facts={"bereaved": True, "no_transport": True, "low_income": True, "carer": False},
            account=begin_account(email="asha@demo.invalid"),
        )
        me = the_person(person.pk, person.account_id)
        plan = begin_plan(
            place=place,
            person=person,
            words="Since Ravi died the house is too quiet, and I can't cook because the cooker is broken.",
            by=me,
            by_proxy="A volunteer at Brierley Hill library",
        )
        company = add_aspiration(
            plan=plan, words="Some company", facets=("company", "grief"), by=me, importance=3,
            times=("tue_eve", "wed_am", "wed_pm", "thu_am", "sat_am"), travel_limit_m=4000,
        )  # fmt: skip
        cooker = add_aspiration(
            plan=plan, words="A cooker that works", facets=("furniture",), by=me, importance=3,
            times=("mon_am", "tue_am", "wed_pm", "thu_am", "fri_am"), travel_limit_m=8000,
        )  # fmt: skip
        vouch_for(person=person, by=TOM)
        give_consent(
            person=person, what="plan", with_whom="Tom, link worker", why="So that he can help you with your plan",
            until=start.date() + dt.timedelta(days=100),
        )  # fmt: skip
        join_rounds(plan=plan, by=me)
        lent = choose_offer(
            plan=plan, offer=offer_named(place, SOURCE, "butcher-slow-cooker-loan"), by=me, aspiration=cooker
        )
        answer_act(act=lent, answer="yes", by=me)
        add_own_act(
            plan=plan, title="Meena rings you every Sunday", shown_from="Meena, your sister", kind="connection",
            sphere="personal", by=me, state="promised",
            costs=[{"bearer": "Meena", "sphere": "personal", "pence": 0, "paid_minutes": 0, "unpaid_minutes": 30}],
        )  # fmt: skip
    with by_day(start + dt.timedelta(days=5)):
        open_record(place=place, actor=TOM, person=person, why="To ring about the cooker")
        mark_done(act=lent, by=me, on=today(place.zone))
        say_what_you_offer(plan=plan, words="Sewing, on Tuesday evenings", by=me)
    with by_day(now() - dt.timedelta(days=1)):
        # What may be hers by right comes first; the charity's grant waits for it, and the fitter for the grant.
        check = choose_offer(
            plan=plan, offer=offer_named(place, SOURCE, "council-money-check"), by=me, aspiration=cooker,
            reason={"code": "entitlement", "facets": ["furniture"]},
        )  # fmt: skip
        answer_act(act=check, answer="yes", by=me)
        grant = choose_offer(
            plan=plan, offer=offer_named(place, SOURCE, "cooker-fund"), by=me, aspiration=cooker,
            reason={"code": "suggested", "facets": ["furniture"], "grade": 3},
        )  # fmt: skip
        answer_act(act=grant, answer="yes", by=me)
    with by_day(now()):
        for key, wish, facets, grade in (
            ("gas-fitter-half-day", cooker, ["furniture"], 2),
            ("brockmoor-wednesday-seat", company, ["company", "grief"], 3),
            ("hub-room-evenings", None, [], 0),
        ):
            reason = {"code": "suggested", "facets": facets, "grade": grade} if wish else None
            choose_offer(
                plan=plan, offer=offer_named(place, SOURCE, key), by=me, aspiration=wish, reason=reason
            )


def _bundle(place: Any) -> Any:
    """Bed, its delivery, carpet, fridge, vouchers, food, a claim, a caring husband and a weekly call, for one person."""
    start = now() - dt.timedelta(days=24)
    with by_day(start):
        person = begin_person(
            place=place,
            called="Gwen",
            channel="letter",
            contact="An invented address",
            postcode=places.postcode_row(place, "DY2 9"),
            age_band="50-64",
            languages=("en",),
            facts={
                "low_income": True,
                "disabled": True,
                "tenant": True,
                "no_bed": True,
                "no_transport": True,
            },
        )
        me = the_person(person.pk)
        plan = begin_plan(
            place=place,
            person=person,
            words="We sleep on the settee and I cannot get up from it. The flat is bare and the form is forty pages.",
            by=TOM,
            by_proxy="Tom, link worker",
        )
        wishes = {
            code: add_aspiration(plan=plan, words=words, facets=(code,), by=me, importance=3)
            for code, words in (
                ("furniture", "A bed, and a floor that is not concrete"),
                ("food", "Food until the money comes"),
                ("rights", "The form done right"),
                ("company", "Somebody to ring"),
            )
        }
        vouch_for(person=person, by=TOM)
        acts = {}
        for key, code, urgent in (
            ("furniture-charity-bed", "furniture", True),
            ("donor-pays-delivery", "furniture", True),
            ("carpet-trust-grant", "furniture", False),
            ("fridge-trust-grant", "furniture", False),
            ("bedding-vouchers", "furniture", False),
            ("food-bank-parcel", "food", True),
            ("pip-form-help", "rights", False),
            ("link-phone-support", "company", False),
        ):
            acts[key] = choose_offer(
                plan=plan, offer=offer_named(place, SOURCE, key), by=TOM, aspiration=wishes[code], urgent=urgent,
            )  # fmt: skip
            answer_act(act=acts[key], answer="yes", by=me)
        add_own_act(
            plan=plan, title="Dai lifts, washes and cooks every day", shown_from="Dai, your husband", kind="service",
            sphere="personal", by=me, state="promised",
            costs=[{"bearer": "Dai", "sphere": "personal", "pence": 0, "paid_minutes": 0, "unpaid_minutes": 1260}],
        )  # fmt: skip
    for key in ("food-bank-parcel", "furniture-charity-bed"):
        with by_day(_after(acts[key], start + dt.timedelta(days=2))):
            mark_done(act=acts[key], by=TOM)
    bed = acts["furniture-charity-bed"]
    with by_day(_after(bed, start + dt.timedelta(days=2)) + dt.timedelta(days=2)):
        confirm_act(act=bed, outcome="We slept. That is all. We slept.", changed="yes", by=me)
        acts["donor-pays-delivery"].refresh_from_db()
    return person


def _after(act: Any, moment: dt.datetime) -> dt.datetime:
    """`moment`, or the evening of the day on which it happens where that is later."""
    evening = dt.datetime.combine(act.on_day or moment.date(), dt.time(18), dt.UTC)
    return max(moment, evening) if act.on_day else moment


def _floor_nobody_can_meet(place: Any) -> None:
    """Somebody with no bed, whose only language no giver of beds speaks: the round must raise an alarm."""
    with by_day(now() - dt.timedelta(days=3)):
        person = begin_person(
            place=place,
            called="Mr Lam",
            channel="desk",
            postcode=places.postcode_row(place, "DY1 2"),
            age_band="65-79",
            languages=("zh",),
            facts={"no_bed": True, "tenant": True},
        )
        me = the_person(person.pk)
        plan = begin_plan(
            place=place, person=person, words="I sleep on a chair. I do not have the English to ask.", by=TOM,
            by_proxy="Tom, link worker",
        )  # fmt: skip
        add_aspiration(plan=plan, words="A bed", facets=("furniture",), by=me, importance=3)
        vouch_for(person=person, by=TOM)
        join_rounds(plan=plan, by=me)


def _club(place: Any) -> None:
    """Three young people and the small club: one came last week, two have just said yes."""
    club = offer_named(place, SOURCE, "gornal-youth-club")
    for called, days, done, words in (
        ("Kofi", 12, True, "I want to make beats but I have only got my phone."),
        ("Ellie", 4, False, "All my friends went to the other school. Thursdays are the worst."),
        ("Sam", 2, False, "Somewhere that is not the bus shelter."),
    ):
        start = now() - dt.timedelta(days=days)
        with by_day(start):
            person = begin_person(
                place=place, called=called, channel="desk", postcode=places.postcode_row(place, "DY3 2"),
                age_band="under-18", languages=("en",),
            )  # fmt: skip
            me = the_person(person.pk)
            plan = begin_plan(place=place, person=person, words=words, by=TOM, by_proxy="A youth worker")
            wish = add_aspiration(plan=plan, words="Company", facets=("company", "making"), by=me)
            act = choose_offer(plan=plan, offer=club, by=me, aspiration=wish)
            answer_act(act=act, answer="yes", by=me)
            if called != "Sam":
                give_consent(
                    person=person, what="first name", with_whom=club.provider.name,
                    why="So that they know who is coming", until=start.date() + dt.timedelta(days=200),
                )  # fmt: skip
        if done:
            with by_day(start + dt.timedelta(days=8)):
                mark_done(act=act, by=TOM)


def _held_offers(place: Any) -> None:
    """Two offers from neighbours, waiting for a person to check them."""
    for called, title, kind, summary, facets, particulars in (
        (
            "Beryl", "A shelf of large-print westerns", "product",
            "Forty books, read once. Take three, bring them back or pass them on.", {"learning": 1, "company": 1},
            {"stock": 40, "condition": "Clean, some without jackets", "delivery": "collect"},
        ),
        (
            "Winston", "Dominoes for anyone who thinks they can win", "connection",
            "I will come to the hub on a Friday and bring the table.", {"company": 3},
            {"parties": ["Winston", "whoever turns up"], "introducer": "the hub desk", "introducer_minutes": 10},
        ),
    ):  # fmt: skip
        with by_day(now() - dt.timedelta(days=1)):
            person = begin_person(
                place=place, called=called, channel="phone", contact="01632 960998",
                postcode=places.postcode_row(place, "DY5 1"), age_band="65-79", languages=("en",),
            )  # fmt: skip
            list_offer(
                place=place,
                draft=OfferDraft(
                    title=title, kind=kind, sphere="personal", summary=summary, facets=facets,
                    particulars=particulars, giver=person, shown_from="A neighbour in Brierley Hill",
                    where=("venue",), postcode="DY5 1", languages=("en",), cost="Free", cost_pence=0,
                    activities=("lend_things" if kind == "product" else "public_meeting",),
                ),
                by=the_person(person.pk),
            )  # fmt: skip
