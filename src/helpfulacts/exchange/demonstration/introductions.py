"""Tom's list: a silent giver, a full choir, two lines to be read, something late, one that failed, one taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import now, today
from helpfulacts.directory.actions.check_offer import check_offer
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, Weekly
from helpfulacts.people import keepers
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.keep_reach import keep_reach
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.places import selectors as places
from helpfulacts.support.actions.answer_introduction import answer_introduction
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.cancel_introduction import withdraw_sharing
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.draft_introduction import draft_introduction
from helpfulacts.support.actions.fail_introduction import fail_introduction
from helpfulacts.support.actions.give_micro_fund import give_micro_fund
from helpfulacts.support.actions.request_introduction import Yes, request_introduction
from helpfulacts.support.actions.spend_micro_fund import spend_micro_fund
from helpfulacts.support.actions.start_introduction import start_introduction
from helpfulacts.support.actions.write_note import write_note

from .hours import by_day
from .made import body_named

SOURCE = "invented for the introductions of the demonstration (illustrative)"
EACH_PENCE = 10_000
OFFERS = (
    ("choir", "A choir where nobody auditions", "The Lye valley singers", "thu", 3),
    ("table", "A lunch table for eight", "A chapel kitchen in Cradley", "tue", 8),
    ("bench", "A bench where men mend things", "A shed in Quarry Bank", "mon", 6),
)


def begin_introductions(*, place: Any, officer: Actor) -> None:
    """Everything goes through the same actions as on the pages. Needs Tom's account and the sectors of the place."""
    account = people.account_by_email("tom@demo.invalid")
    assert account is not None
    [grant] = [one for one in people.live_grants(place, account) if one.role == "navigator"]
    tom = Actor(grant.shown_as, "navigator", account.pk, None, grant.body_id)
    with by_day(now() - dt.timedelta(days=70)):
        choir, table, bench = _offers(place)
        keep_reach(organisation=table.provider, by=tom, email="table@demo.invalid")
        fund = give_micro_fund(
            place=place, grant=grant, sphere="civic", each_pence=EACH_PENCE,
            until=min(grant.until, today(place.zone) + dt.timedelta(days=365)), by=officer,
        )  # fmt: skip
    for number, called in enumerate(("Ken", "Bal", "Rosa")):  # the three who have the places
        one = _asked(place, tom, called, choir, ("Likes to sing.", ""), days=40 - number)
        with by_day(now() - dt.timedelta(days=30 - number)):
            answer_introduction(introduction=one, answer="yes", by=_giver(choir))
            start_introduction(introduction=one, by=_giver(choir))
    _asked(
        place,
        tom,
        "Gwendoline",
        choir,
        ("Gwendoline sang alto for years.", "She has Thursdays free."),
        days=6,
    )
    with by_day(now() - dt.timedelta(days=3)):
        check_offer(offer=choir, by=tom, how="phone")
    silent = _asked(
        place, tom, "Idris", table, ("Idris cooked for a works canteen.", "He would rather help than sit."), days=17
    )  # fmt: skip
    with by_day(now() - dt.timedelta(days=17)):
        spend_micro_fund(fund=fund, act=silent.act, pence=1_840, what="Taxi fares to the chapel", by=tom)
        write_note(
            person=silent.act.plan.person, introduction=silent, by=tom, seconds=95, nobody_has=("money",),
            words="He asked for help with debts in the evening. Nobody has that. I gave him a leaflet for now.",
        )  # fmt: skip
    over = _asked(place, tom, "Pat", bench, ("Pat is good with hinges.", ""), days=35)
    with by_day(now() - dt.timedelta(days=30)):
        answer_introduction(introduction=over, answer="yes", by=_giver(bench))
        start_introduction(introduction=over, by=_giver(bench))
    with by_day(now() - dt.timedelta(days=9)):
        fail_introduction(
            introduction=over, how="did_not_fit", by=tom, words="Kind people, but it was too loud for me."
        )
    back = _asked(place, tom, "Nuala", bench, ("Nuala would like to learn to solder.", ""), days=12)
    with by_day(now() - dt.timedelta(days=5)):
        assert back.consent is not None
        withdraw_sharing(consent=back.consent, by=the_person(back.act.plan.person.pk))
    with by_day(now() - dt.timedelta(days=2)):
        plan = _plan(place, tom, "Len", "I do not want to eat on my own every day.")
        act = choose_offer(plan=plan, offer=table, by=tom, reason={"code": "introduced"})
        draft_introduction(
            act=act, lines=("Len drove buses for thirty years.", "He knows everybody."), by=tom
        )
    with by_day(now() - dt.timedelta(days=1)):
        write_note(
            person=plan.person,
            by=tom,
            seconds=70,
            words="We read the two lines. Len wants to think until Friday.",
        )


def _offers(place: Any) -> list[Any]:
    drafts = []
    for key, title, body, day, places_here in OFFERS:
        provider = body_named(place, body, SOURCE)
        drafts.append(
            OfferDraft(
                title=title,
                key=key,
                kind="service",
                sphere="civic",
                provider=provider,
                shown_from=body,
                summary="Come once and see. You can stay or go.",
                facets={"company": 3},
                particulars={"per_session": places_here, "starts": "any week"},
                where=("venue",),
                ward="Lye and Stourbridge North",
                weekly=(Weekly(day, dt.time(12), dt.time(14)),),
                cost="Free",
                cost_pence=0,
                languages=("en",),
                capacity=CapacityDraft("place", places_here),
                imported=True,
            )
        )
    return list_offers(place=place, drafts=drafts, source=SOURCE)


def _giver(offer: Any) -> Actor:
    return keepers.keeper_of(offer.provider)


def _plan(place: Any, tom: Actor, called: str, words: str) -> Any:
    person = begin_person(
        place=place, called=called, channel="phone", contact="01632 960997",
        postcode=places.postcode_row(place, "DY9 8"), age_band="65-79", languages=("en",),
    )  # fmt: skip
    return begin_plan(place=place, person=person, words=words, by=tom, by_proxy=tom.shown_as)


def _asked(place: Any, tom: Actor, called: str, offer: Any, lines: tuple[str, str], *, days: int) -> Any:
    """Somebody whom Tom introduced `days` ago, and who said yes on the phone."""
    with by_day(now() - dt.timedelta(days=days)):
        plan = _plan(place, tom, called, "I would like some company.")
        act = choose_offer(plan=plan, offer=offer, by=tom, reason={"code": "introduced"})
        one = draft_introduction(act=act, lines=lines, by=tom)
        yes = Yes("phone", today(place.zone) + dt.timedelta(days=182), "01632 960997", "spoken")
        return request_introduction(introduction=one, lines=lines, yes=yes, by=tom)
