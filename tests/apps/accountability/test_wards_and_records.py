"""Figures by ward are made once and give nobody away; the record of the algorithm says how it is set up now."""

from __future__ import annotations

import json
import random
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.accountability import records, wards
from helpfulacts.accountability.actions import publish_ward_figures as publishing
from helpfulacts.accountability.actions.publish_record import publish_record, publish_where_used
from helpfulacts.accountability.actions.publish_ward_figures import publish_ward_figures
from helpfulacts.accountability.actions.say_of_algorithm import say_of_algorithm
from helpfulacts.accountability.atrs import document_of as atrs_document
from helpfulacts.accountability.atrs import hash_of
from helpfulacts.accountability.atrs_fields import NOT_SAID, in_order
from helpfulacts.accountability.fair import fairness
from helpfulacts.accountability.models import TransparencyRecord, WardFigures
from helpfulacts.coordination.actions.enact_rules import enact_rules, enact_shipped_rules
from helpfulacts.coordination.fairness.counting import count
from helpfulacts.coordination.fairness.tables import tables_of
from helpfulacts.coordination.models import Allocation, Draw, RuleSet, Run
from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.core.ids import new_ticket_id
from helpfulacts.directory.models import Offer
from helpfulacts.engine.small import SMALL, nearest
from helpfulacts.people.actor import NOBODY, Actor
from helpfulacts.people.models import Person
from helpfulacts.places.models import Area
from helpfulacts.promises.models import Promise
from tests.many_places import make_offer

pytestmark = pytest.mark.django_db
MEL = Actor("Mel, partnership officer", "officer", uuid.uuid4())


@pytest.fixture
def rules(place: Any) -> Any:
    return enact_shipped_rules(place=place)


def confirmed(place: Any, rows: list[tuple[int, int, int]], number: int = 1) -> Run:
    """A confirmed round in which so many of each of as many wards have a place, found all full, or nothing that suits."""
    areas = [
        Area.objects.create(
            place=place, level="ward", version=f"round {number}", code=f"W{at:02}", name=f"Ward {at:02}", latitude=52.5, longitude=-2.1,
        )
        for at in range(len(rows))
    ]  # fmt: skip
    offer = Offer.objects.create(
        place=place, title="Repair Saturday", summary="Help.", kind="service", sphere="civic", access="shared",
        shown_from="A club", facets={"repairs": 3}, particulars={}, where=["venue"], search_key=number, was_listed=True,
        created_at=now(), changed_at=now(),
    )  # fmt: skip
    placed, refused, gaps = (sum(row[at] for row in rows) for at in range(3))
    run = Run.objects.create(
        place=place, number=number, rule_set=RuleSet.objects.get(place=place, state="in_force"), ran_at=now(),
        confirm_by=now(), draw=Draw.objects.create(place=place, number=100 + number, commitment="0" * 64, committed_at=now(), revealed_at=now()),
        people=placed + refused + gaps, placed=placed, refused=refused, gaps=gaps, not_asking=0, alarms=0,
        certified_gap=0, seconds=0,
    )  # fmt: skip
    states = ("placed", "refused", "gap")
    new = [
        (area, status)
        for area, row in zip(areas, rows, strict=True)
        for status, count in zip(states, row, strict=True)
        for _ in range(count)
    ]
    people = Person.objects.bulk_create(
        [Person(place=place, created_at=now(), ward=area, ticket_id=new_ticket_id()) for area, _ in new]
    )
    Allocation.objects.bulk_create(
        Allocation(
            place=place, run=run, person=person, offer=offer if status == "placed" else None, index=at, status=status,
            priority_class=1, ward=area,
        )
        for at, (person, (area, status)) in enumerate(zip(people, new, strict=True))
    )  # fmt: skip
    Run.objects.filter(pk=run.pk).update(
        state="confirmed", confirmed_at=now(), confirmed_by_shown_as=MEL.shown_as
    )
    run.refresh_from_db()
    return run


