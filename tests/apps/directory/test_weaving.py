"""A combination: asked kindly, answered freely, used only once agreed, listed with its parts, and freed when it ends."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar
from weaving_samples import Repair, next_day

from helpfulacts.core.clock import as_if, date_in_words, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory import occurrences, weaving
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.answer_part import answer_part, leave_weave
from helpfulacts.directory.actions.ask_parts import ask_parts
from helpfulacts.directory.actions.begin_weave import add_part, begin_weave, change_weave, drop_part
from helpfulacts.directory.actions.book_slots import book_slots
from helpfulacts.directory.actions.change_offer import end_offers
from helpfulacts.directory.actions.decide_reported import decide_reported
from helpfulacts.directory.actions.lift_stop import lift_stop
from helpfulacts.directory.actions.list_weave import end_weave, list_weave
from helpfulacts.directory.actions.open_periods import open_periods
from helpfulacts.directory.actions.place_weaves import hide_woven_places
from helpfulacts.directory.actions.protect_giver import protect_giver
from helpfulacts.directory.actions.state_condition import drop_condition, see_evidence, state_condition
from helpfulacts.directory.drafts import AccessDraft, CapacityDraft
from helpfulacts.directory.models import (
    BookedSlot,
    Booking,
    CapacityPeriod,
    Condition,
    Occurrence,
    Offer,
    Weave,
    WeavePart,
)
from helpfulacts.exchange.calendars import calendar_of
from helpfulacts.exchange.oruk.exporting import export_feed
from helpfulacts.exchange.oruk.importing import import_source
from helpfulacts.people.models import Person
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.models import Promise
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.book_for_act import book_for_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.end_past_weaves import end_past_weaves
from helpfulacts.web.when_facts import when_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def repair(place: Any) -> Repair:
    return Repair(place)


def begin(repair: Repair, *names: str, **plan: Any) -> Weave:
    names = names or ("kitchen", "mending", "money")
    weave = begin_weave(
        place=repair.place,
        title="Repair Saturday",
        offers=[repair.offers[name] for name in names],
        by=repair.jo,
    )
    fields: dict[str, Any] = {
        "people": 10, "pounds": 100, "first_day": next_day("sat"), "weeks": 2, "from_slot": 20, "to_slot": 24,
        "summary": "Bring what is broken, and mend it together.", "facets": {"repairs": 3},
    }  # fmt: skip
    return change_weave(weave=weave, by=repair.jo, **(fields | plan))


def part(weave: Weave, repair: Repair, name: str) -> WeavePart:
    [found] = [one for one in weaving.parts_of(weave) if one.offer_id == repair.offers[name].pk]
    return found


def yes(weave: Weave, repair: Repair, *names: str) -> None:
    for name in names:
        body = {"kitchen": "school", "mending": "menders", "money": "fund", "van": "menders"}[name]
        answer_part(part=part(weave, repair, name), answer="yes", by=repair.keeper(body))


def lift_the_fund(weave: Weave, repair: Repair) -> None:
    lift_stop(weave=weave, stop=f"restricted_fund:{repair.offers['money'].pk}", by=repair.keeper("fund"))


def listed(repair: Repair, **plan: Any) -> Weave:
    weave = begin(repair, **plan)
    ask_parts(weave=weave, by=repair.jo)
    yes(weave, repair, "kitchen", "mending", "money")
    lift_the_fund(weave, repair)
    list_weave(weave=weave, by=repair.jo)
    weave.refresh_from_db()
    return weave


def held(repair: Repair, name: str) -> int:
    return CapacityPeriod.objects.get(offer=repair.offers[name]).held


def test_it_works(repair: Repair) -> None:
    weave = listed(repair)
    offer = weave.offer
    assert weave.state == "listed" and offer is not None and offer.status == "active"
    assert {one.offer.title for one in weaving.woven_from(offer)} == {
        "The kitchen",
        "The mending",
        "The money",
    }
    assert [row.day for row in occurrences.occurrences_of(offer, today())] == list(weaving.days_in(weave))
    assert Booking.objects.filter(part__weave=weave).count() == 2 and BookedSlot.objects.count() == 8
    assert (held(repair, "mending"), held(repair, "money"), held(repair, "kitchen")) == (10, 2, 2)
    assert offer.checked_on is None, "it has still to be checked by a person, like any other"


def test_a_day_that_has_gone_is_refused_with_the_next_that_is_possible(repair: Repair) -> None:
    gone = next_day("sat") - dt.timedelta(weeks=2)
    weave = begin(repair)
    with pytest.raises(
        Refused, match=f"{date_in_words(next_day('sat'))} is the first day on which all"
    ) as no:
        begin(repair, first_day=gone)
    assert no.value.field == "first_day"
    with pytest.raises(Refused, match=f"has gone. {date_in_words(next_day('sat'))} is the next one"):
        begin(repair, "money", first_day=gone)
    ask_parts(weave=weave, by=repair.jo)
    yes(weave, repair, "kitchen", "mending", "money")
    lift_the_fund(weave, repair)
    with (
        as_if(now() + dt.timedelta(days=8)),
        pytest.raises(Refused, match=r"has gone\. .* is the first day"),
    ):
        list_weave(weave=weave, by=repair.jo)


def test_one_day_reads_as_one_day_on_its_page_in_the_feed_and_in_a_calendar(
    repair: Repair, place: Any, tmp_path: Any
) -> None:
    saturday = next_day("sat")
    offer = listed(repair, weeks=1).offer
    assert offer is not None
    kept = Offer.objects.prefetch_related("schedules", "exceptions").get(pk=offer.pk)
    facts = when_facts(kept)
    assert facts.rows == [] and facts.others == [f"On {date_in_words(saturday)} only, 10am to noon."]
    [event] = Calendar.from_ical(calendar_of(place, [kept], "It")).events
    assert event["DTSTART"].dt.date() == saturday and "RRULE" not in event
    export_feed(place=place, out=tmp_path / "feed.json")
    feed = json.loads((tmp_path / "feed.json").read_text())
    [said] = [one["schedules"] for one in feed["services"] if one["id"] == str(offer.exchange_id)]
    day = saturday.isoformat()
    assert [{name: one[name] for name in one if name != "id"} for one in said] == [
        {"dtstart": day, "valid_from": day, "valid_to": day, "opens_at": "10:00", "closes_at": "12:00"}
    ]
    there = create_place(slug="there", name="There", person_to_talk_to="Sam at the desk")
    import_source(place=there, source=str(tmp_path / "feed.json"), set_aside=tmp_path / "aside")
    [back] = Occurrence.objects.filter(place=there, offer__title="Repair Saturday")
    assert (back.day, back.starts, back.ends) == (saturday, dt.time(10), dt.time(12))
    export_feed(place=there, out=tmp_path / "again.json")
    again = json.loads((tmp_path / "again.json").read_text())["services"]
    assert [one["schedules"] for one in again if one["id"] == str(offer.exchange_id)] == [said]


def test_nothing_is_asked_booked_or_held_by_a_draft(repair: Repair) -> None:
    weave = begin(repair)
    assert not Booking.objects.exists() and held(repair, "mending") == 0
    assert weaving.asked_of(repair.place) == []
    assert {stop.code for stop in weaving.found_for(weave).stops} == {"restricted_fund"}


def test_no_part_is_used_before_its_giver_agreed(repair: Repair) -> None:
    weave = begin(repair)
    one = part(weave, repair, "kitchen")
    with pytest.raises(IntegrityError), transaction.atomic():
        WeavePart.objects.filter(pk=one.pk).update(used=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Weave.objects.filter(pk=weave.pk).update(state="listed")
    with pytest.raises(Refused, match="We have no yes"):
        list_weave(weave=weave, by=repair.jo)


def test_nobody_is_asked_for_what_only_another_choice_can_mend(repair: Repair) -> None:
    weave = begin(repair, people=15)
    with pytest.raises(Refused, match="can take 12, and you plan for 15"):
        ask_parts(weave=weave, by=repair.jo)
    book_slots(
        offer=repair.offers["kitchen"], day=next_day("sat"), first=22, last=23, by=repair.desk,
        body=repair.bodies["fund"],
    )  # fmt: skip
    weave = change_weave(weave=weave, by=repair.jo, people=10)
    with pytest.raises(Refused, match="is not free on"):
        ask_parts(weave=weave, by=repair.jo)
    assert not WeavePart.objects.exclude(state="draft").exists()


def test_each_giver_is_asked_and_the_desk_has_a_day_to_ring_them(repair: Repair) -> None:
    weave = begin(repair)
    ask_parts(weave=weave, by=repair.jo)
    [one] = weaving.asked_of(repair.place, body=repair.bodies["school"].pk)
    [owed] = promises.open_about(repair.place, "weave part", one.pk, kind="tell")
    assert "The kitchen" in owed.what and owed.due == today() + dt.timedelta(days=2)
    answer_part(part=one, answer="yes", by=repair.desk)
    assert promises.open_about(repair.place, "weave part", one.pk, kind="tell") == []


def test_not_now_needs_no_reason_and_holds_nothing(repair: Repair) -> None:
    weave = begin(repair)
    ask_parts(weave=weave, by=repair.jo)
    answer_part(part=part(weave, repair, "mending"), answer="not_now", by=repair.keeper("menders"))
    assert held(repair, "mending") == 0
    yes(weave, repair, "kitchen", "money")
    with pytest.raises(Refused, match="We have no yes for “The mending”"):
        list_weave(weave=weave, by=repair.jo)
    drop_part(part=part(weave, repair, "mending"), by=repair.jo)
    weave.refresh_from_db()
    assert weave.state == "agreed"
    with pytest.raises(Refused, match="Nobody has been chosen who does it"):
        lift_the_fund(weave, repair)
        list_weave(weave=weave, by=repair.jo)


def test_only_those_who_give_a_part_answer_for_it_and_never_whoever_weaves(repair: Repair) -> None:
    weave = begin(repair)
    ask_parts(weave=weave, by=repair.jo)
    one = part(weave, repair, "kitchen")
    for actor in (repair.jo, repair.keeper("fund")):
        with pytest.raises(NotAllowed):
            answer_part(part=one, answer="yes", by=actor)
    with pytest.raises(NotAllowed):
        begin_weave(
            place=repair.place, title="Mine", offers=[repair.offers["kitchen"]], by=repair.keeper("fund")
        )


def test_a_yes_takes_the_whole_time_or_is_refused_and_nothing_is_half_taken(repair: Repair) -> None:
    weave = begin(repair)
    ask_parts(weave=weave, by=repair.jo)
    book_slots(
        offer=repair.offers["kitchen"], day=next_day("sat") + dt.timedelta(weeks=1), first=23, last=24,
        by=repair.desk, body=repair.bodies["fund"],
    )  # fmt: skip
    with pytest.raises(Refused, match="Somebody else has that time already"):
        yes(weave, repair, "kitchen")
    assert Booking.objects.filter(part__isnull=False).count() == 0
    assert part(weave, repair, "kitchen").state == "asked"


def test_own_caps_hold_when_the_place_was_taken_between_asking_and_answering(repair: Repair) -> None:
    weave = begin(repair)
    ask_parts(weave=weave, by=repair.jo)
    CapacityPeriod.objects.filter(offer=repair.offers["mending"]).update(held=3)
    with pytest.raises(Refused, match="no place left"):
        yes(weave, repair, "mending")
    assert held(repair, "mending") == 3


def test_its_places_are_the_least_of_its_parts_and_who_bears_its_costs_is_told_apart(repair: Repair) -> None:
    weave = listed(repair, people=12)
    assert weave.offer is not None
    period = directory.current_capacity(weave.offer)
    assert period is not None and (period.places, period.own_cap) == (12, 12)
    shown = [
        [row[name] for name in ("sphere", "bearer", "pence", "paid_minutes", "unpaid_minutes")]
        for row in weave.offer.costs
    ]
    assert shown == [["civic", "The menders", 0, 0, 40], ["public", "The school", 120, 10, 0]]
    Offer.objects.filter(pk=repair.offers["kitchen"].pk).update(
        particulars=repair.offers["kitchen"].particulars | {"fits": 7}
    )
    assert weaving.capacity_for(weave, weaving.parts_of(weave)) == 7


def test_a_stop_is_lifted_only_by_those_who_may_and_only_that_one(repair: Repair) -> None:
    kitchen = repair.offers["kitchen"]
    state_condition(
        offer=kitchen,
        side="asks",
        code="insurance",
        by=repair.keeper("school"),
        lifter=repair.bodies["school"],
    )
    state_condition(
        offer=kitchen, side="asks", code="keys", by=repair.keeper("school"), lifter_role="navigator"
    )
    weave = begin(repair)
    ask_parts(weave=weave, by=repair.jo)
    stops = {stop.code: stop for stop in weaving.found_for(weave).stops}
    assert set(stops) == {"insurance", "keys", "restricted_fund"}
    for actor in (repair.jo, repair.keeper("fund"), repair.keeper("menders")):
        with pytest.raises(NotAllowed, match="The school can lift this"):
            lift_stop(weave=weave, stop=stops["insurance"].key, by=actor)
    lift_stop(weave=weave, stop=stops["insurance"].key, by=repair.keeper("school"))
    assert {stop.code for stop in weaving.found_for(weave).stops} == {"keys", "restricted_fund"}
    lift_stop(weave=weave, stop=stops["keys"].key, by=repair.desk)
    with pytest.raises(Refused, match="does not stand in the way"):
        lift_stop(weave=weave, stop=stops["keys"].key, by=repair.desk)
    yes(weave, repair, "kitchen", "mending", "money")
    with pytest.raises(Refused, match="still stops it: The money of “The money” is only for this"):
        list_weave(weave=weave, by=repair.jo)


def test_evidence_that_somebody_saw_answers_what_another_part_asks_for(repair: Repair) -> None:
    state_condition(
        offer=repair.offers["kitchen"],
        side="asks",
        code="insurance",
        by=repair.desk,
        lifter=repair.bodies["school"],
    )
    brought = state_condition(
        offer=repair.offers["mending"], side="brings", code="insurance", by=repair.keeper("menders"),
        lifter=repair.bodies["menders"],
    )  # fmt: skip
    weave = begin(repair)
    insurance = {"insurance"}
    assert insurance <= {stop.code for stop in weaving.found_for(weave).stops}, (
        "what nobody has seen is not there"
    )
    with pytest.raises(NotAllowed):
        see_evidence(condition=brought, by=repair.keeper("menders"))
    with pytest.raises(Refused, match="run out"):
        see_evidence(condition=brought, by=repair.desk, until=today() - dt.timedelta(days=1))
    see_evidence(condition=brought, by=repair.desk, until=weaving.days_in(weave)[0])
    assert insurance <= {stop.code for stop in weaving.found_for(weave).stops}, (
        "it runs out before the last day"
    )
    see_evidence(condition=brought, by=repair.desk, until=weaving.days_in(weave)[-1])
    assert not insurance & {stop.code for stop in weaving.found_for(weave).stops}


def test_a_condition_says_who_can_lift_it_and_can_be_taken_back(repair: Repair) -> None:
    kitchen = repair.offers["kitchen"]
    for more in ({}, {"lifter": repair.bodies["school"], "lifter_role": "officer"}, {"lifter_role": "king"}):
        with pytest.raises(Refused):
            state_condition(offer=kitchen, side="asks", code="keys", by=repair.keeper("school"), **more)
    with pytest.raises(Refused, match="take it out"):
        state_condition(
            offer=kitchen,
            side="asks",
            code="keys",
            by=repair.desk,
            lifter_role="officer",
            sentence="Ring 07700 900123",
        )
    one = state_condition(
        offer=kitchen, side="asks", code="keys", by=repair.keeper("school"), lifter_role="officer"
    )
    with pytest.raises(NotAllowed):
        drop_condition(offer=kitchen, condition_id=one.pk, by=repair.keeper("fund"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Condition.objects.filter(pk=one.pk).update(lifter=repair.bodies["school"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Condition.objects.filter(pk=one.pk).update(state="met")
    drop_condition(offer=kitchen, condition_id=one.pk, by=repair.keeper("school"))
    assert not Condition.objects.exists()


def test_changing_the_plan_asks_everybody_anew_and_holds_nothing(repair: Repair) -> None:
    weave = begin(repair)
    ask_parts(weave=weave, by=repair.jo)
    yes(weave, repair, "kitchen", "mending")
    lift_the_fund(weave, repair)
    change_weave(weave=weave, by=repair.jo, people=8)
    assert weave.state == "draft" and not weave.lifts.exists()
    assert {one.state for one in weaving.parts_of(weave)} == {"draft"}
    assert held(repair, "mending") == 0 and not BookedSlot.objects.exists()


def test_ending_it_frees_everything(repair: Repair) -> None:
    weave = listed(repair)
    [part, *_] = weaving.parts_of(weave)
    with pytest.raises(Refused, match="This is listed"):
        add_part(weave=weave, offer=part.offer, by=repair.jo)
    end_weave(weave=weave, by=repair.jo)
    with pytest.raises(Refused, match="This has ended"):
        add_part(weave=weave, offer=part.offer, by=repair.jo)
    assert weave.offer is not None
    weave.offer.refresh_from_db()
    assert (weave.state, weave.offer.status) == ("ended", "ended")
    assert [held(repair, name) for name in ("kitchen", "mending", "money")] == [0, 0, 0]
    assert not BookedSlot.objects.exists()
    with pytest.raises(Refused, match="ended already"):
        end_weave(weave=weave, by=repair.jo)


def test_where_somebody_must_not_be_found_no_combination_says_so_or_is_listed(
    repair: Repair, make_person: Any
) -> None:
    bea = make_person()
    kitchen = Offer.objects.filter(pk=repair.offers["kitchen"].pk)
    kitchen.update(kept_by=bea, address="2 Mill Lane")
    weave = listed(repair)
    assert weave.offer is not None and weave.offer.address == "2 Mill Lane"
    before = weave.offer.changed_at
    protect_giver(person=bea, protected=True, why="They are in danger", by=repair.desk)
    woven = Offer.objects.get(pk=weave.offer.pk)
    assert (woven.address, woven.latitude, woven.longitude, woven.ward) == ("", None, None, None)
    assert not woven.published_venue and woven.status == "active" and woven.changed_at > before

    protect_giver(person=bea, protected=False, why="They are safe", by=repair.desk)
    woven.refresh_from_db()
    assert woven.address == "2 Mill Lane" and woven.published_venue and woven.latitude is not None

    Person.objects.filter(pk=bea.pk).update(protected=True)  # hidden when entries still kept their place
    assert (hide_woven_places(place=repair.place), hide_woven_places(place=repair.place)) == (1, 0)
    woven.refresh_from_db()
    assert (woven.address, woven.latitude, woven.ward) == ("", None, None)
    protect_giver(person=bea, protected=False, why="They are safe", by=repair.desk)
    second = begin(repair, first_day=next_day("sat") + dt.timedelta(weeks=3), weeks=1, people=2)
    ask_parts(weave=second, by=repair.jo)
    yes(second, repair, "kitchen", "mending", "money")
    lift_the_fund(second, repair)
    protect_giver(person=bea, protected=True, why="They are in danger", by=repair.desk)
    with pytest.raises(Refused, match=r"Something that is not listed now. is not open at the moment"):
        list_weave(weave=second, by=repair.jo)
    weave.parts.filter(offer__in=kitchen).update(state="left", used=False, holds=None, places=0)
    Offer.objects.filter(pk=repair.offers["mending"].pk).update(latitude=52.5, longitude=-2.0)
    protect_giver(person=bea, protected=False, why="They are safe", by=repair.desk)
    woven.refresh_from_db()
    assert (woven.address, woven.latitude, woven.ward) == ("", None, None), "no room left, so nowhere to say"


def test_a_part_that_may_not_be_named_is_named_in_nothing_that_stops_it(
    repair: Repair, make_person: Any
) -> None:
    weave = begin(repair, people=50)
    before = weaving.found_for(weave)
    assert "The kitchen" in repr(before)
    bea = make_person()
    Offer.objects.filter(pk=repair.offers["kitchen"].pk).update(kept_by=bea)
    protect_giver(person=bea, protected=True, why="They are in danger", by=repair.desk)
    found = weaving.found_for(weave)
    assert "The kitchen" not in repr(found)
    assert "The school" not in repr(weaving.part_values([one.offer for one in weaving.parts_of(weave)]))
    assert len(found.stops) == len(before.stops)
    with pytest.raises(Refused, match="before you ask anybody") as refused:
        ask_parts(weave=weave, by=repair.jo)
    assert "kitchen" not in str(refused.value)
    with pytest.raises(Refused, match=r"We have no yes for .*not listed now") as refused:
        list_weave(weave=weave, by=repair.jo)
    assert "kitchen" not in str(refused.value)


def test_a_part_has_room_within_its_own_cap_whichever_period_people_hold_their_place_in(
    repair: Repair,
) -> None:
    before = CapacityPeriod.objects.get(offer=repair.offers["mending"])
    before.begins, before.until = (today() - dt.timedelta(days=days) for days in (7, 1))
    before.held = 8
    before.save()
    open_periods(place=repair.place, like=[before], begins=today(), until=today() + dt.timedelta(days=90))
    sentences = [stop.sentence for stop in weaving.found_for(begin(repair, people=10)).stops]
    assert any("The mending” can take 4" in sentence for sentence in sentences), sentences


def test_it_ends_by_itself_after_its_last_day_and_who_had_a_place_is_told(
    repair: Repair, make_person: Any, citizen_of: Any
) -> None:
    weave = listed(repair)
    last = weaving.days_in(weave)[-1]
    assert weave.offer is not None
    me = citizen_of(person := make_person())
    plan = begin_plan(place=repair.place, person=person, words="My toaster is broken.", by=me)
    coming = answer_act(act=choose_offer(plan=plan, offer=weave.offer, by=me), answer="yes", by=me)
    assert end_past_weaves(place=repair.place, day=last) == 0
    assert end_past_weaves(place=repair.place, day=last + dt.timedelta(days=1)) == 1
    assert held(repair, "mending") == 0
    told = promises.open_about(repair.place, "helpful act", coming.pk, kind="tell")
    assert sum("has ended" in one.what for one in told) == 1, "whoever still had a place is told, once"


def test_a_part_that_leaves_later_frees_its_time_closes_the_rest_and_tells_who_depends_on_it(
    repair: Repair,
) -> None:
    weave = listed(repair)
    leave_weave(part=part(weave, repair, "kitchen"), by=repair.keeper("school"))
    weave.refresh_from_db()
    assert weave.state == "mending" and weave.offer is not None
    assert not BookedSlot.objects.exists() and held(repair, "mending") == 10
    assert directory.free_places([weave.offer], today())[weave.offer.pk] == 0, "nobody new joins meanwhile"
    owed = promises.open_about(repair.place, "weave", weave.pk, kind="tell")
    assert {promise.to_id for promise in owed} == {
        repair.bodies[name].pk for name in ("housing", "menders", "fund")
    }


def test_a_mended_one_is_the_same_entry_open_again(repair: Repair) -> None:
    weave = listed(repair)
    before = weave.offer_id
    leave_weave(part=part(weave, repair, "kitchen"), by=repair.keeper("school"))
    hall = repair.list(
        "hall", "resource", "school", where=("venue",), weekly=repair_hours(), access_facts=(AccessDraft("step_free", "yes"),),
        particulars={"mode": "booked", "unit": "hour", "amount": 40, "each": 4, "fits": 30},
    )  # fmt: skip
    weave.refresh_from_db()
    with pytest.raises(Refused, match="have been told when"):
        change_weave(weave=weave, by=repair.jo, people=3)
    add_part(weave=weave, offer=hall, by=repair.jo)
    ask_parts(weave=weave, by=repair.jo)
    answer_part(part=part(weave, repair, "hall"), answer="yes", by=repair.keeper("school"))
    lift_all(weave, repair)
    list_weave(weave=weave, by=repair.jo)
    weave.refresh_from_db()
    assert (weave.state, weave.offer_id) == ("listed", before)
    assert weave.offer is not None
    assert directory.free_places([weave.offer], today())[weave.offer.pk] == 10


def repair_hours() -> Any:
    from helpfulacts.directory.drafts import Weekly

    return (Weekly("sat", dt.time(8), dt.time(14)),)


def lift_all(weave: Weave, repair: Repair) -> None:
    for stop in weaving.found_for(weave).stops:
        lift_stop(weave=weave, stop=stop.key, by=repair.mel)


def test_an_offer_that_ends_leaves_what_it_was_part_of(repair: Repair) -> None:
    weave = listed(repair)
    end_offers(place=repair.place, offers=[repair.offers["mending"]], by=repair.keeper("menders"))
    weave.refresh_from_db()
    assert weave.state == "mending" and part(weave, repair, "mending").state == "left"


def test_an_offer_that_is_hidden_leaves_what_it_was_part_of_and_those_who_depend_on_it_are_told(
    repair: Repair,
) -> None:
    weave = listed(repair)
    decide_reported(
        offer=repair.offers["mending"],
        decision="hidden",
        ground="scam",
        reason="It asks for money.",
        by=repair.desk,
    )
    weave.refresh_from_db()
    assert weave.state == "mending" and part(weave, repair, "mending").state == "left"
    told = Promise.objects.filter(trigger="a part left a combination", about_id=weave.pk)
    assert {row.to_id for row in told} == {repair.bodies[name].pk for name in ("housing", "school", "fund")}


def test_somebody_chooses_it_and_has_a_place(repair: Repair, make_person: Any, citizen_of: Any) -> None:
    weave = listed(repair)
    person = make_person()
    me = citizen_of(person)
    plan = begin_plan(place=repair.place, person=person, words="My toaster is broken.", by=me)
    act = answer_act(act=choose_offer(plan=plan, offer=weave.offer, by=me), answer="yes", by=me)
    assert act.state == "promised" and act.on_day == next_day("sat")


def test_what_is_shared_in_rounds_or_not_open_cannot_be_taken_as_a_part(repair: Repair) -> None:
    Offer.objects.filter(pk=repair.offers["kitchen"].pk).update(access="shared")
    repair.offers["kitchen"].refresh_from_db()
    with pytest.raises(Refused, match="sharing rounds"):
        begin(repair)
    Offer.objects.filter(pk=repair.offers["kitchen"].pk).update(access="open", status="held")
    repair.offers["kitchen"].refresh_from_db()
    with pytest.raises(Refused, match="not open"):
        begin(repair)
    assert not Weave.objects.exists()


def test_an_act_let_go_frees_the_time_that_was_booked_for_it(
    repair: Repair, make_person: Any, citizen_of: Any
) -> None:
    person = make_person()
    me = citizen_of(person)
    plan = begin_plan(place=repair.place, person=person, words="A kitchen to cook in.", by=me)
    kitchen = directory.get_offer(repair.place, repair.offers["kitchen"].pk)
    act = answer_act(act=choose_offer(plan=plan, offer=kitchen, by=me), answer="yes", by=me)
    book_for_act(act=act, day=next_day("sat"), first=20, last=22, by=me)
    assert held(repair, "kitchen") == 1, "the act holds its place already"
    answer_act(act=act, answer="not_now", by=me)
    assert not BookedSlot.objects.exists() and held(repair, "kitchen") == 0


def test_drafts_carry_when_money_ends_and_what_it_is_for(repair: Repair) -> None:
    money = repair.offers["money"]
    assert money.funding_ends == today() + dt.timedelta(days=60)
    assert money.restricted_to == "Things that keep waste out of the tip"
    assert CapacityDraft("place", 1) == replace(CapacityDraft("place", 2), stated=1)
