"""Nobody under 18 is brought together with one person alone: whatever was said first, the age, the yes or who joins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from helpfulacts.cli.management.commands.nightly import STEPS
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.alone import is_alone
from helpfulacts.directory.drafts import Weekly
from helpfulacts.directory.facets import DAYS
from helpfulacts.directory.models import Booking, CapacityPeriod, Offer, Weave, WeavePart
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.people.models import Organisation, Person
from helpfulacts.promises.models import Promise
from helpfulacts.support.actions.answer_act import answer_act, ask_again
from helpfulacts.support.actions.answer_for_part import answer_for_part
from helpfulacts.support.actions.answer_introduction import answer_introduction
from helpfulacts.support.actions.book_for_act import book_for_act
from helpfulacts.support.actions.change_dates import change_dates
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.draft_introduction import draft_introduction
from helpfulacts.support.actions.free_place import ends_how
from helpfulacts.support.actions.move_up_queue import go_on_giving, state_places
from helpfulacts.support.actions.pass_on import pass_on, say_yes_as_giver
from helpfulacts.support.actions.release_alone import release_alone
from helpfulacts.support.actions.report_act import mark_done
from helpfulacts.support.actions.request_introduction import Yes, request_introduction
from helpfulacts.support.actions.say_facts import say_facts
from helpfulacts.support.models import HelpfulAct, Introduction, PassedOn
from helpfulacts.support.models.introductions import OPEN
from helpfulacts.support.young import is_held, put_aside

pytestmark = pytest.mark.django_db
TOM = Actor("Tom, link worker", "navigator")
ROADS = (
    "suggested",
    "yes",
    "queue",
    "talk first",
    "two lines",
    "asked",
    "both said yes",
    "booked",
    "goes on",
    "done",
)


def attempt(do: Callable[[], Any]) -> Any:
    """Refused is an answer too."""
    try:
        return do()
    except Refused:
        return None


def says(plan: Any, age: str) -> int:
    """On their own page, whose copy of them may be old."""
    return say_facts(person=Person.objects.get(pk=plan.person_id), age_band=age).aside


def walk(road: str, plan: Any, offer: Any, other: Any) -> None:
    """As far on `road` as it goes with what stands in the database now."""
    giver = Actor("Bea", "citizen", None, offer.giver_id)
    if offer.provider_id:
        giver = Actor("A club", "provider", None, None, offer.provider_id)
    if road == "talk first":
        state_places(offer=offer, stated=0, by=TOM, talks_first=True)
    if road == "queue":
        ahead = attempt(lambda: choose_offer(plan=other, offer=offer, by=other.actor))
        attempt(lambda: answer_act(act=ahead, answer="yes", by=other.actor) if ahead else None)
    act = attempt(lambda: choose_offer(plan=plan, offer=offer, by=plan.actor))
    if act is None or road == "suggested":
        return
    if road in ("two lines", "asked"):
        one = attempt(lambda: draft_introduction(act=act, lines=("She plays chess.",), by=TOM))
        if road == "asked" and one is not None:
            yes = Yes("none", today() + dt.timedelta(days=30))
            attempt(lambda: request_introduction(introduction=one, lines=one.lines, yes=yes, by=plan.actor))
            attempt(lambda: answer_introduction(introduction=one, answer="yes", by=giver))
        return
    attempt(lambda: answer_act(act=act, answer="yes", by=plan.actor))
    if road == "both said yes":
        attempt(lambda: say_yes_as_giver(act=act, by=giver))
        attempt(lambda: pass_on(act=act, side="person", channel="phone", words="Ring me.", by=plan.actor))
    if road == "booked":
        day = today() + dt.timedelta(days=1)
        attempt(lambda: book_for_act(act=act, day=day, first=18, last=20, by=plan.actor))
    if road in ("goes on", "done"):
        attempt(lambda: mark_done(act=act, by=TOM))


def nobody_is_alone(plan: Any) -> None:
    """No live act of theirs leads to one person alone, and nothing that hung on one is left behind."""
    for act in HelpfulAct.objects.filter(plan=plan, offer__isnull=False).select_related("offer"):
        if not is_alone(act.offer):
            continue
        assert act.state not in ("suggested", "agreed", "promised"), act.state
        assert act.holds_id is None or ends_how(act) in ("never", "back"), "a thing is handed over already"
        assert not Introduction.objects.filter(act=act, state__in=OPEN).exists()
        assert not PassedOn.objects.filter(act=act).exists()
        assert not Booking.objects.filter(act=act.pk, released_at=None).exists()
        owed = Promise.objects.filter(about_id=act.pk, kept_at=None, excepted_at=None)
        assert {one.kind for one in owed} <= {"tell"}, "nobody owes them anything but a word"
        assert not any(word in one.what for one in owed for word in ("18", "young", "age"))
    for period in CapacityPeriod.objects.filter(place=plan.place):
        parts = sum(WeavePart.objects.filter(holds=period).values_list("places", flat=True))
        assert period.held == HelpfulAct.objects.filter(holds=period).count() + parts


@pytest.fixture
def from_one(offer: Any, make_person: Any) -> Any:
    """What Bea gives alone, as a road needs it."""

    def make(road: str) -> Any:
        if road == "booked":
            return offer(
                "Bea's boat", "resource", sphere="personal", giver=make_person(), on_bank_holidays="runs",
                particulars={"mode": "booked", "unit": "hour", "units": 1, "amount": 40, "each": 4},
                weekly=tuple(Weekly(day, dt.time(9), dt.time(17)) for day in DAYS),
            )  # fmt: skip
        kind = "product" if road == "done" else "service"
        return offer("Chess with Bea", kind, sphere="personal", giver=make_person(), places=1)

    return make


@pytest.fixture
def woven(place: Any, offer: Any, make_person: Any) -> Any:
    """A club's evening; Bea, who comes alone, is asked to be part of it."""
    club = Organisation.objects.get_or_create(place=place, name="A club")[0]
    whole = offer("Chess evening", "service", by="A club", places=1)
    weave = Weave.objects.create(
        place=place, title=whole.title, offer=whole, body=club, state="mending", people=1, woven_by="Jo", created_at=now(),
        changed_at=now(),
    )  # fmt: skip
    bea = offer("An hour by Bea", "service", sphere="personal", giver=make_person())
    WeavePart.objects.create(place=place, weave=weave, offer=bea, state="asked", asked_at=now())
    return whole


