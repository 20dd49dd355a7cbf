"""Rules that contradict each other are named, with the smallest change that would do, and none comes into force."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rule_makers import cap, full, origin, reserved
from rule_makers import document as rule_document

from helpfulacts.cli.main import main
from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.models import RuleSet
from helpfulacts.coordination.rule_reading import SHIPPED, parse
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused

pytestmark = pytest.mark.django_db
ABOVE = {"name": "Who may pay", "origin": origin("Grants go to suppliers.", level="national")}
ASK = {"wanted": "To pay in cash.", "barred_by": "Who may pay", "origin": origin()}


def with_rule(**parts: Any) -> dict[str, Any]:
    """The default with these parts in the origin of the rule on how far."""
    raw = rule_document()
    raw["travel"]["origin"] |= parts
    return raw


def with_group(**parts: Any) -> dict[str, Any]:
    """The default with one group more before the last."""
    raw = rule_document()
    group = {"name": "late", "any_of": ["carer"], "origin": origin(), **parts}
    raw["classes"].insert(2, group)
    return raw


def past(days: int) -> str:
    return (today() - dt.timedelta(days=days)).isoformat()


BAD: dict[str, tuple[Callable[[], dict[str, Any]], str]] = {
    "too many turns": (
        lambda: rule_document(reserved=[reserved(3, 5), reserved(2, 3, name="carers", any_of=["carer"])]),
        "The kept turns “everyone else” and “carers” add up to more than all turns, by 4 of every 15",
    ),
    "nobody in a group": (with_group, "Nobody can be in the group “late”"),
    "nobody in a group by where they live": (
        lambda: with_group(any_of=[], deciles_at_most=2),
        "Nobody can be in the group “late”",
    ),
    "one name twice": (
        lambda: rule_document(caps=[cap(), cap(most=2)]),
        "The limit on “Mending things at home” stands here twice: join the two",
    ),
    "ends before it begins": (
        lambda: with_rule(from_day="2036-05-02", until_day="2036-05-01"),
        "The rule on how far ends on Thursday 1 May 2036, before it begins on Friday 2 May 2036",
    ),
    "review day past": (
        lambda: with_rule(review_on=past(3)),
        "The rule on how far was due to be looked at again already, by ",
    ),
    "over already": (lambda: with_rule(until_day=past(1)), "The rule on how far ended on "),
    "not begun": (lambda: with_rule(from_day="2036-05-02"), "The rule on how far begins on Friday 2 May 2036"),
    "departs without a rule": (
        lambda: with_rule(departs_from="Who may pay", why="It is far here."),
        "departs from “Who may pay”, which is not listed under “above”",
    ),
    "departs without why": (
        lambda: with_rule(departs_from="Who may pay") | {"above": [ABOVE]},
        "departs from “Who may pay” but does not say why",
    ),
    "departs from what may not be varied": (
        lambda: with_rule(departs_from="Who may pay", why="It is far here.") | {"above": [ABOVE]},
        "departs from “Who may pay”, a national rule that no lower level may vary",
    ),
    "asks without a rule": (lambda: rule_document(asks=[ASK]), "“To pay in cash.” is barred by “Who may pay”, which is not"),
    "asks for what is not barred": (
        lambda: rule_document(
            asks=[ASK], above=[ABOVE | {"origin": ABOVE["origin"] | {"may_vary": True}}]  # type: ignore[operator]
        ),
        "“To pay in cash.” is not barred by “Who may pay”, which a lower level may vary",
    ),
    "an unknown fact": (lambda: with_group(any_of=["rich"]), "Number 3 of “classes”: “any_of” must be a list of"),
    "a limit below nothing": (lambda: rule_document(caps=[cap(most=-1)]), "Number 1 of “caps”: “most” must be"),
}  # fmt: skip


@pytest.mark.parametrize("which", BAD)
def test_each_contradiction_has_one_clear_sentence_and_nothing_comes_into_force(
    which: str, place: Any, rules: Any
) -> None:
    make, sentence = BAD[which]
    with pytest.raises(Refused) as refusal:
        enact_rules(place=place, document=make())
    said = str(refusal.value)
    assert sentence in said and said.endswith(".") and "\n" not in said
    assert selectors.rules_in_force(place) == rules
    assert RuleSet.objects.count() == 3


def test_the_command_refuses_a_contradiction_with_exit_code_2(
    place: Any, tmp_path: Path, capsys: Any, monkeypatch: Any
) -> None:
    text = (SHIPPED / "default.toml").read_text(encoding="utf-8")
    bad = tmp_path / "rules.toml"
    for more, sentence in (
        ('[[reserved]]\nname = "all"\neveryone_else = true\nturns = 6\nof_every = 5\n', "“turns” must be"),
        (
            '[[caps]]\nfacet = "food"\nmost = 1\ndays = 9\nuntil_day = 2020-01-01\nsentence = "Once."\n',
            "The limit on “Food” ended on",
        ),
    ):
        bad.write_text(f"{text}\n{more}", encoding="utf-8")
        words = ["place", "adopt-rules", "--place", place.slug, "--file", str(bad), "--decided-by", "B"]
        monkeypatch.setattr(sys, "argv", ["helpfulacts", *words, "--decision", "1"])
        with pytest.raises(SystemExit) as done:
            main()
        said = capsys.readouterr()
        assert done.value.code == 2 and sentence in said.err and "Traceback" not in said.err
        assert not RuleSet.objects.exists()


def test_what_a_level_above_decided_stays(place: Any) -> None:
    raw = rule_document()
    raw["travel"]["origin"] |= {"level": "national", "sentence": "Nearer counts a little."}
    enact_rules(place=place, document=raw)
    lower = rule_document()
    lower["travel"]["micro_gain_per_km"] = 1
    with pytest.raises(
        Refused,
        match="The rule on how far is a national rule that no lower level may vary, and it is changed",
    ):
        enact_rules(place=place, document=lower)
    raw["travel"]["micro_gain_per_km"] = 2  # that level itself decides otherwise
    raw["travel"]["origin"]["may_vary"] = True
    enact_rules(place=place, document=raw)
    assert enact_rules(place=place, document=lower).state == "in_force"
    raw = rule_document(caps=[cap(origin=origin("Once.", level="national"))])
    enact_rules(place=place, document=raw)
    with pytest.raises(
        Refused, match=r"The limit on .* is a national rule that no lower level may vary, and it is left out"
    ):
        enact_rules(place=place, document=rule_document())


def test_rights_that_the_places_cannot_meet_are_named_with_what_would_do(
    place: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Hot meals", places=2, facets={"food": 3, "warmth": 2})
    make_offer("Soup run", places=1, facets={"food": 1})
    for facet, fact in (("food", "no_food"), ("food", "no_food"), ("warmth", "no_warmth")):
        make_asker((facet,), facts={fact: True})
    with pytest.raises(Refused) as refusal:
        enact_rules(place=place, document=rule_document())
    assert str(refusal.value) == (
        "The right “I have no heating” and the right “I have no food” cannot all be met by the places there are for "
        "whoever asks now; with 1 more place at “Hot meals”, or with at least grade 1 instead of 2 for the right “I have "
        "no food”, they can."
    )
    assert not RuleSet.objects.exists()
    gentler = rule_document()
    next(floor for floor in gentler["floors"] if floor["fact"] == "no_food")["min_grade"] = 1
    assert enact_rules(place=place, document=gentler).state == "in_force"
    # A right that is in force already and cannot be met is an alarm of a round, not a contradiction.
    make_asker(("warmth",), facts={"no_warmth": True})
    make_asker(("warmth",), facts={"no_warmth": True})
    assert enact_rules(place=place, document=gentler | {"title": "The same rights"}).state == "in_force"


def test_one_right_alone_that_nothing_meets_is_named(place: Any, make_asker: Any) -> None:
    make_asker(("furniture",), facts={"no_bed": True})
    with pytest.raises(Refused) as refusal:
        enact_rules(place=place, document=rule_document())
    assert str(refusal.value).endswith(
        "cannot be met by the places there are for whoever asks now; with 1 more place that counts for it, it can."
    )


PAID = [{"bearer": "the  COUNCIL", "sphere": "public", "pence": 500}]


def test_every_document_that_may_be_in_force_reads_back(place: Any, make_offer: Any) -> None:
    make_offer(costs=PAID)
    adopted = enact_rules(place=place, document=full())
    assert selectors.document_of(adopted) == parse(full())


@pytest.mark.parametrize("body", ["The council", "A trust that pays for nothing"])
def test_a_budget_of_a_body_that_pays_for_no_shared_offer_is_refused(
    body: str, place: Any, make_offer: Any
) -> None:
    make_offer(costs=[{"bearer": "Another", "sphere": "public", "pence": 500}])
    make_offer(costs=PAID, status="ended")
    line = {"name": "Money", "body": body, "facets": [], "pence": 9_00, "origin": origin()}
    with pytest.raises(Refused, match=f"^No shared offer here is paid by “{body}”, so the budget “Money”"):
        enact_rules(place=place, document=rule_document(budgets=[line]))
    assert not RuleSet.objects.exists()


def test_a_file_with_a_byte_order_mark_is_read_and_a_number_too_long_is_one_sentence(
    place: Any, tmp_path: Path, capsys: Any, monkeypatch: Any
) -> None:
    text, file = (SHIPPED / "default.toml").read_text(encoding="utf-8"), tmp_path / "rules.toml"
    words = ["place", "adopt-rules", "--place", place.slug, "--file", str(file), "--decided-by", "B"]
    monkeypatch.setattr(sys, "argv", ["helpfulacts", *words, "--decision", "1"])
    for said, code in ((text.replace("after_missed = 2", "after_missed = " + "9" * 5000), 2), (text, 0)):
        file.write_text(said, encoding="utf-8-sig")
        with pytest.raises(SystemExit) as done:
            main()
        err = capsys.readouterr().err
        assert (done.value.code or 0) == code and len(err.strip().splitlines()) == (1 if code else 0), err
