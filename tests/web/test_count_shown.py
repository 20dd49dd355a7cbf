"""A count on a page: why something was paid for or not stands beside it, in words that name the others."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from helpfulacts.deliberation.mapped import Line
from helpfulacts.web.count_shown import count_shown
from helpfulacts.web.effects_shown import EffectShown
from helpfulacts.web.templatetags.deciding_parts import some_untold

WHY = "Those who chose it paid for others first, most for “number 1” and “number 3”."


def tally(took_part: int, rule: str = "approval", **made_from: Any) -> Any:
    options = [{"number": 1, "yes": took_part - 8}, {"number": 2, "yes": 8}]
    result = {"took_part": took_part, "options": options, "winners": [1]}
    explanation = {"why": {"2": WHY}}
    return SimpleNamespace(number=1, rule=rule, made_from=made_from, result=result, explanation=explanation)


def test_it_works() -> None:
    first, second = count_shown(tally(20), "shares", {1: "Lunch club", 2: "Lights"}).rows
    assert (first.won, first.why, second.won) == (True, "", False)
    assert second.why == "Those who chose it paid for others first, most for “Lunch club” and “number 3”.", (
        "what is not shown has no title"
    )


def test_steps_say_titles_and_how_shares_grew() -> None:
    steps = ["20 votes shared £950.", "Number 1: Funded.", "Number 2: Funded.", "10% was left: nobody asked."]
    result = {"took_part": 20, "pence": 95_000, "share": 5_000, "cost": 60_000, "winners": [1],
              "options": [{"number": 1, "yes": 20}, {"number": 2, "yes": 8}]}  # fmt: skip
    made = SimpleNamespace(
        number=1, rule="equal-shares", result=result, explanation={"steps": steps},
        parameters={"completion": "add1", "step": 100},
    )  # fmt: skip
    said = count_shown(made, "shares", {1: "Lunch <club>"}).steps
    assert (
        said[1].startswith("Each vote began with a share of £47.")
        and "up to £50: that is £3 more." in said[1]
    )
    assert said[:1] + said[2:] == [steps[0], "<bdi>Lunch &lt;club&gt;</bdi>: Funded.", *steps[2:]]


def test_steps_say_the_names_of_sides() -> None:
    step = "Number 1: 9 say yes, 0 can live with it, 2 say no. It does not pass, because of: groups, those of no side."
    made = SimpleNamespace(
        number=1, rule="consent", result={"took_part": 20}, explanation={"steps": [step]}, parameters={}
    )
    (said,) = count_shown(made, "consent", {1: "Sooner"}, {"groups": "Small groups"}).steps
    assert said.startswith("<bdi>Sooner</bdi>: 9 say yes") and said.endswith(
        "because of: Small groups, those of no side."
    )


def test_of_few_no_reason_is_told() -> None:
    assert [row.why for row in count_shown(tally(9), "shares", {}).rows] == ["", ""]


def test_a_few_who_voted_for_no_side_are_not_told_though_the_sides_are() -> None:
    sides = ["council", "groups"]
    assert count_shown(tally(9, "consent", sides=sides), "consent", {}).heads
    for made_from in ({"sides": sides, "of_no_side": 1}, {"sides": ["", *sides]}):
        few = count_shown(tally(9, "consent", **made_from), "consent", {})
        assert few.few and not few.heads and few.rows[0].won


def test_of_what_people_said_no_small_count_is_told_as_on_the_map() -> None:
    options = [{"number": 1, "agree": 25, "pass": 0, "disagree": 1}]
    said = {"took_part": 26, "options": options}
    steps = {"steps": ["Number 1: 25 agree, 1 disagree, 0 pass."]}
    count = count_shown(
        SimpleNamespace(number=1, rule="opinion-map", result=said, explanation=steps),
        "where people stand",
        {},
    )
    assert count.rows[0].cells == {"Agree": 25, "Pass": None, "Disagree": None} and not count.steps
    words = [part.said for part in count.bars[0].parts]
    assert words == ["Agree: 25", "Pass: few", "Disagree: few"]


def test_only_what_stands_in_a_table_is_explained() -> None:
    def key(*words: str) -> str:
        of: Any = None
        return EffectShown(of, ["Before"], [("Have a place", [("Before", one)]) for one in words]).key

    assert key("about 25 of about 60", "") == "“About” goes by fives."
    assert key("some", "–") == "“Some” is fewer than ten. “–” is not told, so that nobody can be found."
    assert key("none") == ""
    assert not some_untold([Line(1, "All told.", 30, 12, 14)])
    assert some_untold([Line(1, "All told.", 30, 12, 14), Line(2, "Not all.", 30, None, 14)])