def test_of_all_ward_pages_together_nobody_works_out_a_small_number(place: Any, rules: Any) -> None:
    rng = random.Random("all wards")
    rows = [(rng.randrange(30), rng.randrange(20), rng.randrange(8)) for _ in range(24)]
    run = confirmed(place, rows)
    assert publish_ward_figures(place=place) == 1
    reach = wards.newest(place)
    assert reach is not None and reach.everybody.asked == nearest(sum(map(sum, rows)))
    told = tables_of(count(run, told=False))
    assert told is not None
    fair = {row.code: (row.asked, row.placed) for row in told["ward"].rows}
    assert {code: (ward.asked, ward.placed) for code, ward in reach.wards.items()} == fair, (
        "as “Is it fair?” has it"
    )
    for at, row in enumerate(rows):
        shown = reach.wards.get(f"W{at:02}", wards.Reached("", "", 0, 0))
        for said, true in ((shown.asked, sum(row)), (shown.placed, row[0])):
            assert said is None or (not 0 < true < SMALL and abs(said - true) <= 2)
    assert any(asked is None for asked, _ in fair.values()) and any(asked for asked, _ in fair.values())


def test_where_the_whole_place_has_few_nothing_is_told_by_ward(place: Any, rules: Any) -> None:
    confirmed(place, [(20, 2, 0), (15, 1, 3)])
    publish_ward_figures(place=place)
    reach = wards.newest(place)
    assert reach is not None and (reach.everybody.asked, reach.everybody.placed) == (40, None)
    assert all(ward.asked is None and ward.placed is None for ward in reach.wards.values())
    assert reach.waits == {}


def test_totals_are_told_as_the_wards_are_to_the_nearest_five(place: Any, rules: Any) -> None:
    """An exact total beside rounded wards says by how much these are off; rows that hold it exactly are read the same way."""
    confirmed(place, [(21, 16, 0), (13, 12, 0)])
    publish_ward_figures(place=place)
    reach, fair = wards.newest(place), fairness(place).table("ward").all
    assert reach is not None
    assert (reach.everybody.asked, reach.everybody.placed, reach.waits["refused"]) == (60, 35, "30")
    assert (reach.everybody.asked, reach.everybody.placed) == (fair.asked, fair.placed)
    table = {"everybody": [62, 34], "waits": {"refused": "1,028", "gap": "some"}, "wards": []}
    WardFigures.objects.create(place=place, run_number=9, confirmed_on=today(), made_at=now(), table=table)
    older = wards.newest(place)
    assert older is not None
    assert (older.everybody.asked, older.everybody.placed) == (60, 35)
    assert older.waits == {"refused": "1,030", "gap": "some"}


def test_figures_are_made_once_and_stay_when_somebody_goes(place: Any, rules: Any) -> None:
    run = confirmed(place, [(20, 15, 0), (12, 10, 0)])
    assert [publish_ward_figures(place=place) for _ in range(2)] == [1, 0]
    before = wards.newest(place)
    Allocation.objects.filter(run=run, status="placed").first().delete()  # type: ignore[union-attr]
    assert wards.newest(place) == before
    with pytest.raises(IntegrityError), transaction.atomic():
        WardFigures.objects.filter(place=place).update(table={})
    [entry] = [one for one in register.entries(place, noun="round") if one.action == "told by ward"]
    assert entry.facts == {"round": 1}


def test_only_the_newest_rounds_get_figures(place: Any, rules: Any) -> None:
    confirmed(place, [(20, 15, 0)], number=1)
    confirmed(place, [(30, 15, 0)], number=2)
    assert publish_ward_figures(place=place) == 2
    reach = wards.newest(place)
    assert reach is not None and (reach.number, reach.everybody.placed) == (2, 30)


