"""Who is erased goes out of what every round was made from; what is left still verifies, and says so truthfully."""

from __future__ import annotations

import datetime as dt
import random
import threading
from typing import Any

import numpy as np
import pytest
from django.db import connection

from helpfulacts.coordination import inputs as inputs_module
from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.forget_claims import forget_claims
from helpfulacts.coordination.actions.override_allocation import override_allocation
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.inputs import forget_opened, open_inputs, open_outcome, unsealed
from helpfulacts.coordination.models import Allocation, Claim, Override, Run
from helpfulacts.coordination.redaction import redacted
from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.models import Offer
from helpfulacts.engine.sharing.order import ticket
from helpfulacts.people.models import Person
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.forget_giver import forget_giver
from helpfulacts.support.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> Any:
    """Placed, refused and gaps; rights; three groups."""
    make_offer("Repair Saturday", places=3)
    make_offer("Hot meals", places=2, facets={"food": 3})
    make_offer("Lye repairs", places=2, facets={"repairs": 2, "food": 1})
    for number in range(10):
        make_asker(wishes=[["repairs"], ["food"]] if number % 2 else [["repairs"]], sector="TT3 1")
    make_asker(("food",), facts={"no_food": True})
    make_asker(("food",), facts={"carer": True, "no_food": False})
    make_asker(("grief",))
    return run_round(place=place, seed="a seed for erasing")


def erase(person: Person, citizen_of: Any) -> None:
    erase_plan(plan=Plan.objects.get(person=person), by=citizen_of(person))


def nightly(run: Run) -> Any:
    return forget_claims(place=run.place, day=today())


def one(run: Run, status: str) -> Allocation:
    return Allocation.objects.filter(run=run, status=status).select_related("person").order_by("index")[0]


def emptied_row(inputs: Any, row: int) -> bool:
    return (
        not inputs.instance.offers_of(row).size
        and not inputs.claims_of[row]
        and not any(int(column[row]) for column in (inputs.yes, inputs.known, inputs.decile, inputs.missed))
        and int(inputs.owed[row]) == int(inputs.unmet[row]) == 0
        and int(inputs.assign[row]) == int(inputs.continuing[row]) == -1
    )


@pytest.mark.parametrize("status", ["placed", "refused", "gap"])
def test_the_night_after_an_erasure_the_row_opens_no_more(run: Any, citizen_of: Any, status: str) -> None:
    gone = one(run, status)
    mine = ticket(run.seed, gone.person.ticket_id)
    assert mine in open_inputs(run).tickets
    erase(gone.person, citizen_of)
    assert nightly(run).erased == 1
    run.refresh_from_db()
    for inputs in (unsealed(run), open_inputs(run)):
        assert emptied_row(inputs, gone.index)
        assert mine not in inputs.tickets
        assert inputs.erased == [gone.index]
    assert nightly(run) == (0, 0, 0), "running it again changes nothing"


def test_somebody_who_gives_an_offer_goes_too_and_gets_another_ticket(
    run: Any, citizen_of: Any, make_offer: Any
) -> None:
    gone = one(run, "placed")
    before = gone.person.ticket_id
    make_offer("Sewing", giver=gone.person)
    erase(gone.person, citizen_of)
    assert nightly(run).erased == 1
    run.refresh_from_db()
    left = Person.objects.get(pk=gone.person_id)
    assert left.ticket_id != before and left.missed_rounds == 0
    assert not {ticket(run.seed, one) for one in (before, left.ticket_id)} & set(open_inputs(run).tickets)
    assert emptied_row(open_inputs(run), gone.index)
    assert not Claim.objects.filter(run=run, person=left).exists()


def test_a_check_says_how_much_can_be_recomputed(run: Any, citizen_of: Any) -> None:
    assert selectors.check_run(run).sentence == "The same answer comes out again."
    for status in ("placed", "refused"):
        erase(one(run, status).person, citizen_of)
    nightly(run)
    run.refresh_from_db()
    after = selectors.check_run(run)
    assert after.same_outcome and after.same_root and after.seed_matches and after.erased == run.erased == 2
    assert after.sentence == (
        "Not recomputable for 2 people, erased on request. Everybody else gets the same answer again."
    )


