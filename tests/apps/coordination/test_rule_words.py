"""What differs between two versions of the rules, and what a place asks of levels above, in words."""

from __future__ import annotations

from rule_makers import cap, document, full, lottery, origin, reserved

from helpfulacts.coordination.rule_reading import parse, shipped
from helpfulacts.coordination.rule_words import asks_of, changes_in_words, departures_of


def test_the_same_rules_differ_in_nothing() -> None:
    assert changes_in_words(shipped(), shipped()) == []


def test_each_change_is_one_entry_in_words() -> None:
    after = document(caps=[cap("food", 2, 60)])
    after["floors"] = [floor | {"min_grade": 3} for floor in after["floors"] if floor["fact"] != "not_safe"]
    after["travel"] |= {"micro_gain_per_km": 0}
    after["rounds"]["origin"] |= {"review_on": "2028-09-01", "may_vary": True}
    words = changes_in_words(shipped(), parse(after))
    assert words[0] == "New: the limit on “Food”. Whoever had a place waits, so that others have one first."
    assert words[1].startswith("Gone: the right “I do not feel safe")
    assert "How well help must fit, from 1 to 3: 3, before 2." in words[2]
    assert any(one.startswith("Changed: the rule on how far. What a kilometre takes off") for one in words)
    assert words[-1] == (
        "Changed: the rule on how rounds are run. The day it is looked at again: Friday 1 September 2028, before "
        "Wednesday 1 September 2027. Whether a lower level may vary it: yes, before no."
    )


def test_another_order_is_said_first() -> None:
    words = changes_in_words(shipped(), parse(lottery(3, 2, 1)))
    assert words[0].startswith("Who comes first is set in another way. One draw in public sets the order.")
    assert any("How many tickets each holds: 3, before 0." in one for one in words)
    turned = document(reserved=[reserved()])
    first, second, last = turned["classes"]
    turned["classes"] = [second, first, last]
    words = changes_in_words(shipped(), parse(turned))
    assert words[0].startswith("New: the kept turns “everyone else”")
    assert words[1].startswith("The groups come in another order. First: people who look after someone")


def test_every_value_that_a_rule_may_hold_can_be_said() -> None:
    after = full()
    after["budgets"][0] |= {"pence": 1, "facets": [], "body": "The trust"}
    after["caps"][0] |= {"most": 9}
    after["reserved"][0] |= {"turns": 2, "everyone_else": False, "any_of": ["carer"]}
    words = " ".join(changes_in_words(parse(full()), parse(after)))
    assert "How much: 1p, before £2,500." in words
    assert "What it may be spent on: anything, before “Mending things at home”." in words
    assert "Whether it holds everyone else: no, before yes." in words


def test_what_is_asked_for_and_where_the_place_departs() -> None:
    raw = full()
    raw["above"].append(
        {
            "name": "How far counts",
            "origin": origin("A kilometre is a kilometre.", level="national", may_vary=True),
        }
    )
    raw["travel"]["origin"] |= {"departs_from": "How far counts", "why": "The hills are steep here."}
    rules = parse(raw)
    (ask,) = asks_of(rules)
    assert (ask.ask.wanted, ask.barred_by.level) == ("To pay small grants in cash.", "national")
    (departure,) = departures_of(rules)
    assert (departure.name, departure.origin.why) == ("the rule on how far", "The hills are steep here.")
    assert departure.above.sentence == "A kilometre is a kilometre."
    assert "Now listed as a rule from above: How far counts." in changes_in_words(parse(full()), rules)


def test_a_sentence_in_quotes_has_one_full_stop() -> None:
    before, after = shipped("default"), shipped("two-bands")
    said = [line for line in changes_in_words(before, after) if "What it says: " in line]
    assert said and not any(".”," in line or ".”." in line for line in said)
