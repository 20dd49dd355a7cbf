"""Counts: each rule on small votes that can be checked by hand, whoever came first, and what shows that a count is true."""

from __future__ import annotations

from typing import Any

import pytest
from deciding_makers import OFFICER, counted, say
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.deliberation.actions.count_stage import count_stage, verify_tally
from helpfulacts.deliberation.counting import RULES, agree, approval, consent, points, rank
from helpfulacts.deliberation.models import Cast, Contribution, Tally
from helpfulacts.deliberation.templates import Step
from helpfulacts.people.actor import Actor

BALLOT = [Step("inform", 1), Step("gather", 5, "agree")]


def voters(*answers: dict[int, int]) -> dict[Any, dict[int, int]]:
    return dict(enumerate(answers))


def test_agree_says_where_people_stand_and_chooses_nothing() -> None:
    made = agree.made_from([1, 2], voters({1: 1, 2: -1}, {1: 1}, {1: 0, 2: -1}))
    result, explanation = agree.count(made, {}, "")
    assert result["options"][0] == {"number": 1, "agree": 2, "pass": 1, "disagree": 0}
    assert result["order"] == [1, 2] and result["took_part"] == 3 and "winners" not in result
    assert "Number 2: 0 agree, 2 disagree, 0 pass." in explanation["steps"]


def test_approval_wins_with_more_than_half_a_share_or_the_first_places() -> None:
    made = approval.made_from([1, 2, 3], voters({1: 1, 2: 1}, {1: 1, 2: 1}, {1: 1}, {3: 0, 1: 0}))
    assert approval.count(made, {}, "")[0]["winners"] == [1], "half is not more than half"
    assert approval.count(made, {"threshold_percent": 50}, "")[0]["winners"] == [1, 2]
    assert approval.count(made, {"seats": 2}, "")[0]["winners"] == [1, 2]
    assert approval.count(made, {"seats": 3}, "")[0]["winners"] == [1, 2], "nobody chose the third"


def test_equals_stay_tied_unless_a_seed_that_was_public_draws_them() -> None:
    made = approval.made_from([1, 2, 3], voters({1: 1, 2: 1, 3: 1}, {1: 1}))
    result, explanation = approval.count(made, {"seats": 2}, "")
    assert (result["winners"], result["tied"]) == ([1], [2, 3]) and "whoever decides" in explanation["steps"][
        -1
    ]
    drawn = {tuple(approval.count(made, {"seats": 2}, seed)[0]["winners"]) for seed in "abcdefgh"}
    assert drawn == {(1, 2), (1, 3)}
    assert approval.count(made, {"seats": 2}, "a") == approval.count(made, {"seats": 2}, "a")


def test_points_are_added_up() -> None:
    made = points.made_from([1, 2], voters({1: 60, 2: 40}, {1: 0, 2: 30}))
    result, _ = points.count(made, {"points": 100}, "")
    assert result["options"] == [
        {"number": 1, "points": 60, "gave": 1},
        {"number": 2, "points": 70, "gave": 2},
    ]
    assert result["winners"] == [2]


def test_whoever_beats_each_other_one_wins_though_borda_says_another() -> None:
    first, second = {1: 1, 2: 2, 3: 3}, {2: 1, 3: 2, 1: 3}
    made = rank.made_from([1, 2, 3], voters(first, first, first, second, second))
    result, _ = rank.count(made, {}, "")
    assert [one["borda"] for one in result["options"]] == [11, 12, 7]
    assert result["pairwise_winner"] == 1 and result["winners"] == [1]
    assert rank.count(made, {"seats": 2}, "")[0]["winners"] == [2, 1], "more places go by the sums"