def test_a_check_finds_a_changed_answer_after_an_erasure_too(run: Any, citizen_of: Any) -> None:
    erase(one(run, "placed").person, citizen_of)
    nightly(run)
    run.refresh_from_db()
    inputs = unsealed(run)
    placed, refused = np.flatnonzero(inputs.assign >= 0)[0], one(run, "refused").index
    inputs.assign[refused], inputs.assign[placed] = inputs.assign[placed], -1
    run.inputs_sealed = inputs.sealed(run.pk)
    forget_opened()
    with pytest.raises(Refused, match="does not come out the same"):
        selectors.check_run(run)


def test_the_others_keep_their_answers_and_reasons(run: Any, citizen_of: Any) -> None:
    before = {row["person"]: (row["status"], row["offer"]) for row in selectors.explain(run)}
    gone = [one(run, status).person for status in ("placed", "refused", "gap")]
    for person in gone:
        before.pop(str(person.pk))
        erase(person, citizen_of)
    nightly(run)
    run.refresh_from_db()
    after = selectors.explain(run)
    assert {row["person"]: (row["status"], row["offer"]) for row in after} == before
    assert all(row["sentence"] for row in after)


def test_no_erasure_changes_who_else_is_placed(run: Any) -> None:
    """Any people, in any order: the rest come out as they were, with no gain lost."""
    inputs, _ = open_outcome(run)
    draw = random.Random(7)
    rules = selectors.document_of(run.rule_set)
    for _ in range(40):
        rows = draw.sample(range(inputs.people), draw.randint(1, inputs.people))
        left = redacted(inputs, rows)
        outcome = left.run_again(rules)
        assert inputs_module._as_good(left, outcome)
        kept = np.setdiff1d(np.arange(inputs.people), rows)
        assert ((outcome.assign >= 0) == (inputs.assign >= 0))[kept].all()
        assert (outcome.assign[rows] < 0).all()
        half = len(rows) // 2
        twice = redacted(redacted(inputs, rows[:half]), rows[half:])
        assert all(
            np.array_equal(getattr(left, name), getattr(twice, name))
            for name in ("indptr", "offer", "capacity", "assign", "ticket", "claim_person", "near")
        )
        assert left.erased == twice.erased == sorted(rows)


def test_a_round_with_somebody_erased_can_be_confirmed(
    run: Any, citizen_of: Any, officer: Any, open_everything: Any
) -> None:
    erase(one(run, "placed").person, citizen_of)
    nightly(run)
    open_everything(run)
    assert confirm_run(run=Run.objects.get(pk=run.pk), by=officer).state == "confirmed"


def test_a_confirmed_round_lets_go_of_somebody_too(
    run: Any, citizen_of: Any, officer: Any, open_everything: Any
) -> None:
    open_everything(run)
    confirm_run(run=run, by=officer)
    gone = one(run, "placed")
    erase(gone.person, citizen_of)
    assert nightly(run).erased == 1
    assert emptied_row(open_inputs(Run.objects.get(pk=run.pk)), gone.index)


def test_who_changed_an_answer_stays_and_about_whom_and_why_goes(
    run: Any, citizen_of: Any, officer: Any
) -> None:
    gone = Allocation.objects.filter(run=run, status="placed", floor_unmet=False).order_by("-priority_class")[
        0
    ]
    why = "Canarybird told me that her sister cooks"
    override_allocation(run=run, allocation=gone, to_offer=None, reason=why, by=officer)
    assert selectors.overrides_of(run)[0].reason == why
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM coordination_override")
        assert "Canarybird" not in str(
            [bytes(v) if isinstance(v, memoryview) else v for v in cursor.fetchone()]
        )
    erase(gone.person, citizen_of)
    nightly(run)
    (kept,) = Override.objects.all()
    assert (kept.allocation, kept.reason_sealed, kept.by_shown_as) == (None, None, officer.shown_as)


