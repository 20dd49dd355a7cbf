"""The draw is fixed before anybody asks, is the same however often a round is run, and is shown when it is confirmed."""

from __future__ import annotations

import json
import random
import sys
from typing import Any

import pytest

from helpfulacts.cli.main import main
from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.models import Draw, Run
from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.ids import new_seed, seeded
from helpfulacts.engine.sharing.order import commitment

pytestmark = pytest.mark.django_db


@pytest.fixture
def real(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> Any:
    """A place that is no demonstration, where four ask for two places."""
    place.demonstration = False
    place.save()
    make_offer(places=2)
    for _ in range(4):
        make_asker()
    return place


def test_the_draw_is_fixed_before_the_round_and_shown_when_it_is_confirmed(
    real: Any, officer: Any, open_everything: Any
) -> None:
    waits = selectors.draw_that_waits(real)
    run = run_round(place=real)
    assert run.draw.commitment == waits.commitment and not run.draw.with_round
    assert run.manifest["seed_committed"] == "before the round"
    open_everything(run)
    confirm_run(run=run, by=officer)
    entries = [(e.action, e.facts) for e in register.entries(real) if e.noun in ("draw", "round")]
    assert [action for action, _ in entries] == [
        "committed to a seed", "ran a round", "confirmed a round", "committed to a seed",
    ]  # fmt: skip
    (_, first), _, (_, confirmed), (_, following) = entries
    assert commitment(confirmed["seed"]) == first["commitment"] == waits.commitment
    assert following["commitment"] == selectors.draw_that_waits(real).commitment != first["commitment"]


def test_running_again_draws_no_other_numbers(real: Any, officer: Any, open_everything: Any) -> None:
    first, second = run_round(place=real), run_round(place=real)
    assert first.draw_id == second.draw_id and first.manifest["outcome"] == second.manifest["outcome"]
    open_everything(second)
    confirm_run(run=second, by=officer)
    assert run_round(place=real).draw_id != second.draw_id


def test_the_seed_is_seen_nowhere_before_the_round_is_confirmed(
    real: Any, officer: Any, open_everything: Any
) -> None:
    run = run_round(place=real)
    row = run.allocations.select_related(
        "run__draw", "run__place", "run__rule_set", "person", "claim"
    ).first()
    public = json.dumps([entry.facts for entry in register.entries(real)], default=str)
    assert run.seed not in public and selectors.explanation_for(row).seed == ""
    kept = Draw.objects.get(pk=run.draw_id)
    assert run.seed.encode() not in bytes(kept.seed_sealed)
    open_everything(run)
    done = confirm_run(run=run, by=officer)
    row = selectors.my_latest(row.person)
    assert selectors.explanation_for(row).seed == done.seed != ""


def test_a_round_without_a_draw_fixed_before_says_so(real: Any) -> None:
    Draw.objects.filter(place=real).update(revealed_at=now())
    run = run_round(place=real)
    assert run.draw.with_round and run.manifest["seed_committed"] == "with the round"
    (entry,) = [e for e in register.entries(real, noun="draw") if e.subject == run.draw_id]
    assert entry.facts["made_with_the_round"] is True


def test_only_a_demonstration_chooses_its_seed(real: Any, monkeypatch: Any, capsys: Any) -> None:
    with pytest.raises(Refused, match="Only a demonstration may choose its seed"):
        run_round(place=real, seed="a lucky one")
    monkeypatch.setattr(sys, "argv", ["helpfulacts", "coordinate", "--place", "testham", "--seed", "lucky"])
    with pytest.raises(SystemExit) as stopped:
        main()
    out, err = capsys.readouterr()
    assert (stopped.value.code, out) == (2, "") and "Only a demonstration" in err
    assert not Run.objects.exists()


def test_a_seed_chosen_by_a_demonstration_is_said_to_come_with_the_round(place: Any, rules: Any) -> None:
    before = selectors.draw_that_waits(place)
    run = run_round(place=place, seed="chosen")
    assert run.seed == "chosen" and run.draw.with_round and run.draw.commitment != before.commitment
    assert run_round(place=place).seed == "chosen"


def test_the_demonstration_draws_the_same_each_time_it_is_loaded() -> None:
    drawn = []
    for _ in range(2):
        with seeded(random.Random("a demonstration")):
            drawn.append(new_seed())
    assert drawn[0] == drawn[1] != new_seed()


def test_a_round_that_was_overtaken_by_a_confirmed_one_is_not_kept(
    real: Any, officer: Any, open_everything: Any
) -> None:
    """Its draw has been shown to all by then."""
    first = run_round(place=real)
    open_everything(first)

    def confirm_meanwhile(what: str, done: float) -> None:
        if what == "Keeping the round":
            confirm_run(run=first, by=officer)

    with pytest.raises(Refused, match="run it again"):
        run_round(place=real, progress=confirm_meanwhile)
    assert Run.objects.count() == 1
    assert run_round(place=real).draw_id != first.draw_id
