"""The rules of sharing: typed, checked with one sentence a mistake, changed only by a decision."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

import pytest
from rule_makers import cap, document, full, lottery, reserved

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.enact_rules import enact_rules, enact_shipped_rules
from helpfulacts.coordination.rule_document import as_json
from helpfulacts.coordination.rule_reading import parse, shipped, shipped_names
from helpfulacts.core.errors import NotAllowed, Refused


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_document_reads_back_the_same(name: str) -> None:
    document = shipped(name)
    assert parse(as_json(document)) == document
    assert len(document.floors) == 4
    assert all(origin.sentence and origin.deciding_body and origin.level for origin in document.origins())


@pytest.mark.parametrize(
    ("name", "hash_before"),
    [
        ("default", "d956eb25ac504b5b28b411e67edf21e182bdda7b0543cfc31986e44a5c2de31e"),
        ("two-bands", "2389e350ea150fcbf89802223b499fd4809f56a95e7a263420b95d287f82feb6"),
        ("one-class", "e91aaa4c21dc09b36671969dfdc7423da6713a1887b48b7b3997b30261a76abe"),
    ],
)
def test_a_document_keeps_the_hash_it_had_before_there_was_more_to_say(name: str, hash_before: str) -> None:
    assert shipped(name).hash == hash_before


def test_a_document_that_says_everything_reads_back_the_same() -> None:
    document = parse(full())
    assert parse(as_json(document)) == document
    assert document.by_lottery and not shipped().by_lottery
    assert [document.tickets_of(1, missed) for missed in range(4)] == [3, 3, 4, 5]
    assert shipped().tickets_of(1, 9) == 0
    assert document.in_share(document.reserved[0], {}, None)
    assert not document.in_share(document.reserved[0], {"no_food": True}, None)
    words = "Tickets in it for each person – people with no food, warmth, bed or safety: 3; "
    assert words in document.order_in_words()
    assert document.order_in_words().endswith("Kept: 1 of every 5 turns for everyone else.")


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (lottery(2, 0, 1), "holds no tickets, but others do"),
        (lottery(1, 2, 1), "telling us more would cost somebody tickets"),
        (document(reserved=[reserved(turns=6)]), "“turns” must be a whole number from 0 to 5"),
        (document(reserved=[reserved(everyone_else=False)]), "name no fact and no decile"),
        (document(caps=[cap(most=-1)]), "“most” must be a whole number from 1"),
        (document(caps=[cap(facet="gold")]), "“facet” must be one of"),
        (document(classes=[], floors=[]), "at least one group"),
        (document(extra=1), "“extra” is not a rule that this product knows"),
    ],
)
def test_each_mistake_in_what_is_new_has_one_clear_sentence(raw: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        parse(raw)
    assert "\n" not in str(refusal.value)


def test_a_class_is_the_first_that_matches_and_not_known_is_never_worse_than_no() -> None:
    rules = shipped()
    assert rules.class_of({"no_food": True, "carer": True}, 9) == (1, "no_food")
    assert rules.class_of({"carer": True}, 9) == (2, "carer")
    assert rules.class_of({}, 2) == (2, "decile")
    assert rules.class_of({}, None) == rules.class_of(dict.fromkeys(rules.facts_named, False), 10) == (3, "")


def change(path: str, value: Any) -> dict[str, Any]:
    raw = copy.deepcopy(as_json(shipped()))
    *keys, last = path.split(".")
    at: Any = raw
    for key in keys:
        at = at[int(key)] if key.isdigit() else at[key]
    if value is None:
        del at[last]
    else:
        at[int(last) if last.isdigit() else last] = value
    return raw


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("title", "", "“title” is missing"),
        ("classes.2.everyone", False, "must hold everyone"),
        ("classes.0.everyone", True, "nobody could be in a later one"),
        ("classes.1.any_of", ["rich"], "must be a list of"),
        ("classes.1.deciles_at_most", 12, "a whole number from 0 to 9"),
        ("classes", [], "at least one group"),
        ("floors.0.fact", "hungry", "must be one of"),
        ("floors.0.responsible_body", "", "“responsible_body” is missing"),
        ("floors.0.fact", "no_bed", "two floors"),
        ("floors.0.appeal", None, "both how to claim this right and how to appeal"),
        ("travel", None, "“travel” is missing"),
        ("travel.micro_gain_per_km", 1.5, "must be a whole number"),
        ("travel.bonus", 1, "is not a rule that this product knows"),
        ("standing.after_missed", 0, "from 1 to 99"),
        ("rounds.origin.level", "galactic", "“level” must be one of"),
        ("rounds.origin.review_on", "soon", "must be a day such as"),
        ("rounds.origin.sentence", "", "“sentence” is missing"),
    ],
)
def test_each_mistake_has_one_clear_sentence(path: str, value: Any, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        parse(change(path, value))
    assert "\n" not in str(refusal.value)


@pytest.mark.django_db
def test_one_set_is_in_force_and_the_gentler_ones_beside(place: Any) -> None:
    first = enact_shipped_rules(place=place)
    assert selectors.rules_in_force(place) == first
    assert [one.title for one in selectors.rules_beside(place)] == [
        "One group, rights first",
        "Two bands, rights first",
    ]
    assert enact_shipped_rules(place=place) == first
    second = enact_rules(place=place, document=shipped("one-class"))
    first.refresh_from_db()
    assert (first.state, second.state, selectors.rules_in_force(place)) == ("superseded", "in_force", second)
    assert selectors.document_of(second) == shipped("one-class")


@pytest.mark.django_db
def test_only_a_decision_puts_rules_in_force(place: Any, make_person: Any, citizen_of: Any) -> None:
    with pytest.raises(NotAllowed):
        enact_rules(place=place, document=shipped(), by=citizen_of(make_person()))


@pytest.mark.django_db
def test_rules_past_their_review_day_cannot_be_put_in_force(place: Any) -> None:
    raw = as_json(shipped())
    raw["travel"]["origin"]["review_on"] = (dt.date.today() - dt.timedelta(days=400)).isoformat()
    with pytest.raises(Refused, match="looked at again already"):
        enact_rules(place=place, document=raw)


@pytest.mark.parametrize("said", [{"deciding_body": " "}, {"decision_ref": ""}])
def test_rules_that_nobody_decided_are_not_in_force(place, said) -> None:
    with pytest.raises(Refused, match=r"^Say (which body|where the decision)"):
        enact_rules(place=place, document=shipped(), **said)


@pytest.mark.django_db
@pytest.mark.parametrize("said", [{"deciding_body": "B" * 5000}, {"decision_ref": "1" * 121}])
def test_who_decided_has_the_limit_that_it_has_in_the_document(place: Any, said: dict[str, str]) -> None:
    with pytest.raises(Refused, match=r"^Keep .* to 120 letters\.$"):
        enact_rules(place=place, document=shipped(), **said)
    assert selectors.rules_in_force(place) is None


def test_the_shipped_rules_can_be_adopted_on_any_day(place: Any) -> None:
    """Past the day on which they came to be looked at again, they are looked at again in a year."""
    from helpfulacts.core.clock import as_if

    with as_if(dt.datetime(2031, 3, 4, 12, tzinfo=dt.UTC)):
        adopted = enact_shipped_rules(place=place)
        assert adopted.review_on == dt.date(2032, 3, 3)
        assert enact_shipped_rules(place=place).pk == adopted.pk
