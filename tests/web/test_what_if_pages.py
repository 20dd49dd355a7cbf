"""What if: the office works it out, everybody reads what it shows; a mistake on the form loses nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from office_samples import World, build, post, text_of

from helpfulacts.coordination import rule_reading
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.models import RuleSet, WhatIf
from helpfulacts.coordination.rule_document import as_json
from helpfulacts.core.errors import Refused
from helpfulacts.directory.models import Offer
from helpfulacts.engine.small import SMALL
from helpfulacts.web import what_if_shown
from helpfulacts.web.views import what_if as views

pytestmark = pytest.mark.django_db
RULES = (rule_reading.SHIPPED / "one-class.toml").read_text(encoding="utf-8")
MARKED = RULES.replace('title = "', 'title = "Mine: ', 1)


@pytest.fixture
def world(place: Any) -> World:
    return build(place)


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text_of(answer))))


def shared(world: World) -> Offer:
    return Offer.objects.filter(place=world.place, access="shared", status="active").order_by("title")[0]


def built(world: World, **fields: Any) -> Any:
    return post(world.browser(), world.url("what-if/new"), **{"title": "One group?", **fields})


def test_the_office_works_it_out_and_only_then_shows_it(world: World) -> None:
    answer = built(world, rules=["set-2", "set-3"])
    assert answer.status_code == 302 and answer["Location"].endswith("/what-if/1")
    for who, status in (("officer", 200), ("nobody", 404), ("navigator", 404), ("provider", 404)):
        assert world.browser(who).get(world.url("what-if/1")).status_code == status, who
        assert world.browser(who).get(world.url("what-if/1/figures.json")).status_code == status, who
    assert "Nothing is shown here yet" in words(world.browser("nobody").get(world.url("what-if")))
    assert post(world.browser(), world.url("what-if/1/show")).status_code == 302
    page = words(world.browser("nobody").get(world.url("what-if/1")))
    for said in (
        "Nothing is decided",
        "Gain a place",
        "We tell nothing of these, for they would give away a number under ten: by",
        "The twelve principles",
        "not assessed",
    ):
        assert said in page, said
    assert "One group?" in words(world.browser("nobody").get(world.url("what-if")))
    assert world.browser("nobody").get(world.url("what-if/1/figures.json")).json()["columns"]


def test_what_a_limit_says_stands_beside_who_it_holds(world: World) -> None:
    document = as_json(rule_reading.shipped("default"))
    said = "Whoever had a place waits."
    cap = {
        "facet": "repairs",
        "most": 1,
        "days": 90,
        "origin": document["travel"]["origin"] | {"sentence": said},
    }
    enact_rules(place=world.place, document={**document, "caps": [cap]})
    built(world, rules=["set-2"])
    page = words(world.browser().get(world.url("what-if/1")))
    assert f"Who waits by a limit did not find all full. It says: {said}" in page
    assert "Full, or a limit" in page and "All full" not in page
    assert "Gone: the limit on “" in page, "a way without the limit says so"


def test_each_way_says_what_is_different_from_now(world: World) -> None:
    """A budget more has the title and the sentence of now: the page must say the budget."""
    budget = (
        '[[budgets]]\nname = "Repairs money"\nbody = "The council"\nfacets = ["repairs"]\npence = 50_000\n'
        'sentence = "Repairs stop at £500."\n'
    )
    mine = (rule_reading.SHIPPED / "default.toml").read_text(encoding="utf-8") + budget
    council = {
        "bearer": "The council",
        "sphere": "public",
        "pence": 500,
        "paid_minutes": 0,
        "unpaid_minutes": 0,
    }
    Offer.objects.filter(pk=shared(world).pk).update(costs=[council])
    built(world, pasted=mine, ends=str(shared(world).pk))
    page = words(world.browser().get(world.url("what-if/1")))
    assert "New: the budget “Repairs money”. Repairs stop at £500." in page
    assert f"“{shared(world).title}” would end." in page


def test_the_same_rules_are_said_to_stay(world: World) -> None:
    built(world, ends=str(shared(world).pk))
    page = words(world.browser().get(world.url("what-if/1")))
    assert "The rules stay as they are now." in page
    assert "“Now” is counted afresh" in page


def test_what_is_hidden_of_a_club_is_said_once_and_plainly() -> None:
    hidden = dict.fromkeys(what_if_shown.TOUCHED)
    assert what_if_shown.touched(hidden) == [("People whom it touches", what_if_shown.NO_NUMBER)]
    some = what_if_shown.touched(hidden | {"holding": 20, "waiting": 1_240})
    assert some[:2] == [
        ("People who have a place there", "20"),
        ("People who wait for it, or whom it would fit", "1,240"),
    ]
    assert len(some) == 3 and some[2][0] == "Not told, so that nobody can be found"


def test_a_table_of_large_groups_that_is_all_hidden_says_so() -> None:
    """Dashes beside groups of hundreds are not “too few”: no bars, and a sentence."""
    column = {
        "asked": 560,
        "placed": None,
        "share": None,
        "low": None,
        "high": None,
        "gain": None,
        "lose": None,
    }
    group = {
        "code": "class",
        "title": "By group",
        "rows": [{"code": "1", "label": "All", "columns": [column]}],
    }
    shown = what_if_shown.group_shown(group, ["Now"])
    assert shown.bars is None and shown.lines[0].small == "560 ask"


def test_an_offer_that_ends_shows_what_that_would_mean(world: World) -> None:
    offer = shared(world)
    assert built(world, ends=str(offer.pk)).status_code == 302
    page = words(world.browser().get(world.url("what-if/1")))
    assert f"If “{offer.title}” ends" in page and "Three months. It may not end before" in page
    assert "Who must be asked" in page and offer.shown_from in page


def test_no_number_of_one_to_nine_people_is_on_the_page(world: World) -> None:
    built(world, rules=["set-2", "set-3"], ends=str(shared(world).pk))
    figures = WhatIf.objects.get(place=world.place).figures

    def counts(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from counts(inner, name if key in ("mean", "between") else key)
        elif isinstance(value, list):
            for inner in value:
                yield from counts(inner, name)
        elif name in ("asked", "placed", "refused", "gaps", "gain", "lose", "leave", "owed", "met", "unmet",
                      "holding", "waiting", "something_else", "nothing_else", "known", "not_known"):  # fmt: skip
            yield value

    found = list(counts(figures))
    assert len(found) > 50
    assert all(one is None or not 0 < one < SMALL for one in found)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose rules, other places"),
        ({"title": "", "rules": ["set-1"]}, "Give it a title"),
        ({"pasted": MARKED.replace("everyone = true", "everyone = false")}, "must hold everyone"),
        ({"pasted": "title = "}, "cannot be read as TOML"),
        ({"rules": ["set-1", "set-2", "set-3"], "pasted": MARKED}, "at most 3"),
        ({"rules": ["set-1"], "places_1": "+6"}, "Choose which offer"),
        ({"rules": ["set-99"]}, "Choose from the list"),
    ],
)
def test_a_mistake_is_one_sentence_and_nothing_is_lost(
    world: World, fields: dict[str, Any], sentence: str
) -> None:
    answer = built(world, **fields)
    assert answer.status_code == 422 and sentence in words(answer)
    kept = unescape(answer.content.decode())
    for name, typed in fields.items():
        if name in ("pasted", "places_1") and typed:
            assert typed.strip() in kept, name
    assert not WhatIf.objects.exists()


@pytest.mark.parametrize("said", ["-9999", "many", "6.5"])
def test_a_number_of_places_that_cannot_be_is_one_sentence(world: World, said: str) -> None:
    answer = built(world, offer_1=str(shared(world).pk), places_1=said)
    assert answer.status_code == 422 and "Something needs another look" in words(answer)
    assert f'value="{said}"' in answer.content.decode() and not WhatIf.objects.exists()


def test_a_file_of_rules_is_read_and_kept_when_something_else_is_wrong(world: World) -> None:
    sent = SimpleUploadedFile("mine.toml", MARKED.encode())
    answer = built(world, title="", file=sent)
    assert answer.status_code == 422 and "Mine: " in unescape(answer.content.decode())
    answer = built(world, file=SimpleUploadedFile("mine.toml", MARKED.encode()))
    assert answer.status_code == 302
    assert WhatIf.objects.get(place=world.place).scenarios[0]["title"].startswith("Mine: ")
    answer = built(world, file=SimpleUploadedFile("mine.toml", b"\xff\xfe\x00"))
    assert answer.status_code == 422 and "not written in UTF-8" in words(answer)


def test_pressed_twice_it_is_worked_out_and_kept_once(world: World, monkeypatch: Any) -> None:
    worked = []
    real = views.work_out
    monkeypatch.setattr(views, "work_out", lambda *given: worked.append(given) or real(*given))
    browser = world.browser()
    form = browser.get(world.url("what-if/new")).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', form)
    assert key
    for _ in range(2):
        browser.post(world.url("what-if/new"), {"title": "One group?", "rules": ["set-2"], "key": key[1]})
    assert WhatIf.objects.count() == 1 and len(worked) == 1


def test_after_a_failure_the_same_form_can_be_sent_again(world: World, monkeypatch: Any) -> None:
    """The key counts once something was kept: not after a crash, and not after a refusal."""
    browser = world.browser()
    browser.raise_request_exception = False
    key = re.search(r'name="key" value="([^"]+)"', text_of(browser.get(world.url("what-if/new"))))
    assert key
    sent = {"title": "One group?", "rules": ["set-2"], "key": key[1]}
    real = views.work_out
    for failure, status in ((RuntimeError("broken"), 500), (Refused("Not now."), 422)):

        def fails(*given: Any, failure: Exception = failure) -> Any:
            raise failure

        monkeypatch.setattr(views, "work_out", fails)
        assert browser.post(world.url("what-if/new"), sent).status_code == status
        assert not WhatIf.objects.exists()
    monkeypatch.setattr(views, "work_out", real)
    for _ in range(2):
        assert browser.post(world.url("what-if/new"), sent)["Location"].endswith("/what-if/1")
    assert WhatIf.objects.count() == 1


def test_a_right_that_the_places_cannot_meet_stands_first_on_the_page(world: World, monkeypatch: Any) -> None:
    real, said = views.work_out, "The right “I have no bed” cannot be met; with more places, it can."

    def short(*given: Any) -> Any:
        worked = real(*given)
        return replace(worked, figures={**worked.figures, "warnings": [said]})

    monkeypatch.setattr(views, "work_out", short)
    built(world, rules=["set-2"])
    page = words(world.browser().get(world.url("what-if/1")))
    assert said in page and page.index(said) < page.index("What would be different")
    assert world.browser().get(world.url("what-if/1/figures.json")).json()["warnings"] == [said]


@pytest.mark.parametrize("empty", [b"", b"\xef\xbb\xbf \n"])
def test_an_empty_file_is_said_to_be_empty(world: World, empty: bytes) -> None:
    answer = built(world, rules=["set-2"], file=SimpleUploadedFile("mine.toml", empty))
    assert answer.status_code == 422 and "That file is empty" in words(answer)
    assert not WhatIf.objects.exists()


def test_rules_that_could_not_come_into_force_are_a_form_error(world: World) -> None:
    kept = (
        '\n[[reserved]]\nname = "{0}"\neveryone_else = true\nturns = {1}\nof_every = 4\nsentence = "Kept."\n'
    )
    own = RULES + kept.format("one", 3) + kept.format("two", 2)
    answer = built(world, pasted=own)
    assert answer.status_code == 422 and "add up to more than all turns" in words(answer)
    answer = built(world, pasted=RULES.replace("[origin]", 'origin = "x"\n[other]'))
    assert answer.status_code == 422 and "must be a table of named values" in words(answer)
    assert not WhatIf.objects.exists()


def test_an_offer_that_is_no_longer_shown_is_not_named(world: World) -> None:
    offer = shared(world)
    assert built(world, ends=str(offer.pk)).status_code == 302
    Offer.objects.filter(pk=offer.pk).update(status="ended")
    page = words(world.browser().get(world.url("what-if/1")))
    assert offer.title not in page and "An offer that is no longer shown" in page and "we name nobody" in page
    assert offer.title not in world.browser().get(world.url("what-if/1/figures.json")).content.decode()


def test_without_rules_in_force_the_page_says_so(place: Any) -> None:
    world = build(place, with_round=False)
    RuleSet.objects.filter(place=place, state="in_force").update(state="superseded")
    assert "No rules are in force" in words(world.browser().get(world.url("what-if/new")))
    assert "No rules are in force" in words(built(world, ends=str(shared(world).pk)))
    assert not WhatIf.objects.exists()
