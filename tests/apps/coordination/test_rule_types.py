"""Whatever stands in a rule document, it is read or refused with one sentence: never another error."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rule_makers import document, full

from helpfulacts.coordination.rule_document import as_json
from helpfulacts.coordination.rule_reading import SHIPPED, parse
from helpfulacts.coordination.what_if.scenario import rules_from_text
from helpfulacts.core.errors import Refused

DEFAULT = (SHIPPED / "default.toml").read_text(encoding="utf-8")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=130) | st.just("carer"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=6,
)


def full_with_origin() -> dict[str, Any]:
    raw = full()
    raw["origin"] = dict(raw["travel"]["origin"])
    return raw


def paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if at:
        yield at
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from paths(one, (*at, key))


FULL = full_with_origin()
PATHS = list(paths(FULL))


def replaced(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    raw = copy.deepcopy(FULL)
    at: Any = raw
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return raw


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PATHS), JSON)
def test_any_value_in_any_place_is_read_or_refused(path: tuple[Any, ...], value: Any) -> None:
    try:
        read = parse(replaced(path, value))
    except Refused as refusal:
        assert str(refusal).endswith(".")
    else:
        assert parse(as_json(read)) == read and read.hash


@pytest.mark.parametrize("value", [5, "x", ["ab"], [[]], True, 1.5, 10**40])
def test_no_wrong_type_in_any_place_is_called_missing(value: Any) -> None:
    for path in PATHS:
        try:
            parse(replaced(path, value))
        except Refused as refusal:
            assert "missing" not in str(refusal), (path, str(refusal))


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("title",), 5, "The rules: “title” must be words, between quotation marks."),
        (("title",), "a\x00b", "The rules: “title” holds a character that nobody can read: take it out."),
        (("origin",), "x", "The rules: “origin” must be a table of named values."),
        (("origin",), {"levl": "ward"}, "The rules: “origin.levl” is not a rule that this product knows; take it out or spell it right."),
        (("floors", 0, "origin"), 3, "Number 1 of “floors”: “origin” must be a table of named values."),
        (("floors", 0, "origin"), ["ab"], "Number 1 of “floors”: “origin” must be a table of named values."),
        (("travel",), 3, "The rule “travel” must be a table of named values."),
        (("travel", "origin", "review_on"), 5, "The rule “travel”: “review_on” must be a day such as 2027-09-01."),
        (("travel", "origin", "from_day"), 0, "The rule “travel”: “from_day” must be a day such as 2027-09-01."),
        (("travel", "origin", "why"), False, "The rule “travel”: “why” must be words, between quotation marks."),
    ],
)  # fmt: skip
def test_a_wrong_type_is_one_sentence_with_the_rule_and_the_field(
    path: tuple[Any, ...], value: Any, sentence: str
) -> None:
    with pytest.raises(Refused) as refusal:
        parse(replaced(path, value))
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("value", [["no_food"], {"a": 1}, 3])
def test_a_choice_of_another_type_is_named(value: Any) -> None:
    with pytest.raises(Refused, match="Number 1 of “floors”: “fact” must be one of: "):
        parse(replaced(("floors", 0, "fact"), value))
    with pytest.raises(Refused, match="Number 1 of “classes”: “any_of” must be a list of: "):
        parse(replaced(("classes", 0, "any_of"), [["carer"], value]))


@pytest.mark.parametrize(
    "text",
    [
        DEFAULT.replace("after_missed = 2", "after_missed = " + "9" * 5000),
        f"x = {'[' * 5000}",
        DEFAULT.replace("after_missed = 2", "after_missed = 0x" + "f" * 5000),
    ],
)
def test_a_text_that_no_number_or_table_can_hold_is_one_sentence(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        rules_from_text(text)
    assert str(refusal.value).endswith(".") and len(str(refusal.value)) < 300


def test_what_was_read_before_is_read_still() -> None:
    nothing_said = document()
    nothing_said["travel"]["origin"] |= {"from_day": None, "until_day": "", "departs_from": "", "why": ""}
    assert parse(nothing_said) == parse(document()) == parse(tomllib.loads(DEFAULT))
