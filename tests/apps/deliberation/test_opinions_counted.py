"""Where people stand, as a count: groups of ten and more, nobody in it, no words kept, and it comes out again."""

from __future__ import annotations

import json
from typing import Any

from deciding_makers import OFFICER, close, say

from helpfulacts.deliberation.actions.count_stage import count_stage, verify_tally
from helpfulacts.deliberation.counting import agree, opinions
from helpfulacts.deliberation.counting.opinions import where_stands

NUMBERS = [4, 5, 6, 7]
ONE_SIDE, OTHER_SIDE = {4: 1, 5: 1, 6: -1, 7: 1}, {4: -1, 5: -1, 6: 1, 7: 1}


def voters(*answers: dict[int, int]) -> dict[Any, dict[int, int]]:
    return dict(enumerate(answers))


def two_sides(first: int, second: int) -> dict[Any, dict[int, int]]:
    return voters(*[ONE_SIDE] * first, *[OTHER_SIDE] * second)


def test_groups_are_told_by_numbers_alone() -> None:
    made = opinions.made_from(NUMBERS, two_sides(14, 11))
    result, explanation = opinions.count(made, {}, "spring")
    assert [group["people"] for group in result["groups"]] == [14, 11]
    assert result["shared"] == [7] and set(result["divisive"]) == {4, 5, 6}
    first, second = explanation["steps"][-2:]
    assert first.startswith("14 people who agree with “number ") and "disagree with “number 6”" in first
    assert second.startswith("11 people who agree with “number 6”")


def test_it_says_what_the_plain_count_says() -> None:
    answers = two_sides(13, 12)
    result, explanation = opinions.count(opinions.made_from(NUMBERS, answers), {}, "")
    plain, steps = agree.count(agree.made_from(NUMBERS, answers), {}, "")
    assert (result["took_part"], result["order"]) == (plain["took_part"], plain["order"])
    for ours, theirs in zip(result["options"], plain["options"], strict=True):
        assert {key: ours[key] for key in theirs} == theirs
    assert explanation["steps"][: len(steps["steps"])] == steps["steps"]


def test_no_group_has_fewer_than_ten_people() -> None:
    result, _ = opinions.count(opinions.made_from(NUMBERS, two_sides(20, 9)), {}, "")
    assert result["groups"] is None and "fewer than 10" in result["why_none"]
    assert not any("by_group" in option for option in result["options"])


def test_of_few_people_only_the_counts_are_kept() -> None:
    made = opinions.made_from(NUMBERS, two_sides(5, 4))
    assert "rows" not in made
    result, explanation = opinions.count(made, {}, "")
    assert result["groups"] is None and result["options"][0]["agree"] == 5
    assert explanation["steps"][-1] == "Fewer than 10 people took part: no groups are looked for."
    assert where_stands(result, ONE_SIDE) is None


def test_whoever_came_first_the_count_is_the_same() -> None:
    answers = two_sides(12, 12)
    turned = dict(reversed(list(answers.items())))
    assert opinions.made_from(NUMBERS, answers) == opinions.made_from(NUMBERS, turned)


def test_a_reader_learns_where_they_stand() -> None:
    result, _ = opinions.count(opinions.made_from(NUMBERS, two_sides(14, 11)), {}, "")
    for own, group in ((ONE_SIDE, 0), (OTHER_SIDE, 1), ({4: -1}, 1)):
        placed = where_stands(result, own)
        assert placed is not None and placed[2] == group
    assert where_stands(result, {}) is None and where_stands(result, {99: 1}) is None


def test_a_closed_map_is_counted_and_comes_out_again(
    make_deliberation: Any, make_member: Any, make_contribution: Any, during: Any
) -> None:
    made = make_deliberation("question")
    brought = [make_contribution(made, "statement") for _ in range(3)]
    members = [str(make_member(made)[0].pk) for _ in range(12)]
    with during(made, "map") as stage:
        for at, member in enumerate(made.memberships.order_by("pk")):
            side = 1 if at % 2 else -1
            say(stage, member, {brought[0]: side, brought[1]: -side, brought[2]: 1})
    tally = count_stage(stage=close(made, "map"), by=OFFICER, seed="drawn in public")
    assert tally.rule == "opinion-map" and verify_tally(tally)
    assert tally.result["took_part"] == 12 and tally.result["agreed_by_most"] == [brought[2].number]
    kept = json.dumps([tally.made_from, tally.result, tally.explanation])
    assert not any(member in kept for member in members) and "What number" not in kept
    tally.made_from["rows"][0][0] = 0
    assert not verify_tally(tally)