@pytest.mark.parametrize("age_first", [False, True])
@pytest.mark.parametrize("road", ROADS)
def test_nobody_under_18_is_brought_together_with_one_person_alone(
    from_one: Any, make_plan: Any, road: str, age_first: bool
) -> None:
    plan, other, gift = make_plan(), make_plan(), from_one(road)
    steps = [lambda: walk(road, plan, gift, other), lambda: says(plan, "under-18")]
    for step in reversed(steps) if age_first else steps:
        step()
    nobody_is_alone(plan)
    if road == "queue":
        assert HelpfulAct.objects.get(plan=other).state == "promised", "whoever else said yes keeps it"


@pytest.mark.parametrize("order", list(permutations(("age", "act", "part"))))
@pytest.mark.parametrize("road", ["suggested", "yes", "queue", "asked", "goes on"])
def test_nobody_under_18_is_brought_there_by_somebody_who_joins_later(
    woven: Any, make_plan: Any, road: str, order: tuple[str, ...]
) -> None:
    plan, other = make_plan(), make_plan()
    part = WeavePart.objects.get(weave__offer=woven)
    steps = {
        "age": lambda: says(plan, "under-18"),
        "act": lambda: walk(road, plan, woven, other),
        "part": lambda: answer_for_part(part=part, answer="yes", by=TOM),
    }
    for step in order:
        steps[step]()
    assert is_alone(woven)
    nobody_is_alone(plan)


def test_they_read_why_and_the_giver_learns_neither_their_age_nor_the_reason(
    place: Any, from_one: Any, make_plan: Any
) -> None:
    gift, waiting, plan = from_one("yes"), make_plan(), make_plan()
    acts = [choose_offer(plan=one, offer=gift, by=one.actor) for one in (plan, waiting)]
    for act in acts:
        answer_act(act=act, answer="yes", by=the_person(act.plan.person_id))
    assert says(plan, "under-18") == 1
    for act in acts:
        act.refresh_from_db()
    assert [act.state for act in acts] == ["not_now", "promised"], "the next in the queue has the place"
    assert [one.pk for one in put_aside(plan)] == [acts[0].pk]
    tells = {
        one.to_id: one.what
        for one in Promise.objects.filter(about_id=acts[0].pk, kept_at=None, excepted_at=None)
    }
    assert set(tells) == {plan.person_id, gift.giver_id}
    assert (
        tells[gift.giver_id]
        == "Chess with Bea: somebody who said yes cannot come for now. They did nothing wrong."
    )
    assert says(plan, "under-18") == release_alone(place=place) == 0, "again, it changes nothing"


