"""Why no panel can be drawn tells which numbers to loosen, and to what, and never how few gave an answer."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from typing import Any

import pytest

from helpfulacts.deliberation.no_panel import changes_between, loosened, why_none
from helpfulacts.deliberation.panels import PromisedPanel, pool_from
from helpfulacts.engine.choosing.panel_quotas import Panels, Quota, smallest_changes
from helpfulacts.engine.small import SMALL

Told = dict[uuid.UUID, dict[str, str]]


def told(*rows: tuple[int, dict[str, str]]) -> Told:
    """So many people of each."""
    return {uuid.uuid4(): answers for many, answers in rows for _ in range(many)}


def by_age(young: int, old: int) -> Told:
    return told((young, {"age": "under 30"}), (old, {"age": "30 and over"}))


def of_six(most_old: int) -> PromisedPanel:
    return PromisedPanel(
        6, "the lottery", (Quota("age", "under 30", 4, 6), Quota("age", "30 and over", 0, most_old))
    )


@pytest.mark.parametrize("most_old", [2, 3, 6])
def test_it_says_the_same_whether_nobody_or_three_gave_an_answer(most_old: int) -> None:
    [words] = {why_none(of_six(most_old), by_age(young, 12)) for young in range(4)}
    assert words.startswith("The numbers for “age” cannot be kept.")
    assert "sure to work: Take at least 0 of age “under 30” instead of 4." in words
    raised = f"Take at most 6 of age “30 and over” instead of {most_old}."
    assert (raised in words) == (most_old < 6)
    assert why_none(of_six(most_old), by_age(4, 12)) == ""


def test_of_fewer_than_ten_people_no_number_is_told() -> None:
    [words] = {why_none(of_six(2), by_age(young, 4)) for young in range(4)}
    assert words.endswith("They are fewer than 10, so it is not told which numbers clash.")
    twenty = PromisedPanel(20, "the lottery", (Quota("age", "under 30", 0, 20), Quota("age", "30 and over", 0, 20)))  # fmt: skip
    assert why_none(twenty, by_age(4, 8)).endswith("They are fewer than 20.")


def test_numbers_that_clash_only_together_are_named_together() -> None:
    quotas = (
        Quota("home", "rents", 6, 6), Quota("home", "owns", 6, 6), Quota("age", "under 30", 6, 6),
        Quota("age", "30 and over", 6, 6), Quota("work", "yes", 0, 12), Quota("work", "no", 0, 12),
    )  # fmt: skip
    young, old = {"age": "under 30", "home": "rents", "work": "yes"}, {"age": "30 and over", "work": "no"}
    said = told((20, young), (20, {**old, "home": "rents"}))
    words = why_none(PromisedPanel(12, "the lottery", quotas), said)
    assert "The numbers for “home” cannot be kept." in words and "“age”" not in words.split("sure to work")[0]
    said = told((20, young), (3, {**old, "home": "rents"}), (20, {**young, "home": "owns"}), (4, {**old, "home": "owns"}))  # fmt: skip
    assert why_none(PromisedPanel(12, "the lottery", quotas), said) == ""
    all_rent = (*quotas[:2], Quota("age", "under 30", 0, 2), Quota("age", "30 and over", 10, 12), *quotas[4:])
    said = told((20, {**young, "home": "owns"}), (20, {**old, "home": "rents"}))
    words = why_none(PromisedPanel(12, "the lottery", all_rent), said)
    assert "The numbers for “home” and “age” cannot be kept." in words and "“work”" not in words
    assert "Take at most 12 of age “under 30” instead of 2." in words


def test_no_count_below_ten_is_told_apart_from_another() -> None:
    rng = random.Random("small counts")
    seen = 0
    for _ in range(25):
        size = rng.randint(3, 30)
        least = rng.randint(0, size)
        many = rng.randint(size, 60) + SMALL
        other = rng.randint(max(0, size - least - 12), size - least)
        quotas = (
            Quota("age", "young", least, size), Quota("age", "old", other, rng.randint(other, size)), Quota("age", "older", 0, rng.randint(0, 4)),
        )  # fmt: skip
        promised = PromisedPanel(size, "the lottery", quotas)
        said = [
            why_none(
                promised, told((few, {"age": "young"}), (many, {"age": "old"}), (9 - few, {"age": "older"}))
            )
            for few in range(SMALL)
        ]
        words = Counter(one for one in said if one)
        assert len(words) <= 1, words
        seen += len(words)
    assert seen > 5, "of some no panel can be drawn"


def test_of_numbers_that_clash_only_together_no_count_below_ten_is_told() -> None:
    """As many of each answer always; only how few are both young and owners differs."""
    rng = random.Random("few are both")
    together = 0
    for _ in range(20):
        size = rng.randint(6, 20)
        young, owns = rng.randint(size // 2, size), rng.randint(size // 2, size)
        quotas = (
            Quota("age", "young", young, size), Quota("age", "old", 0, size - young),
            Quota("home", "owns", owns, size), Quota("home", "rents", 0, size - owns),
        )  # fmt: skip
        promised = PromisedPanel(size, "the lottery", quotas)
        said = [
            why_none(
                promised,
                told(
                    (both, {"age": "young", "home": "owns"}), (30 - both, {"age": "young", "home": "rents"}),
                    (30 - both, {"age": "old", "home": "owns"}), (10 + both, {"age": "old", "home": "rents"}),
                ),
            )
            for both in range(SMALL)
        ]  # fmt: skip
        words = {one for one in said if one}
        assert len(words) <= 1, words
        together += any("“age” and “home”" in one for one in words)
    assert together > 5, "some clash only together"


@pytest.mark.parametrize("seed", range(6))
def test_what_is_proposed_is_sure_to_work_and_goes_by_tens(seed: int) -> None:
    rng = random.Random(seed)
    size, people = rng.randint(4, 40), rng.randint(40, 80)
    quotas: list[Quota] = []
    for feature, values in (("a", 3), ("b", 2)):
        cuts = sorted(rng.randint(0, size) for _ in range(values - 1))
        exact = (b - a for a, b in zip([0, *cuts], [*cuts, size], strict=True))
        quotas += [Quota(feature, f"{feature}{at}", few, few) for at, few in enumerate(exact)]
    answers: list[dict[str, Any]] = [
        {"a": f"a{rng.choice((0, 1, 1, 1, 2, 2))}", "b": f"b{rng.choice((0, 1, 1))}"} for _ in range(people)
    ]
    promised = PromisedPanel(size, "the lottery", tuple(quotas))
    said = {uuid.uuid4(): one for one in answers}
    pool = pool_from(promised, said)
    if not smallest_changes(pool, size):
        assert why_none(promised, said) == ""
        return
    _, loose = loosened(pool, size)
    Panels(loose, size).check()
    for one in changes_between(pool, loose):
        assert str(one) in why_none(promised, said)
        left = one.to if one.bound == "least" else size - one.to
        assert left == 0 or (left >= SMALL and abs(one.was - one.to) % SMALL == 0)