def the_same_again(run: Run, number: int, *, other: int) -> Run:
    """A confirmed round of the same people in the same wards, in which `other` of those with a place have none."""
    answers = list(Allocation.objects.filter(run=run).order_by("status", "index"))
    again = Run.objects.create(
        place=run.place, number=number, rule_set=run.rule_set, ran_at=now(), confirm_by=now(), people=run.people,
        draw=Draw.objects.create(place=run.place, number=100 + number, commitment="0" * 64, committed_at=now(), revealed_at=now()),
        placed=run.placed - other, refused=run.refused + other, gaps=run.gaps, not_asking=0, alarms=0, certified_gap=0, seconds=0,
    )  # fmt: skip
    placed = [one for one in answers if one.status == "placed"][:other]
    Allocation.objects.bulk_create(
        Allocation(
            place=run.place, run=again, person_id=one.person_id, ward_id=one.ward_id, index=one.index, priority_class=1,
            offer_id=None if one in placed else one.offer_id, status="refused" if one in placed else one.status,
        )
        for one in answers
    )  # fmt: skip
    Run.objects.filter(pk=again.pk).update(
        state="confirmed", confirmed_at=now(), confirmed_by_shown_as=MEL.shown_as
    )
    again.refresh_from_db()
    return again


def test_a_round_in_which_few_are_counted_another_way_is_told_with_a_later_one(
    place: Any, rules: Any
) -> None:
    """What nine people changed would be told of them alone; who went from both rounds is no change."""
    run = confirmed(place, [(40, 25, 0), (22, 20, 0)])
    publish_ward_figures(place=place)
    wards_before, fair_before = wards.newest(place), fairness(place)
    assert fair_before.newer is None and fair_before.tables
    the_same_again(run, 2, other=SMALL - 1)
    assert publish_ward_figures(place=place) == 0
    assert wards.newest(place) == wards_before
    assert (fairness(place).kept, fairness(place).newer) == (fair_before.kept, 2)
    the_same_again(run, 3, other=SMALL)
    assert publish_ward_figures(place=place) == 1
    reach, fair = wards.newest(place), fairness(place)
    assert reach is not None and fair.kept is not None and reach.number == fair.kept.round_number == 3
    assert [one.number for one in fair.trend] == [1, 3] and fair.newer is None
    assert fair.kept.counted.answered_round == 1, "who said yes is told of the round before"
    assert (reach.confirmed_on, reach.counted_on) == (fair.kept.confirmed_on, fair.kept.counted_on)
    told = {row.code: (row.asked, row.placed) for row in fair.table("ward").rows}
    assert {code: (ward.asked, ward.placed) for code, ward in reach.wards.items()} == told


def test_figures_from_before_fairness_was_counted_with_them_are_still_read(place: Any, rules: Any) -> None:
    confirmed(place, [(20, 15, 0)], number=1)
    WardFigures.objects.create(
        place=place, run_number=1, confirmed_on=today(), made_at=now(),
        table={"everybody": [35, 20], "waits": {}, "wards": [["W00", "Ward 00", 35, 20]]},
    )  # fmt: skip
    assert wards.newest(place) is not None and fairness(place).kept is None and fairness(place).newer == 1
    confirmed(place, [(30, 15, 0)], number=2)
    assert publish_ward_figures(place=place) == 1 and fairness(place).tables


def test_a_new_version_only_where_the_content_is_another(place: Any, rules: Any) -> None:
    with pytest.raises(NotFound):
        records.get_version(place)
    first, fresh = publish_record(place=place)
    assert fresh and first.version == 1
    assert publish_record(place=place) == (first, False)
    confirmed(place, [(20, 15, 0)])
    second, fresh = publish_record(place=place)
    assert fresh and second.version == 2 and second.hash == hash_of(second.document)
    entries = list(register.entries(place, noun="transparency record"))
    assert [entry.facts["sha256"] for entry in entries] == [first.hash, second.hash]
    assert [one.version for one in records.versions(place)] == [2, 1]
    assert records.as_file(records.get_version(place, 1))["record"] == first.document
    with pytest.raises(IntegrityError), transaction.atomic():
        TransparencyRecord.objects.filter(pk=first.pk).update(hash="0" * 64)