def test_nothing_comes_back_by_itself_and_they_can_ask_again(from_one: Any, make_plan: Any) -> None:
    gift, plan = from_one("yes"), make_plan()
    act = choose_offer(plan=plan, offer=gift, by=plan.actor)
    answer_act(act=act, answer="yes", by=plan.actor)
    says(plan, "under-18")
    says(plan, "18-24")
    act = HelpfulAct.objects.get(pk=act.pk)
    assert act.state == "not_now" and put_aside(plan)
    assert ask_again(act=act, by=plan.actor).state == "suggested"
    assert put_aside(plan) == []
    assert answer_act(act=act, answer="yes", by=plan.actor).state == "promised"


def test_an_older_page_does_not_take_back_what_was_said_meanwhile(make_plan: Any) -> None:
    plan = make_plan()
    old = Person.objects.get(pk=plan.person_id)
    says(plan, "under-18")
    say_facts(person=old, called="Kit")
    kept = Person.objects.get(pk=plan.person_id)
    assert (kept.age_band, kept.called) == ("under-18", "Kit")


def test_the_rule_reads_what_stands_now_and_not_what_a_page_had_read(offer: Any, make_plan: Any) -> None:
    plan, club = make_plan(), offer("Chess club", "service", by="A club")
    assert (plan.person.age_band, club.provider_id is None) == ("", False), "both are read now, and kept"
    says(plan, "under-18")
    assert not is_held(plan, club)
    Offer.objects.filter(pk=club.pk).update(provider=None)
    assert is_held(plan, club)


def test_what_they_give_rests_too_and_nobody_comes_to_them_alone(offer: Any, make_plan: Any) -> None:
    kit, other, late = make_plan(), make_plan(), make_plan()
    gift = offer("Chess with Kit", "service", sphere="personal", giver=kit.person)
    act, asked = (choose_offer(plan=plan, offer=gift, by=plan.actor) for plan in (other, late))
    answer_act(act=act, answer="yes", by=other.actor)
    says(kit, "under-18")
    gift.refresh_from_db()
    act.refresh_from_db()
    assert (gift.status, act.state) == ("paused", "declined")
    told = Promise.objects.get(about_id=act.pk, kind="tell", kept_at=None, excepted_at=None)
    assert told.to_id == other.person_id and "18" not in told.what
    with pytest.raises(Refused, match="ended, or is being looked at"):
        answer_act(act=asked, answer="yes", by=late.actor)
    with pytest.raises(Refused, match="they find a way with you"):
        go_on_giving(offer=gift, by=kit.actor)
    says(kit, "18-24")
    assert go_on_giving(offer=gift, by=kit.actor).status == "active"


def test_a_lent_thing_stays_until_the_desk_has_brought_it_back(
    offer: Any, make_plan: Any, make_person: Any
) -> None:
    lent = offer(
        "A ladder", "product", sphere="personal", giver=make_person(), places=1,
        particulars={"stock": 1, "condition": "Good", "delivery": "collect", "return_days": 7},
    )  # fmt: skip
    plan = make_plan()
    act = choose_offer(plan=plan, offer=lent, by=plan.actor)
    answer_act(act=act, answer="yes", by=plan.actor)
    mark_done(act=act, by=TOM)
    says(plan, "under-18")
    act.refresh_from_db()
    assert act.holds_id is not None, "it is not free before it is back"
    told = Promise.objects.filter(
        about_id=act.pk, to_id=plan.person_id, kind="tell", kept_at=None, excepted_at=None
    )
    assert [one.what for one in told if "bring it back together" in one.what]


def test_an_offer_whose_body_is_taken_away_is_looked_at_at_once_and_each_night(
    place: Any, offer: Any, make_plan: Any
) -> None:
    plan, club = make_plan(age_band="under-18"), offer("Chess club", "service", by="A club")
    act = choose_offer(plan=plan, offer=club, by=plan.actor)
    change_dates(offer=club, write=lambda: Offer.objects.filter(pk=club.pk).update(provider=None))
    act.refresh_from_db()
    assert act.state == "not_now"
    HelpfulAct.objects.filter(pk=act.pk).update(state="suggested")
    [night] = [step for name, _, _, step in STEPS if name == "alone"]
    assert (night(place), night(place)) == (1, 0)