def test_where_they_beat_each_other_in_a_ring_borda_decides() -> None:
    ring = [{1: 1, 2: 2, 3: 3}, {2: 1, 3: 2, 1: 3}, {3: 1, 1: 2, 2: 3}]
    result, _ = rank.count(rank.made_from([1, 2, 3], voters(*ring)), {}, "")
    assert result["pairwise_winner"] is None and result["winners"] == [] and result["tied"] == [1, 2, 3]
    result, _ = rank.count(rank.made_from([1, 2, 3], voters(*ring, ring[0], {2: 1})), {}, "")
    assert result["pairwise_winner"] is None and result["winners"] == [2]


def test_consent_falls_on_one_objection_or_a_share_of_them() -> None:
    made = consent.made_from([1, 2, 3], voters({1: 1, 2: 1}, {1: 0, 2: 1}, {1: 1, 2: -1}, {2: 1}), {}, [])
    assert consent.count(made, {}, "")[0]["winners"] == [1], "nobody answered the third"
    assert consent.count(made, {"objections_under_percent": 26}, "")[0]["winners"] == [1, 2]
    assert consent.count(made, {"objections_under_percent": 25}, "")[0]["winners"] == [1]


def test_both_sides_must_consent_each_alone() -> None:
    sides = {0: "council", 1: "council", 2: "voluntary", 3: "voluntary"}
    both = ["council", "voluntary"]
    votes = voters({1: 1, 2: 1, 3: 1}, {1: 1, 2: 1, 3: 1}, {1: 1, 2: -1}, {1: 0})
    made = consent.made_from([1, 2, 3], votes, sides, both)
    result, explanation = consent.count(made, {}, "")
    assert result["winners"] == [1] and made["sides"] == ["council", "voluntary"]
    assert "because of: voluntary" in explanation["steps"][-1], "a side that says nothing has not agreed"
    none_of_both = consent.made_from([1], {**votes, 9: {1: -1}}, sides, both)
    assert none_of_both["sides"] == ["council", "voluntary"] and none_of_both["options"][0]["objects"] == 1
    result, explanation = consent.count(none_of_both, {}, "")
    assert result["winners"] == [1] and "1 voted for no side" in explanation["steps"][-2]
    silent = consent.made_from([1], votes, sides, ["council", "trust", "voluntary"])
    assert "because of: trust" in consent.count(silent, {}, "")[1]["steps"][-1], "nobody was there for it"
    before = consent.made_from([1], {9: {1: 1}}, {}, [])["options"][0]
    old = {
        "took_part": 1,
        "sides": ["", "council"],
        "options": [{**before, "by_side": {"": before, "council": {**before, "consents": 0}}}],
    }
    assert consent.count(old, {}, "")[0]["winners"] == [], "what was counted before is counted as it was"
    lenient, _ = consent.count(
        consent.made_from([1, 2, 3], votes, sides, both), {"objections_under_percent": 40}, ""
    )
    assert lenient["winners"] == [1], "the many of one side do not outvote the other"


VALUES = {"agree": (-1, 1), "approval": (0, 1), "points": (0, 9), "consent": (-1, 1)}


@pytest.mark.parametrize("code", ["agree", "approval", "points", "rank", "consent"])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_order_of_members_changes_nothing(code: str, data: Any) -> None:
    numbers = [1, 2, 3]
    if code == "rank":
        order = st.permutations(numbers).flatmap(lambda all_: st.integers(1, 3).map(lambda n: all_[:n]))
        votes = data.draw(
            st.lists(order.map(lambda kept: {one: at for at, one in enumerate(kept, 1)}), max_size=6)
        )
    else:
        values = st.integers(*VALUES[code])
        votes = data.draw(st.lists(st.dictionaries(st.sampled_from(numbers), values, min_size=1), max_size=6))
    mixed = data.draw(st.permutations(list(enumerate(votes))))
    sides = ({at: "ab"[at % 2] for at in range(len(votes))}, "ab") if code == "consent" else ()
    module = {"agree": agree, "approval": approval, "points": points, "rank": rank, "consent": consent}[code]
    one = module.made_from(numbers, dict(enumerate(votes)), *sides)
    other = module.made_from(numbers, dict(mixed), *sides)
    assert one == other
    counted_ = RULES[code, 1].count
    assert counted_(one, {"seats": 1}, "s") == counted_(other, {"seats": 1}, "s")