def test_it_is_made_of_the_rules_in_force(place: Any, rules: Any) -> None:
    record, _ = publish_record(place=place)
    process = record.document["tier_2"]["decision_making_process"]
    assert process["rules_in_force"][0]["sentence"].startswith("Somebody who is not safe")
    assert {"rule", "says", "decided_by", "decision", "looked_at_again_by"} <= set(
        process["rules_in_force"][0]
    )
    data = record.document["tier_2"]["data"]
    special = {row["fact"]: row["special_category"] for row in data["facts_looked_at"]}
    assert special["I look after someone"].startswith("Held as such")
    assert special["I have no bed"] == "No"
    assert all(row["lawful_basis"] for row in data["facts_looked_at"])
    assert "I am disabled or have a long illness" in data["facts_held_but_never_looked_at_for_the_order"]
    names = [row["name"] for row in record.document["tier_2"]["tool_specification"]["engine_and_libraries"]]
    assert names == ["helpfulacts", "numpy", "scipy", "numba"]


def test_tickets_kept_turns_limits_and_money_stand_in_it(place: Any, rules: Any) -> None:
    document = dict(rules.document)
    common = {
        "level": "borough",
        "deciding_body": "The board",
        "decision_ref": "1",
        "review_on": "2090-01-01",
    }
    origin = {**common, "sentence": "So it was decided."}
    classes = [{**one, "tickets": held} for one, held in zip(document["classes"], (4, 2, 1), strict=True)]
    document |= {
        "classes": classes,
        "reserved": [{"name": "everyone else", "everyone_else": True, "turns": 1, "of_every": 5, **origin}],
        "caps": [{"facet": "food", "most": 2, "days": 90, **origin}],
        "budgets": [{"name": "Ward money", "body": "The council", "facets": [], "pence": 40_00, **origin}],
    }
    make_offer(place, costs=[{"bearer": "The council", "sphere": "public", "pence": 500}])
    enact_rules(place=place, document=document)
    said = " ".join(
        f"{row['rule']}: {row['says']}."
        for row in atrs_document(place)["tier_2"]["decision_making_process"]["rules_in_force"]
    )
    detail = " ".join(atrs_document(place)["tier_2"]["description_and_rationale"]["detailed_description"])
    assert "one draw" in detail and "in the order of the groups" not in detail
    for words in ("Some turns are kept", "as the rules allow waits", "the money in the rules"):
        assert words in detail
    for words in (
        "(4 tickets each in one draw)",
        "everyone else: 1 of every 5 turns",
        "2 in 90 days",
        "Ward money: £40",
    ):
        assert words in said


def test_a_place_without_rules_has_a_record_that_says_so(place: Any) -> None:
    assert publish_where_used(place=place) == 0
    record, _ = publish_record(place=place)
    assert "no rules" in record.document["metadata"]["phase"]


def test_what_the_place_says_stands_in_it_and_what_it_does_not_is_said_plainly(
    place: Any, rules: Any
) -> None:
    record, _ = publish_record(place=place)
    assert record.document["tier_2"]["owner_and_responsibility"]["senior_responsible_owner"] == NOT_SAID
    say_of_algorithm(place=place, answers={"senior_responsible_owner": "Head of support"}, by=MEL)
    latest = records.get_version(place)
    assert latest.version == 2
    assert (
        latest.document["tier_2"]["owner_and_responsibility"]["senior_responsible_owner"] == "Head of support"
    )
    with pytest.raises(Refused, match="You changed nothing"):
        say_of_algorithm(place=place, answers={"senior_responsible_owner": "Head of support"}, by=MEL)
    with pytest.raises(Refused, match="at least one"):
        say_of_algorithm(place=place, answers={"team": " "}, by=MEL)
    for address in ("javascript:alert(1)", "ftp://example.org/x", "our page"):
        with pytest.raises(Refused, match="in full"):
            say_of_algorithm(place=place, answers={"website": address}, by=MEL)
    assert records.get_version(place).version == 2
    with pytest.raises(NotAllowed):
        say_of_algorithm(place=place, answers={}, by=NOBODY)
    with pytest.raises(Refused, match="600"):
        say_of_algorithm(place=place, answers={"team": "x" * 601}, by=MEL)


