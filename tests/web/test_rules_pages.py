"""The page of the rules: every rule with who decided it, what changed from version to version, what is asked, what is late."""

from __future__ import annotations

import datetime as dt
import html
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

sys.path.insert(0, str(Path(__file__).parents[1] / "apps" / "coordination"))

from office_samples import World, build, key
from rule_makers import cap, full, lottery, origin
from rule_makers import document as rule_document

from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.models import RuleSet, RulesKept
from helpfulacts.core.clock import date_in_words, now, today
from tests.many_places import make_offer

pytestmark = pytest.mark.django_db


def page_of(place: Any) -> str:
    answer = Client().get(f"/{place.slug}/how-places-are-shared")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def make_late(place: Any) -> RuleSet:
    """Rules in force whose review day went by, as time makes them: the database lets nobody edit them."""
    number = max(RuleSet.objects.values_list("number", flat=True)) + 1
    raw = rule_document()
    day = (today(place.zone) - dt.timedelta(days=3)).isoformat()
    raw["travel"]["origin"]["review_on"] = day
    return RuleSet.objects.create(
        place=place, number=number, title="Late rules", sentence="They are late.", state="in_force", document=raw,
        hash="0" * 64, deciding_body="The board", decision_ref="1", in_force_from=today(), review_on=day,
    )  # fmt: skip


def test_every_kind_of_rule_is_shown_with_its_sentence_and_what_is_asked_for(place: Any) -> None:
    make_offer(place, costs=[{"bearer": "The council", "sphere": "public", "pence": 500}])
    enact_rules(place=place, document=full())
    page = page_of(place)
    for words in (
        "Turns that are kept. Some turns are kept for everyone else.",
        "A limit. Whoever had a place waits",
        "Money. The council pays up to £2,500 a round.",
        "It holds from Wednesday 1 April until Monday 31 March 2036.",
        "A lower level may vary it.",
        "A draw decides who comes first.",
        "One draw in public sets the order.",
        "What we ask others to change",
        "To pay small grants in cash. People in need can shop for themselves.",
        "Barred by “Who may pay in cash” (national level,",
    ):
        assert words in page, words
    assert "Inside a group a draw" not in page and "move up in your group" not in page


def test_what_changed_between_versions_is_said_in_words(place: Any) -> None:
    enact_rules(place=place, document=rule_document())
    assert "What changed, and when" not in page_of(place)
    enact_rules(place=place, document=rule_document(caps=[cap()]), deciding_body="The new board")
    enact_rules(place=place, document=lottery(3, 2, 1))
    page = page_of(place)
    first, then = page.index("Gone: the limit on “Mending"), page.index("New: the limit on “Mending")
    assert first < then, "the newest first"
    assert "Decided by the new board" in page and "was the first." in page
    assert "Who comes first is set in another way." in page


def test_a_rule_that_departs_from_one_above_says_from_which_and_why(place: Any) -> None:
    above = {"name": "How far", "origin": origin("All count alike.", level="national", may_vary=True)}
    raw = rule_document(above=[above])
    raw["travel"]["origin"] |= {"departs_from": "How far", "why": "The hills are steep here."}
    enact_rules(place=place, document=raw)
    assert "It departs from “How far” (national level): All count alike. Why: The hills are steep" in page_of(
        place
    )


def test_rules_past_their_day_are_flagged_and_an_officer_says_why_they_go_on(place: Any) -> None:
    world: World = build(place, with_round=False)
    RuleSet.objects.filter(place=place, state="in_force").update(state="superseded")
    late = make_late(place)
    page = page_of(place)
    assert (
        "These rules are overdue." in page
        and "Until somebody decides, or an officer says here why they go on, no round is confirmed." in page
    )
    officer = world.browser()
    for path in ("desk", "rounds"):
        assert world.url("rules-meanwhile") in officer.get(world.url(path)).content.decode()
    until = today(place.zone) + dt.timedelta(days=20)
    said = {"reason": "The board looks at them soon", "until": until.isoformat(), "key": key()}
    answer = officer.post(world.url("rules-meanwhile"), said | {"reason": "why"})
    assert answer.status_code == 422 and "in a few words" in answer.content.decode()
    assert "why</textarea>" in answer.content.decode(), "nothing typed is lost"
    answer = officer.post(world.url("rules-meanwhile"), said | {"key": key()})
    assert answer.status_code == 302
    assert RulesKept.objects.get().rule_set == late
    page = page_of(place)
    assert f"They go on until {date_in_words(until)}." in page and "The board looks at them soon" in page
    assert "Overdue" in page
    assert "The board looks at them soon" in officer.get(world.url("rounds")).content.decode()


@pytest.mark.parametrize(("held", "words"), [(0, "in your group."), (1, "come."), (3, "You hold 3 tickets")])
def test_how_to_check_the_draw_is_true_for_the_tickets_somebody_holds(
    place: Any, held: int, words: str
) -> None:
    draw = {"number": 1, "with_round": False, "committed_at": now(), "commitment": "c" * 64}
    answer = {"ticket": "a" * 64, "tickets_held": held, "ticket_id": "7f3a", "seed": "open"}
    context = {"answer": answer, "run": {"number": 1, "draw": draw}, "place": place}
    said = render_to_string("web/plan/parts/draw.html", context)
    assert words in said
    assert ("and each number from 2 up to 3 after it" in said) == (held == 3)
