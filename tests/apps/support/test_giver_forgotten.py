"""Who gives and has it all deleted leaves neither name nor words on the plans of others, by whatever way they came there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps

from helpfulacts.core.clock import date_in_words, now, today
from helpfulacts.core.sealing import unseal
from helpfulacts.directory import weaving
from helpfulacts.directory.actions.answer_part import answer_part
from helpfulacts.directory.actions.ask_parts import ask_parts
from helpfulacts.directory.actions.begin_weave import begin_weave, change_weave
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.list_weave import list_weave
from helpfulacts.directory.drafts import OfferDraft, Weekly
from helpfulacts.directory.models import Offer, OfferVersion
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.give_consent import give_consent
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Consent
from helpfulacts.promises import selectors as promises
from helpfulacts.support import plans
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.draft_introduction import draft_introduction
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.forget_giver import forget_giver
from helpfulacts.support.actions.move_up_queue import state_places
from helpfulacts.support.actions.pass_on import pass_on, read_passed_on, say_yes_as_giver
from helpfulacts.support.actions.request_introduction import Yes, request_introduction
from helpfulacts.support.actions.say_costs import say_cost
from helpfulacts.support.models import Introduction, PassedOn

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
pytestmark = pytest.mark.django_db
NAME, TITLE, BORNE, CALLED = "Zqshownqz in North", "Zqtitleqz walks", "zqborneqz and friends", "Zqcalledqz"
TOM = Actor("Tom, link worker", "navigator")


def next_day(name: str) -> dt.date:
    """The first such day from tomorrow on."""
    days = (today() + dt.timedelta(days=ahead) for ahead in range(1, 8))
    return next(day for day in days if DAYS[day.weekday()] == name)


@pytest.fixture
def gift(offer: Any, make_person: Any) -> Any:
    """What somebody gives, with their name, their words and who bears what."""

    def make(kind: str = "service", places: int | None = 3, **fields: Any) -> Any:
        made = offer(
            fields.pop("title", TITLE), kind=kind, sphere="personal", giver=make_person(called=CALLED), places=places,
            costs=({"bearer": BORNE, "sphere": "personal", "pence": 200, "paid_minutes": 0, "unpaid_minutes": 60},),
            **fields,
        )  # fmt: skip
        made.shown_from = NAME
        made.save(update_fields=["shown_from"])
        return made

    return make


def forget(gift: Any, citizen_of: Any) -> None:
    person = people.get_person(gift.place, gift.giver_id)
    forget_giver(person=person, by=citizen_of(person))


def said() -> Iterator[str]:
    """Every value of every table, sealed ones opened."""
    for model in apps.get_models():
        for row in model._base_manager.all():
            for column in model._meta.concrete_fields:
                value = getattr(row, column.attname)
                if column.name.endswith("_sealed") and value:
                    value = unseal(value, f"{model._meta.db_table}:{row.pk}:{column.name}").decode()
                yield f"{model._meta.label}.{column.name}: {value}"


def left() -> list[str]:
    return [one for one in said() if "zq" in one.lower()]


def bear(act: Any, bearer: str, by: Any) -> None:
    say_cost(act=act, bearer=bearer, sphere="personal", pence=0, paid_minutes=0, unpaid_minutes=30, by=by)


def test_what_was_agreed_with_them_says_nothing_of_them(
    gift: Any, make_plan: Any, citizen_of: Any, place: Any
) -> None:
    one, plan = gift(), make_plan()
    giver = citizen_of(one.giver)
    act = answer_act(act=choose_offer(plan=plan, offer=one, by=plan.actor), answer="yes", by=plan.actor)
    act = support.get_act(place, act.pk)
    bear(act, act.shown_from, plan.actor)
    bear(act, f"{CALLED}'s van", plan.actor)
    bear(act, f"{act.shown_from} and my sister", plan.actor)
    bear(act, "A small fund", plan.actor)
    say_yes_as_giver(act=act, by=giver)
    pass_on(act=act, side="person", channel="phone", words="Ring me", by=plan.actor)
    read_passed_on(act=act, side="giver", by=giver)
    give_consent(
        person=plan.person, what="first name", with_whom=act.shown_from, why="So that they know", until=next_day("mon")
    )  # fmt: skip

    forget(one, citizen_of)

    assert left() == []
    act = support.get_act(place, act.pk)
    assert (act.title, act.shown_from) == ("Regular help that was offered", "Somebody who gave")
    assert [row["bearer"] for row in act.costs] == [
        *["Somebody who gave"] * 3,
        "Somebody who gave and my sister",
        "A small fund",
    ]
    assert act.costs[0]["pence"] == 200, "that something was given, and how much, stays"
    consent = Consent.objects.get()
    assert consent.with_whom == "Somebody who gave" and consent.withdrawn_at is not None


def test_two_lines_and_a_consent_to_be_introduced_do_not_name_them(
    gift: Any, make_plan: Any, citizen_of: Any, place: Any
) -> None:
    one, plan = gift(), make_plan()
    act = choose_offer(plan=plan, offer=one, by=plan.actor)
    lines = (f"Dear {CALLED.upper()}, she would like {TITLE}.", f"She heard of {NAME}. She is kind.")
    introduction = draft_introduction(act=act, lines=lines, by=TOM)
    request_introduction(
        introduction=introduction, lines=lines, yes=Yes(way="none", until=next_day("mon")), by=plan.actor
    )
    forget(one, citizen_of)
    assert left() == []
    assert Introduction.objects.get().lines == [
        "Dear somebody who gave, she would like regular help that was offered.",
        "She heard of somebody who gave. She is kind.",
    ]


def test_a_talk_that_was_asked_for_does_not_name_them(gift: Any, make_plan: Any, citizen_of: Any) -> None:
    one, plan = gift(title=f"{TITLE} {'and more ' * 16}".strip()), make_plan()
    state_places(offer=one, stated=0, by=citizen_of(one.giver), talks_first=True)
    answer_act(act=choose_offer(plan=plan, offer=one, by=plan.actor), answer="yes", by=plan.actor)
    assert Introduction.objects.get().consent is not None
    forget(one, citizen_of)
    assert left() == []
    assert Introduction.objects.get().lines[0] == "Somebody would like this: regular help that was offered"


def test_a_combination_and_those_who_come_to_it_do_not_say_who_of_them_bore_what(
    gift: Any, make_plan: Any, citizen_of: Any, place: Any
) -> None:
    one = gift(on_bank_holidays="runs")
    chapel = begin_organisation(place=place, name="The chapel")
    draft = OfferDraft(
        title="A hall", kind="resource", sphere="civic", provider=chapel, shown_from="The chapel", where=("venue",),
        ward="North", published_venue=True, latitude=52.52, longitude=-2.1, on_bank_holidays="runs",
        weekly=tuple(Weekly(day, dt.time(8), dt.time(18)) for day in DAYS),
        particulars={"mode": "booked", "unit": "hour", "amount": 40, "each": 4, "fits": 20},
        costs=({"bearer": "The chapel", "sphere": "civic", "pence": 60, "paid_minutes": 0, "unpaid_minutes": 5},),
    )  # fmt: skip
    [hall] = list_offers(place=place, drafts=[draft])
    jo = Actor("Jo", "resource-weaver", None, None, begin_organisation(place=place, name="The weavers").pk)
    weave = begin_weave(place=place, title="Walk and tea", offers=[one, hall], by=jo)
    weave = change_weave(
        weave=weave, by=jo, people=2, pounds=0, first_day=next_day("thu"), weeks=1, from_slot=20, to_slot=24,
        summary="Walk, then tea.", facets={"company": 3},
    )  # fmt: skip
    ask_parts(weave=weave, by=jo)
    for part in weaving.parts_of(weave):
        by = (
            citizen_of(one.giver)
            if part.offer_id == one.pk
            else Actor("C", "provider", None, None, hall.provider_id)
        )
        answer_part(part=part, answer="yes", by=by)
    woven = list_weave(weave=weave, by=jo)
    assert BORNE in str(woven.costs)
    OfferVersion.objects.create(
        place=place, offer=woven, number=9, at=now(), by_shown_as="Jo", change="changed", before={},
        after={"summary": f"Paid by {BORNE}"},
    )  # fmt: skip
    plan, before = make_plan(), woven.changed_at
    act = choose_offer(plan=plan, offer=woven, by=plan.actor)
    bear(act, BORNE, plan.actor)

    forget(one, citizen_of)

    assert left() == []
    woven = Offer.objects.get(pk=woven.pk)
    assert {(row["bearer"], row["pence"]) for row in woven.costs} == {
        ("Somebody who gave", 200),
        ("The chapel", 60),
    }
    assert woven.changed_at > before, "whoever reads the feed reads it again"
    act = support.get_act(place, act.pk)
    assert {row["bearer"] for row in act.costs} == {"Somebody who gave", "The chapel"}
    assert (act.title, act.shown_from) == ("Walk and tea", "The weavers")


def test_the_desk_reads_what_it_has_to_tell_whoever_waits(
    gift: Any, make_plan: Any, citizen_of: Any, place: Any
) -> None:
    one, plan = gift(), make_plan()
    wish = add_aspiration(plan=plan, words="Somebody to walk with", facets=["company"], by=plan.actor)
    act = choose_offer(plan=plan, offer=one, aspiration=wish, by=plan.actor)
    act = answer_act(act=act, answer="yes", by=plan.actor)
    act.on_day = next_day("thu")
    act.save(update_fields=["on_day"])
    forget(one, citizen_of)
    [told] = [
        one.what
        for one in promises.open_about(place, "helpful act", act.pk, kind="tell")
        if "cannot go ahead" in one.what
    ]
    day = date_in_words(next_day("thu"))
    assert told.startswith(
        f"Regular help on {day}, for “Somebody to walk with”: it cannot go ahead after all."
    )


@pytest.mark.parametrize("how", ["plan deleted", "all deleted"])
def test_how_it_went_with_what_a_body_gives_stays_with_the_body(
    offer: Any, make_plan: Any, make_person: Any, citizen_of: Any, place: Any, how: str
) -> None:
    """Whoever spoke for it takes along how they can be reached; what the body said of its own help is the body's."""
    keeper = make_plan(called=CALLED).person if how == "plan deleted" else make_person(called=CALLED)
    theirs, own = offer("Bells", by="The church"), offer("A drill", giver=keeper, sphere="personal")
    Offer.objects.filter(pk=theirs.pk).update(kept_by=keeper)
    plan = make_plan()
    for one in (theirs, own):
        one.refresh_from_db()
        act = choose_offer(plan=plan, offer=one, by=plan.actor)
        bear(act, f"{CALLED} and the church", plan.actor)
        introduction = draft_introduction(act=act, lines=(f"{CALLED}, she likes it.",), by=TOM)
        introduction.giver_outcome = "It went well."
        introduction.save()
        row = PassedOn(place=place, act=act, side="giver", channel="phone", at=now())
        row.words = "Ring me"
        row.save(force_insert=True)
    if how == "plan deleted":
        erase_plan(plan=plans.plan_of(keeper), by=citizen_of(keeper))
    else:
        forget_giver(person=people.get_person(place, keeper.pk), by=citizen_of(keeper))
    found = {one.act.offer_id: one.giver_outcome for one in Introduction.objects.select_related("act")}
    assert found == {theirs.pk: "It went well.", own.pk: ""}
    assert not PassedOn.objects.exists()
    assert left() == [] and {row["bearer"] for row in support.get_act(place, act.pk).costs} == {
        "Somebody who gave and the church"
    }
