"""A panel that is drawn from members, and what matters more to whom: from people to a count that holds nobody."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from deciding_makers import OFFICER, close, counted, say
from django.test import Client

from helpfulacts.core.clock import as_if
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.actions.count_stage import verify_tally
from helpfulacts.deliberation.actions.draw_panel import draw_panel, work_out
from helpfulacts.deliberation.actions.join_draw import join_draw
from helpfulacts.deliberation.counting import draw, weighing
from helpfulacts.deliberation.models import Membership, PanelAnswers, Tally
from helpfulacts.deliberation.templates import Step
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.web.register_deciding import SAID

PANEL = {
    "size": 3,
    "seed_from": "the lottery of 3 March",
    "quotas": [["age", "under 30", 1, 2], ["age", "30 and over", 1, 2], ["home", "rents", 1, 3], ["home", "owns", 0, 2]],
}  # fmt: skip


def steps(**panel: Any) -> list[Step]:
    """The panel is drawn in the first of them."""
    drawn = Step("inform", 7, parameters={"panel": {**PANEL, **panel}})
    return [drawn, Step("gather", 7, "agree"), Step("ballot", 7, "consent"), Step("decide", 7)]


@pytest.fixture
def asked(make_deliberation: Any) -> Any:
    return make_deliberation("panel", steps=steps())


def say_yes(deliberation: Any, make_person: Any, number: int = 8) -> dict[Any, dict[str, str]]:
    """People who say yes, and what each told."""
    found = {}
    for at in range(number):
        person = make_person()
        found[person] = {
            "age": "under 30" if at % 2 else "30 and over",
            "home": "owns" if at % 3 else "rents",
        }
        join_draw(deliberation=deliberation, person=person, answers=found[person], by=the_person(person.pk))
    return found


def after_it(deliberation: Any) -> Any:
    """When the time to say yes is over."""
    return as_if(selectors.stage_of_kind(deliberation, "inform").closes + dt.timedelta(hours=1))


@pytest.mark.django_db
def test_a_panel_is_drawn_once_and_anybody_can_draw_it_again(asked: Any, make_person: Any) -> None:
    answers = say_yes(asked, make_person)
    with after_it(asked):
        tally = draw_panel(deliberation=asked, seed=" 7 12 31 ", by=OFFICER)
    panel = Membership.objects.filter(place=asked.place, deliberation=asked, role="panel", came="drawn")
    assert panel.count() == 3 and sum(tally.result["take"]) == 3 and tally.result["quotas_met"]
    told = [answers[member.person] for member in panel]
    assert 1 <= [one["age"] for one in told].count("under 30") <= 2
    assert [one["home"] for one in told].count("rents") >= 1
    assert verify_tally(tally) and tally.seed == "7 12 31"
    assert draw.count(tally.made_from, tally.parameters, "7 12 31") == (tally.result, tally.explanation)
    kept = json.dumps([tally.made_from, tally.result, tally.explanation])
    members = Membership.objects.filter(place=asked.place)
    assert not any(str(one.pk) in kept or str(one.person_id) in kept for one in members)
    assert "rents" not in kept, "nor what anybody told about themselves"
    entry = RegisterEntry.objects.get(place=asked.place, action="drew a panel")
    assert entry.facts["seed from"] == "the lottery of 3 March" and entry.facts["input"] == tally.input_hash
    with after_it(asked), pytest.raises(Refused, match="is not drawn a second time"):
        draw_panel(deliberation=asked, seed="another", by=OFFICER)
    assert Tally.objects.filter(place=asked.place).count() == 1


UNPROVED = {
    "quotas": [
        ["age", "a", 1, 2],
        ["age", "b", 1, 2],
        ["home", "x", 0, 2],
        ["home", "y", 1, 2],
        ["home", "z", 0, 1],
    ]
}
PEOPLE = (("a", "x", 1), ("a", "z", 3), ("b", "x", 2), ("b", "y", 1), ("b", "z", 4))
"""For these the first panels that are found do not give the chances that are as equal as can be."""


def asked_without_proof(make_deliberation: Any, make_person: Any) -> Any:
    """A question whose panel is not proved at once, with everybody who said yes."""
    asked = make_deliberation("panel", steps=steps(**UNPROVED))
    for age, home, many in PEOPLE:
        for _ in range(many):
            person = make_person()
            told = {"age": age, "home": home}
            join_draw(deliberation=asked, person=person, answers=told, by=the_person(person.pk))
    return asked


@pytest.mark.django_db
def test_a_draw_that_its_time_ended_says_that_more_is_not_proved(
    make_deliberation: Any, make_person: Any
) -> None:
    asked = asked_without_proof(make_deliberation, make_person)
    with after_it(asked):
        worked = work_out(deliberation=asked, by=OFFICER, seconds=0)
        tally = draw_panel(deliberation=asked, seed="7 12 31", by=OFFICER, worked=worked)
    assert tally.result["proved"] is False and tally.result["seconds"] == 0 and tally.result["quotas_met"]
    said = "chances are as equal as we could make them in 0 seconds. That they cannot be more equal is not proved."
    assert said in " ".join(tally.explanation["steps"])
    tally.refresh_from_db()
    assert verify_tally(tally)
    entry = RegisterEntry.objects.get(place=asked.place, action="drew a panel")
    assert (entry.facts["proved"], entry.facts["seconds"]) == (False, 0)
    assert "That they cannot be more equal is not proved." in SAID["drew a panel"](entry.facts)
    page = Client().get(f"/{asked.place.slug}/deciding/{asked.number}/panel/").content.decode()
    assert (
        "They are as equal as we could make them in 0 seconds." in page
        and "as the numbers below allow" not in page
    )


@pytest.mark.django_db
def test_a_draw_from_before_its_seconds_were_kept_is_counted_again_as_it_was(
    make_deliberation: Any, make_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_without_proof(make_deliberation, make_person)
    made_now = draw.made_from
    monkeypatch.setattr(
        draw,
        "made_from",
        lambda lottery: {name: said for name, said in made_now(lottery).items() if name != "seconds"},
    )
    with after_it(asked):
        worked = work_out(deliberation=asked, by=OFFICER, seconds=0)
        tally = draw_panel(deliberation=asked, seed="7 12 31", by=OFFICER, worked=worked)
    assert tally.result["proved"] is False and "seconds" not in tally.result and verify_tally(tally)
    assert "so that chances are as equal as could be found in time." in " ".join(tally.explanation["steps"])
    page = Client().get(f"/{asked.place.slug}/deciding/{asked.number}/panel/").content.decode()
    assert "They are as equal as we could make them. That they" in page


@pytest.mark.django_db
def test_what_cannot_be_drawn_is_one_sentence_and_changes_nothing(asked: Any, make_person: Any) -> None:
    with after_it(asked), pytest.raises(Refused, match="No panel of 3 can be drawn from those who said yes"):
        draw_panel(deliberation=asked, seed="s", by=OFFICER)
    for _ in range(4):
        person, answers = make_person(), {"age": "30 and over", "home": "rents"}
        join_draw(deliberation=asked, person=person, answers=answers, by=the_person(person.pk))
    with pytest.raises(Refused, match="People can still say yes"):
        draw_panel(deliberation=asked, seed="s", by=OFFICER)
    with after_it(asked):
        for seed, said in (
            (" ", "Give the seed that was drawn in public"),
            ("s", "They are fewer than 10, so it is not told which numbers clash"),
        ):
            with pytest.raises(Refused, match=said):
                draw_panel(deliberation=asked, seed=seed, by=OFFICER)
        with pytest.raises(NotAllowed):
            draw_panel(deliberation=asked, seed="s", by=Actor("Somebody", "person"))
    assert not Membership.objects.filter(place=asked.place, role="panel").exists()
    assert not Tally.objects.filter(place=asked.place).exists()
    assert PanelAnswers.objects.filter(place=asked.place).count() == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("panel", "said"),
    [
        ({"size": 0}, "Say how many people are on the panel"),
        ({"size": True}, "Say how many people are on the panel"),
        ({"seed_from": " "}, "Say where the seed will come from"),
        ({"quotas": []}, "at least one quota"),
        ({"quotas": [["age", "old", 2, 1]]}, "A quota says what is asked"),
        ({"quotas": [["age", "old"]]}, "A quota says what is asked"),
        ({"quotas": [["age", "old", 1, 2]] * 2}, "Two quotas of the panel are for the same answer"),
        ({"quotas": [["age", "old", 1, 3]]}, "“age” has one answer"),
        (
            {"quotas": [["age", "old", 2, 3], ["age", "young", 3, 3]]},
            "These cannot hold together: at least 2 of age “old”; at least 3 of age “young”",
        ),
        (
            {"quotas": [["age", "old", 0, 1], ["age", "young", 0, 1]]},
            "The smallest change that works: Take at most",
        ),
    ],
)
def test_a_panel_that_could_not_be_drawn_is_not_promised(
    make_deliberation: Any, panel: Any, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        make_deliberation("panel", steps=steps(**panel), published=False)


def weighed(*rows: dict[int, int]) -> dict[str, Any]:
    return weighing.made_from([1, 2], dict(enumerate(rows)))  # type: ignore[arg-type]


def test_weights_are_the_mean_of_shares_and_few_people_are_not_told_apart() -> None:
    few = weighed({1: 100}, {1: 1, 2: 1}, {})
    assert few == {"took_part": 2, "options": [1, 2], "weights": [0.75, 0.25]}
    result, explanation = weighing.count(few, {}, "")
    assert result["options"] == [{"number": 1, "weight": 0.75}, {"number": 2, "weight": 0.25}]
    assert "how far they are apart is not told" in " ".join(explanation["steps"])
    assert "totals" not in result and "Nothing is added up" in explanation["steps"][-1]
    assert weighing.count(weighed({}), {}, "")[0] == {"took_part": 0, "options": [], "agreement": None}


def test_conflict_between_people_and_between_principles_are_told_apart() -> None:
    rows = [{1: 100}] * 6 + [{1: 20, 2: 80}] * 6
    made = weighed(*rows)
    assert made == weighed(*rows[::-1]), "the order of members changes nothing"
    scores = {"scores": {"options": ["Benches", "Bus"], "scores": [[1.0, 0.0], [0.0, 1.0]]}}
    result, explanation = weighing.count(made, scores, "")
    assert result["options"][0] == {"number": 1, "weight": 0.6, "low": 0.2, "high": 1.0}
    assert result["agreement"] == 0.0
    assert result["totals"] == {"Benches": 0.6, "Bus": 0.4} and result["first"] == ["Benches"]
    assert result["turns"][0] == {"number": 1, "at": 0.5, "option": "Bus"}
    assert result["conflicts"] == [{"numbers": [1, 2], "rho": -1.0}]
    assert result["set_by"] == "the 12 people who gave points"
    assert "If number 1 weighed 50% instead of 60%, Bus would draw level." in explanation["steps"]


@pytest.mark.parametrize(
    "scores", [[], {"options": ["a"]}, {"options": ["a"], "scores": [[2, 0]]}, {"options": [], "scores": [[1, 0]]}]
)  # fmt: skip
def test_scores_that_say_nothing_are_one_sentence(scores: Any) -> None:
    with pytest.raises(Refused):
        weighing.count(weighed({1: 1}), {"scores": scores}, "")


@pytest.mark.django_db
def test_a_stage_that_weighs_is_counted_and_counted_again(
    make_deliberation: Any, make_member: Any, make_contribution: Any
) -> None:
    deliberation = make_deliberation(
        "question",
        steps=[
            Step("inform", 7),
            Step("gather", 7, "agree"),
            Step("weigh", 7, "weights", {"points": 10}),
            Step("decide", 7),
        ],
        stance="consultation",
    )
    one, two = make_contribution(deliberation), make_contribution(deliberation)
    stage = selectors.stage_of_kind(deliberation, "weigh")
    for at in range(10):
        say(stage, make_member(deliberation)[0], {one: 6, two: 4} if at else {one: 0, two: 10})
    tally = counted(deliberation, "weigh")
    assert [(row["number"], row["weight"]) for row in tally.result["options"]] == [
        (one.number, 0.54),
        (two.number, 0.46),
    ]
    assert verify_tally(tally) and tally.rule == "weights"
    assert close(deliberation, "weigh").closed_at is not None
