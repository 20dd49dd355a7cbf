"""A gap is what nobody has: not what is open, on the plan already, or waited for in a queue."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.actions.suggest_bundle import suggest_bundle
from helpfulacts.directory.models import Gap
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.plans import aspirations_of, plan_of

pytestmark = pytest.mark.django_db


def gaps(source: str) -> list[list[str]]:
    return list(Gap.objects.filter(source=source).values_list("facets", flat=True))


@pytest.mark.parametrize("facets", [("company",), ("food",)], ids=["a charity", "a right"])
def test_a_suggestion_that_waits_is_no_gap(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, facets: tuple[str]
) -> None:
    make_offer("Sewing circle", access="open", places=None, facets={"company": 3})
    make_offer("Check what you are owed", access="open", places=None, sphere="public", facets={"rights": 3})
    plan = plan_of(make_asker(facets))
    assert len(suggest_bundle(plan=plan)) == 1
    assert suggest_bundle(plan=plan) == []
    assert gaps("plan") == []


@pytest.mark.parametrize("places", [0, None], ids=["full", "on the plan, added by hand"])
def test_what_is_full_or_chosen_already_is_no_gap(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, citizen_of: Any, places: int | None
) -> None:
    offer = make_offer("Sewing circle", access="open", places=places, facets={"company": 3})
    person = make_asker(wishes=[("company",), ("grief",)])
    if places is None:
        choose_offer(plan=plan_of(person), offer=offer, by=citizen_of(person))
    assert suggest_bundle(plan=plan_of(person)) == []
    assert gaps("plan") == [["grief"]]


@pytest.mark.parametrize(
    ("places", "waits", "words"),
    [
        (None, False, "There is help which needs no round for this: company."),
        (0, False, "There is help with a queue, which needs no round, for this: company."),
        (0, True, "There is something on your plan already for this: company."),
    ],
    ids=["open", "full", "in its queue"],
)
def test_where_open_help_fits_a_round_finds_no_gap(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, citizen_of: Any, places: int | None,
    waits: bool, words: str,
) -> None:  # fmt: skip
    offer = make_offer("Sewing circle", access="open", places=places, facets={"company": 1})
    person = make_asker(("company",))
    if waits:
        (wish,) = aspirations_of(plan_of(person))
        act = choose_offer(plan=plan_of(person), offer=offer, aspiration=wish, by=citizen_of(person))
        assert answer_act(act=act, answer="yes", by=citizen_of(person)).state == "agreed"
    run = run_round(place=place)
    assert (run.people, run.gaps) == (1, 1)  # nothing shared fits: the sum says so still
    assert gaps("round") == []
    (answer,) = selectors.explain(run)
    assert answer["sentence"].startswith("Nothing shared fits this time.") and words in answer["sentence"]
    assert "written" not in answer["sentence"] and "Nobody has" not in answer["sentence"]


def test_each_wish_is_judged_by_itself(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    make_offer("Sewing circle", access="open", places=None, facets={"company": 2})
    mixed, alone = make_asker(wishes=[("company",), ("grief",)]), make_asker(("grief",))
    run = run_round(place=place)
    assert gaps("round") == [["grief"], ["grief"]]
    (told,) = selectors.explain(run, persons=[mixed.pk])
    assert told["sentence"].startswith("Nothing shared fits this time.")
    assert "There is help which needs no round for this: company." in told["sentence"]
    assert "Nobody has this yet, and we have written it down as a gap: losing someone." in told["sentence"]
    (told,) = selectors.explain(run, persons=[alone.pk])
    assert told["sentence"].startswith("Nobody has this yet.")
    assert "We have written this down as a gap" in told["sentence"]
    shown = [selectors.explanation_for(selectors.allocation_of(run, one)) for one in (mixed, alone)]
    assert [one.nobody_has for one in shown] == [True, True]


def test_an_idea_a_veto_and_ones_own_gift_do_not_fill_a_gap(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    from helpfulacts.core.clock import now
    from helpfulacts.support.models import Veto

    person = make_asker(("company",))
    make_offer("An idea", access="open", places=None, kind="idea", facets={"company": 3})
    make_offer("Mine", access="open", places=None, facets={"company": 3}, giver=person)
    vetoed = make_offer("Vetoed", access="open", places=None, facets={"company": 3})
    Veto.objects.create(place=place, person=person, offer=vetoed, at=now())
    run_round(place=place)
    assert gaps("round") == [["company"]]


def test_a_kept_place_is_no_gap(
    place: Any, rules: Any, officer: Any, make_offer: Any, make_asker: Any, open_everything: Any
) -> None:
    from helpfulacts.coordination.actions.confirm_run import confirm_run

    make_offer(places=1)
    make_asker()
    run = run_round(place=place)
    open_everything(run)
    confirm_run(run=run, by=officer)
    run_round(place=place)
    assert gaps("round") == []


def test_a_placed_person_is_told_truly_of_their_other_wishes(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Repair Saturday", places=1, facets={"repairs": 3})
    make_offer("Sewing circle", access="open", places=None, facets={"company": 2})
    # Two wishes that the same offer fits: the second is one that somebody has, too.
    make_asker(wishes=[("repairs",), ("company",), ("repairs",), ("grief",)])
    (answer,) = selectors.explain(run_round(place=place))
    text = answer["sentence"]
    assert "You also asked for: company. There is help for that which needs no round." in text
    assert "You also asked for: mending things at home. One place at a time" in text
    assert "You also asked for: losing someone. Nobody has that yet, and we have written it down." in text