@pytest.mark.parametrize(
    "parameters", [{"seats": 0}, {"seats": "2"}, {"seats": True}, {"threshold_percent": 101}]
)
def test_numbers_that_make_no_sense_are_refused(parameters: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="whole number"):
        approval.count(approval.made_from([1], voters({1: 1})), parameters, "")


@pytest.mark.django_db
class TestOfAStage:
    def test_it_is_counted_once_closed_and_comes_out_again(
        self, make_deliberation: Any, make_member: Any, make_contribution: Any, during: Any
    ) -> None:
        made = make_deliberation(
            steps=[*BALLOT, Step("ballot", 5, "approval", {"seats": 1}), Step("decide", 5)]
        )
        one, other = make_contribution(made), make_contribution(made)
        with during(made, "ballot") as stage:
            for chosen in (one, one, other):
                say(stage, make_member(made)[0], {chosen: 1})
            with pytest.raises(Refused, match="not closed"):
                count_stage(stage=stage, by=OFFICER)
            with pytest.raises(NotAllowed):
                count_stage(stage=stage, by=Actor("somebody", "nobody"))
        first = counted(made)
        again = counted(made)
        assert (first.number, again.number) == (1, 2) and first.result["winners"] == [one.number]
        for name in ("made_from", "result", "explanation", "input_hash", "rule", "version", "parameters"):
            assert getattr(first, name) == getattr(again, name), name
        assert verify_tally(Tally.objects.get(pk=first.pk))
        facts = RegisterEntry.objects.filter(noun="tally").values_list("facts", flat=True)
        assert [one["input"] for one in facts] == [first.input_hash] * 2
        for change in (
            {"made_from": {}},
            {"result": {**first.result, "winners": []}},
            {"version": 9},
            {"seed": "x"},
        ):
            read = Tally.objects.get(pk=first.pk)
            for name, value in change.items():
                setattr(read, name, value)
            assert not verify_tally(read), change

    def test_joined_ones_count_as_one_and_each_member_once(
        self, make_deliberation: Any, make_member: Any, make_contribution: Any, during: Any
    ) -> None:
        made = make_deliberation()
        one, same, hidden = make_contribution(made), make_contribution(made), make_contribution(made)
        with during(made, "gather") as stage:
            say(stage, make_member(made)[0], {one: 1, same: -1})  # their own answer to the one that stands
            say(stage, make_member(made)[0], {same: 1, hidden: 1})
            say(stage, make_member(made)[0], {hidden: 1})
        Contribution.objects.filter(pk=same.pk).update(joined_into=one)
        Contribution.objects.filter(pk=hidden.pk).update(state="hidden")
        tally = counted(made, "gather")
        assert tally.result["options"] == [{"number": one.number, "agree": 2, "pass": 0, "disagree": 0}]
        assert tally.result["took_part"] == 2

    def test_whoever_hands_in_a_vote_for_nothing_took_part(
        self, make_deliberation: Any, make_member: Any, make_contribution: Any, during: Any, place: Any
    ) -> None:
        made = make_deliberation(steps=[*BALLOT, Step("ballot", 5, "approval"), Step("decide", 5)])
        one = make_contribution(made)
        with during(made, "ballot") as stage:
            say(stage, make_member(made)[0], {one: 1})
            Cast.objects.create(
                place=place, stage=stage, membership=make_member(made)[0], tracker="a" * 32, salt="b" * 32,
                commitment="c" * 64, said_on=stage.opens.date(),
            )  # fmt: skip
        result = counted(made).result
        assert (result["took_part"], result["winners"]) == (2, []), "one of two is not more than half"

    def test_a_part_in_which_nobody_answers_is_not_counted(self, make_deliberation: Any) -> None:
        made = make_deliberation()
        with pytest.raises(Refused, match="nothing to count"):
            counted(made, "inform")