def test_small_numbers_of_use_are_only_some(place: Any, rules: Any) -> None:
    confirmed(place, [(4, 1, 0)])
    record, _ = publish_record(place=place)
    rows = {
        row["what"]: row["how_many"]
        for row in record.document["tier_2"]["decision_making_process"]["how_it_was_used"]
    }
    assert rows["Answers in them"] == "some"
    assert rows["Answers that a person changed"] == "none"
    assert rows["Answers that somebody asked to be looked at again"] == "none"


def test_its_words_are_those_of_the_rules_in_force(place: Any, rules: Any) -> None:
    detail = " ".join(atrs_document(place)["tier_2"]["description_and_rationale"]["detailed_description"])
    assert "in the order of the groups" in detail and "one draw" not in detail
    assert "money" not in detail and "turns are kept" not in detail
    rules_said = atrs_document(place)["tier_2"]["decision_making_process"]["rules_in_force"]
    [far] = [row["says"] for row in rules_said if row["rule"] == "How far"]
    assert far == "How much it matters, times how well it fits, less 0.5 for each 10 kilometres"


def test_a_record_is_read_in_its_own_order_whatever_the_database_keeps(place: Any, rules: Any) -> None:
    confirmed(place, [(20, 15, 0)])

    def shuffled(value: Any) -> Any:
        """As jsonb gives it back: shorter keys first."""
        if isinstance(value, dict):
            return {key: shuffled(value[key]) for key in sorted(value, key=lambda key: (len(key), key))}
        return [shuffled(one) for one in value] if isinstance(value, list) else value

    made = atrs_document(place)
    assert json.dumps(shuffled(made)) != json.dumps(made)
    assert json.dumps(in_order(shuffled(made))) == json.dumps(made)
    record, _ = publish_record(place=place)
    record.refresh_from_db()
    assert json.dumps(records.as_file(record)["record"]) == json.dumps(made)


def test_no_version_tells_of_one_person_between_rounds(place: Any, rules: Any) -> None:
    """Who asks for another look after a round is in the figures with the next round, and then to the nearest five."""
    confirmed(place, [(33, 18, 0)])
    first, _ = publish_record(place=place)

    def ask(count: int) -> None:
        for _ in range(count):
            promise = Promise(
                place=place, by_noun="partnership", by_shown_as="The partnership", to_noun="person", to_id=uuid.uuid4(),
                about_noun="allocation", about_id=uuid.uuid4(), trigger="asked", made_at=now(), due=today(place.zone),
            )  # fmt: skip
            promise.what = "Look again."
            promise.save(force_insert=True)

    ask(13)
    assert publish_record(place=place) == (first, False)
    confirmed(place, [(20, 15, 0)], number=2)

    def said() -> dict[str, str]:
        rows = atrs_document(place)["tier_2"]["decision_making_process"]["how_it_was_used"]
        return {row["what"]: row["how_many"] for row in rows}

    assert said()["Answers in them"] == "85"
    assert said()["Answers that somebody asked to be looked at again"] == "15"
    Promise.objects.filter(place=place).update(kept_at=now(), evidence="Told them.")
    assert said()["Of these, still owed"] == "15", "as it was when the round was confirmed"


def test_ward_figures_are_worked_out_before_the_register_is_held(
    place: Any, rules: Any, monkeypatch: Any
) -> None:
    confirmed(place, [(20, 15, 0)])
    order: list[str] = []
    held, worked_out = register.writing, publishing.figures_of
    monkeypatch.setattr(publishing, "figures_of", lambda run: order.append("worked out") or worked_out(run))
    monkeypatch.setattr(publishing.register, "writing", lambda place: order.append("held") or held(place))
    assert publish_ward_figures(place=place) == 1
    assert order[:2] == ["worked out", "held"]