def test_after_their_time_claims_arrays_and_reasons_go_altogether(run: Any, place: Any) -> None:
    assert nightly(run) == (0, 0, 0)
    claims = Claim.objects.filter(run=run).count()
    late = today() + dt.timedelta(days=400)
    assert forget_claims(place=place, day=late) == (claims, 0, 1)
    run.refresh_from_db()
    assert run.inputs_sealed is None
    assert not Allocation.objects.filter(run=run, reason_sealed__isnull=False).exists()
    for read in (open_inputs, selectors.check_run):
        with pytest.raises(Refused, match="has been erased"):
            read(run)
    assert sum(1 for row in selectors.served_by_class(run) if row.asked) > 0, "what was given stays"
    assert forget_claims(place=place, day=late) == (0, 0, 0)


def test_an_answer_whose_time_is_over_is_not_the_latest_any_more(
    run: Any, place: Any, officer: Any, open_everything: Any
) -> None:
    open_everything(run)
    confirm_run(run=run, by=officer)
    person = one(run, "refused").person
    assert selectors.my_latest(person) is not None
    forget_claims(place=place, day=today() + dt.timedelta(days=400))
    assert selectors.my_latest(person) is None


def test_the_register_tells_how_many_and_still_verifies(run: Any, citizen_of: Any, place: Any) -> None:
    gone = one(run, "refused").person
    ids = (gone.pk.hex, str(gone.pk), gone.ticket_id)
    erase(gone, citizen_of)
    nightly(run)
    last = register.entries(place, newest_first=True)[0]
    assert (last.action, last.facts) == ("forgot claims", {"past": "no", "erased": "some", "rounds": 0})
    assert not any(one in line for line in register.saved_lines(place) for one in ids)


def test_many_threads_may_open_more_runs_than_are_remembered(run: Any, monkeypatch: Any) -> None:
    """The memory of opened runs stays small and whole, whoever opens and forgets at once."""
    forget_opened()
    run.rule_set.document  # noqa: B018 (read here: the threads below have no database)
    runs = [Run(pk=pk, number=n, rule_set=run.rule_set, inputs_sealed=b"x") for n, pk in enumerate(_ids(12))]
    inputs = unsealed(run)
    monkeypatch.setattr(inputs_module, "unsealed", lambda run: inputs)
    failed: list[BaseException] = []

    def work(seed: int) -> None:
        draw = random.Random(seed)
        try:
            for _ in range(60):
                open_outcome(draw.choice(runs))
                if draw.random() < 0.2:
                    forget_opened(draw.choice(runs).pk)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(inputs_module._OPENED.names()) <= inputs_module._OPENED.most


def _ids(n: int) -> list[Any]:
    import uuid

    return [uuid.UUID(int=number + 1) for number in range(n)]


def test_nothing_that_nobody_reads_is_stored(run: Any) -> None:
    assert Offer.objects.exists()
    assert not {"claim_importance", "served_by_open"} & set(vars(unsealed(run)))


def test_what_an_offer_was_called_goes_the_night_after_its_giver_is_forgotten(
    run: Any, citizen_of: Any, make_person: Any
) -> None:
    """The sharing still comes out the same; a process that had it open reads it anew."""
    meals, giver = Offer.objects.get(title="Hot meals"), make_person()
    Offer.objects.filter(pk=meals.pk).update(giver=giver, provider=None)
    assert "Hot meals" in open_inputs(run).offer_title.tolist()
    kept = inputs_module._OPENED
    opened = {name: kept.get(name) for name in kept.names()}
    forget_giver(person=giver, by=citizen_of(giver))
    assert nightly(run) == (0, 0, 0)
    for name, value in opened.items():
        kept.keep(name, value, 1)  # as another process has it
    run = Run.objects.get(pk=run.pk)
    for inputs in (unsealed(run), open_inputs(run)):
        assert sorted(inputs.offer_title) == ["Lye repairs", "Repair Saturday", "Something that was given"]
    check = selectors.check_run(run)
    assert check.same_outcome and check.same_root
    before = bytes(run.inputs_sealed or b"")
    nightly(run)
    assert bytes(Run.objects.get(pk=run.pk).inputs_sealed or b"") == before, (
        "running it again changes nothing"
    )
