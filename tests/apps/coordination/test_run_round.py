"""A sharing round counts everyone once, in the order the rules publish, and anyone can run it again."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.inputs import open_inputs
from helpfulacts.coordination.models import Allocation, Claim, Run
from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db


def given(run: Any) -> dict[Any, Any]:
    return {a.person_id: (a.status, a.offer_id) for a in Allocation.objects.filter(run=run)}


def status_of(run: Any, person: Any) -> str:
    return given(run)[person.pk][0]


def test_it_works(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    make_offer(places=2)
    for _ in range(3):
        make_asker()
    make_asker(("grief",))
    run = run_round(place=place)
    assert (run.people, run.placed, run.refused, run.gaps) == (4, 2, 1, 1)
    assert Claim.objects.filter(run=run).count() == 4
    assert run.state == "proposed" and run.certified_gap == 0.0


def test_everybody_is_counted_once_and_the_rest_are_outside_the_sum(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer(places=1)
    make_asker(wishes=[("repairs",), ("grief",), ("repairs", "company")])
    make_asker()
    make_asker(in_rounds=False)
    make_asker(vouched=False)
    run = run_round(place=place)
    assert run.people == run.placed + run.refused + run.gaps == 2
    assert run.not_asking == 2
    assert Claim.objects.filter(run=run).count() == 4


def test_a_place_without_rules_runs_no_round(place: Any) -> None:
    with pytest.raises(Refused, match="no rules in force"):
        run_round(place=place)


def test_only_an_officer_or_the_system_runs_a_round(
    place: Any, rules: Any, make_person: Any, citizen_of: Any
) -> None:
    with pytest.raises(NotAllowed):
        run_round(place=place, by=citizen_of(make_person()))


def test_nobody_asking_is_a_round_of_nobody(place: Any, rules: Any, make_offer: Any) -> None:
    make_offer()
    run = run_round(place=place)
    assert (run.people, run.placed) == (0, 0)
    assert selectors.explain(run) == []


def test_a_veto_is_honoured(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    from helpfulacts.support.models import Veto

    unwanted, wanted = make_offer("Unwanted", places=5), make_offer("Wanted", places=5, facets={"repairs": 1})
    person = make_asker()
    Veto.objects.create(place=place, person=person, offer=unwanted, at=now())
    assert given(run_round(place=place))[person.pk] == ("placed", wanted.pk)


def test_a_vetoed_only_offer_leaves_a_gap_and_not_that_offer(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    from helpfulacts.support.models import Veto

    person = make_asker()
    Veto.objects.create(place=place, person=person, offer=make_offer(places=5), at=now())
    assert status_of(run_round(place=place), person) == "gap"


@pytest.mark.parametrize("world", range(4))
def test_what_you_offer_never_changes_what_you_receive(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, world: int
) -> None:
    from helpfulacts.directory.models import Offer
    from helpfulacts.support.models import Plan

    draw = random.Random(world)
    for number in range(4):
        make_offer(f"Offer {number}", places=draw.randint(1, 2), facets={draw.choice(["repairs", "food"]): 3})
    people = [
        make_asker(
            draw.choice([("repairs",), ("food",), ("repairs", "food")]), facts={"carer": draw.random() < 0.3}
        )
        for _ in range(12)
    ]
    before = given(run_round(place=place, seed="one seed"))
    for plan in Plan.objects.filter(place=place):
        plan.can_offer = draw.choice(["", "I sew.", "I have a van and nothing else to do.", "£5,000"])
        plan.save()
    make_offer("A gift", access="open", places=None, facets={"nature": 3}, giver=draw.choice(people))
    Offer.objects.filter(place=place, title="A gift").update(giver=draw.choice(people))
    assert given(run_round(place=place, seed="one seed")) == before


def test_more_wishes_and_a_new_plan_are_not_more_tickets(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    from helpfulacts.support.models import Aspiration, Plan

    make_offer(places=1)
    many, one = make_asker(wishes=[("repairs",)] * 5), make_asker()
    first = run_round(place=place, seed="draw")
    tickets = open_inputs(first).tickets
    assert len(tickets) == 2
    Plan.objects.filter(place=place, person=many).update(state="ended")
    again = Plan(place=place, person=many, in_rounds=True, created_at=now(), changed_at=now())
    again.words = "Once more."
    again.save()
    Aspiration.objects.create(place=place, plan=again, facets=["repairs"], created_at=now())
    second = run_round(place=place, seed="draw")
    assert open_inputs(second).tickets == tickets
    assert given(second) == given(first)
    assert one.pk in given(second)


def test_an_unvouched_person_gets_suggestions_and_no_scarce_place(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    from helpfulacts.coordination.actions.suggest_bundle import suggest_bundle
    from helpfulacts.support.plans import plan_of

    make_offer(places=5)
    make_offer("Borrow a drill", access="open", places=None, kind="product", facets={"repairs": 2})
    person = make_asker(vouched=False)
    run = run_round(place=place)
    assert run.people == 0 and run.not_asking == 1
    assert [act.offer.title for act in suggest_bundle(plan=plan_of(person))] == ["Borrow a drill"]


def test_who_is_served_by_an_open_offer_does_not_ask(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer(places=5)
    make_offer("Repair cafe", access="open", places=3, facets={"repairs": 3})
    make_asker()
    run = run_round(place=place)
    assert (run.people, run.not_asking) == (0, 1)


@pytest.mark.parametrize(
    "open_offer",
    [
        {"places": 0},
        {"places": None, "facets": {"repairs": 1}},
        {"places": None, "kind": "idea", "facets": {"repairs": 3}},
        {"places": None, "status": "held"},
    ],
    ids=["full", "helps only a bit", "only an idea", "held for a check"],
)
def test_an_open_offer_that_does_not_serve_leaves_the_claim(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, open_offer: dict[str, Any]
) -> None:
    make_offer(places=5)
    make_offer("Open one", access="open", **{"facets": {"repairs": 3}, **open_offer})
    person = make_asker()
    assert status_of(run_round(place=place), person) == "placed"


def test_a_thing_that_needs_another_enters_only_once_that_is_held(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    from helpfulacts.directory.models import Prerequisite
    from helpfulacts.support.models import HelpfulAct
    from helpfulacts.support.plans import plan_of

    bed = make_offer("A bed", places=1, access="open", facets={"furniture": 1}, kind="product")
    delivery = make_offer("Delivery", places=3, facets={"furniture": 2})
    Prerequisite.objects.create(place=place, offer=delivery, needs=bed)
    person = make_asker(("furniture",))
    assert status_of(run_round(place=place), person) == "gap"
    plan = plan_of(person)
    act = HelpfulAct(
        place=place, plan=plan, offer=bed, shown_from="A charity", kind="product", sphere="civic",
        state="promised", created_at=now(), changed_at=now(),
    )  # fmt: skip
    act.title = "A bed"
    act.save()
    # The bed is an open offer that the wish itself is not tied to, so the wish still asks.
    assert given(run_round(place=place))[person.pk] == ("placed", delivery.pk)


def test_a_right_comes_before_every_group_and_an_unmet_one_is_an_alarm_naming_a_body(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Beds", places=2, facets={"furniture": 3})
    owed = [make_asker(("furniture",), facts={"no_bed": True}) for _ in range(3)]
    for _ in range(3):
        make_asker(("furniture",), facts={"carer": True})
    run = run_round(place=place)
    assert sorted(status_of(run, person) for person in owed) == ["placed", "placed", "refused"]
    (alarm,) = selectors.alarms_of(run)
    assert (run.alarms, alarm.people, alarm.floor) == (1, 1, "no_bed")
    assert alarm.responsible_body == "The council's housing team"
    first = selectors.cases_to_open(run)[0]
    assert first.why == "alarm" and first.allocation.floor_unmet


def test_somebody_who_missed_rounds_comes_first_in_their_group_and_no_further(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    from helpfulacts.people.models import Person

    make_offer(places=2)
    patient = make_asker(sector="TT3 1")
    carer = make_asker(sector="TT3 1", facts={"carer": True})
    for _ in range(6):
        make_asker(sector="TT3 1")
    Person.objects.filter(pk=patient.pk).update(missed_rounds=2)
    for seed in ("a", "b", "c"):
        run = run_round(place=place, seed=seed)
        assert status_of(run, patient) == status_of(run, carer) == "placed"


def test_a_group_claims_only_a_place_for_groups(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    single = make_offer("For one", places=5)
    hall = make_offer("The hall", places=1, unit="group")
    street, person = make_asker(group=True), make_asker()
    run = run_round(place=place)
    assert given(run) == {street.pk: ("placed", hall.pk), person.pk: ("placed", single.pk)}


def test_a_kept_place_counts_as_placed_and_is_not_shared_again(
    place: Any, rules: Any, officer: Any, make_offer: Any, make_asker: Any, open_everything: Any
) -> None:
    from helpfulacts.coordination.actions.confirm_run import confirm_run

    offer = make_offer(places=1)
    make_asker(), make_asker()
    first = run_round(place=place)
    open_everything(first)
    confirm_run(run=first, by=officer)
    second = run_round(place=place)
    kept = Allocation.objects.get(run=second, status="placed")
    assert kept.continuing and kept.offer == offer
    assert kept.person_id == Allocation.objects.get(run=first, status="placed").person_id
    assert (second.people, second.placed, second.refused) == (2, 1, 1)
    assert "You keep your place" in selectors.explain(second, persons=[kept.person_id])[0]["sentence"]


def test_a_new_round_supersedes_an_unconfirmed_one_and_releases_nothing(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    from helpfulacts.directory.models import CapacityPeriod

    make_offer(places=3)
    make_asker()
    first, second = run_round(place=place), run_round(place=place)
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("superseded", "proposed", first.number + 1)
    assert CapacityPeriod.objects.get(place=place).held == 0


def test_the_same_seed_gives_the_same_answers_and_another_seed_another_draw(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer(places=5)
    for _ in range(20):
        make_asker(sector="TT3 1")
    one, two = run_round(place=place, seed="same"), run_round(place=place, seed="same")
    assert given(one) == given(two)
    assert one.manifest["outcome"] == two.manifest["outcome"]
    assert any(given(run_round(place=place, seed=f"other {n}")) != given(one) for n in range(4))


def test_the_manifest_and_the_register_hold_no_ids_and_no_timings(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    offer = make_offer()
    people = [make_asker(called="Asha") for _ in range(3)]
    run = run_round(place=place)
    public = json.dumps(
        [run.manifest, *[entry.facts for entry in register.entries(place, noun="round")]], default=str
    )
    hidden = [str(offer.pk), "Asha", "seconds", *(str(p.pk) for p in people), *(p.ticket_id for p in people)]
    assert not [word for word in hidden if word in public]
    assert {"engine", "libraries", "rules", "configuration", "seed_commitment", "claims_root"} <= set(
        run.manifest
    )


def test_capacity_is_never_given_twice(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    from collections import Counter

    from helpfulacts.directory.models import CapacityPeriod

    for places in (1, 2, 3):
        make_offer(places=places, facets={"repairs": 3, "food": 2})
    for _ in range(12):
        make_asker(("repairs", "food"))
    CapacityPeriod.objects.filter(places=3).update(held=2)
    CapacityPeriod.objects.filter(places=2).update(closed=True)
    run = run_round(place=place)
    used = Counter(
        Allocation.objects.filter(run=run, status="placed").values_list("offer__capacity__places", flat=True)
    )
    assert used == {1: 1, 3: 1}


def test_a_gap_is_logged_once_for_a_wish(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    from helpfulacts.directory.models import Gap

    make_offer()
    person = make_asker(wishes=[("grief",), ("repairs",)])
    for _ in range(2):
        run_round(place=place)
    (gap,) = Gap.objects.filter(place=place, source="round")
    assert gap.facets == ["grief"] and gap.ward_id == person.ward_id


@pytest.mark.parametrize(
    ("offer", "wish", "person", "fits"),
    [
        ({}, {"travel_limit_m": 500}, {"sector": "TT2 1"}, False),
        ({}, {"travel_limit_m": 1500}, {"sector": "TT2 1"}, True),
        ({"where": ["phone"]}, {"travel_limit_m": 500}, {"sector": "TT3 1"}, True),
        ({"languages": ["pa"]}, {}, {"languages": ["en"]}, False),
        ({"languages": ["pa"]}, {}, {}, True),
        ({"min_age": 65}, {}, {"age_band": "25-49"}, False),
        ({"min_age": 60}, {}, {"age_band": "50-64"}, True),
        ({"eligibility": {"fact": "veteran"}}, {}, {"facts": {"veteran": False}}, False),
        ({"eligibility": {"fact": "veteran"}}, {}, {}, True),
        ({"eligibility": {"all": [{"fact": "carer"}, {"ask": "A garden?"}]}}, {}, {"facts": {"carer": True}}, True),
        ({"eligibility": {"any": [{"fact": "carer"}, {"lives_in": ["North"]}]}}, {}, {"facts": {"carer": False}}, True),
        ({"eligibility": {"not": {"lives_in": ["North"]}}}, {}, {}, False),
        ({"eligibility": {"speaks": "pa"}}, {}, {"languages": ["en"]}, False),
        ({"step_free": "no"}, {"needs_step_free": True}, {}, False),
        ({"step_free": "unknown"}, {"needs_step_free": True}, {}, True),
        ({"serves_wards": ["South"]}, {}, {}, False),
        ({"serves_wards": ["North", "South"]}, {}, {}, True),
        ({"facets": {"repairs": 0, "food": 3}}, {}, {}, False),
    ],
)  # fmt: skip
def test_what_fits_and_what_does_not(
    place: Any, rules: Any, make_offer: Any, make_asker: Any,
    offer: Any, wish: Any, person: Any, fits: bool,
) -> None:  # fmt: skip
    make_offer(places=1, **offer)
    who = make_asker(wish=wish, **person)
    assert status_of(run_round(place=place), who) == ("placed" if fits else "gap")


def test_times_must_meet(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    import datetime as dt

    from helpfulacts.directory.models import Schedule

    offer = make_offer(places=3)
    Schedule.objects.create(
        place=place,
        offer=offer,
        rrule="FREQ=WEEKLY;BYDAY=SA",
        first_day=today(),
        starts=dt.time(10),
        ends=dt.time(13),
    )
    asked = [
        make_asker(wish={"times": times}) for times in (["sat_am"], ["sat_pm"], ["sat_eve"], ["sun_am"], [])
    ]
    run = run_round(place=place)
    assert [status_of(run, person) for person in asked] == ["placed", "placed", "gap", "gap", "placed"]


def test_a_round_belongs_to_its_place(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    from helpfulacts.coordination.actions.enact_rules import enact_shipped_rules
    from helpfulacts.places.models import Place

    make_offer()
    make_asker()
    other = Place.objects.create(slug="other", name="Other", person_to_talk_to="Jo", desk="The hall.")
    enact_shipped_rules(place=other)
    assert run_round(place=other).people == 0
    assert Run.objects.filter(place=other).count() == 1
