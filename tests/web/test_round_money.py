"""The round's page where the rules have budgets: what each holds, and nothing from which few people could be counted."""

from __future__ import annotations

from typing import Any

import pytest
from office_samples import build, text_of

from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.rule_document import as_json
from helpfulacts.coordination.rule_reading import shipped
from helpfulacts.directory.models import Offer
from helpfulacts.web.views import office_rounds

pytestmark = pytest.mark.django_db


def test_the_page_says_what_each_budget_holds_and_what_more_would_do(place: Any) -> None:
    world = build(place, with_round=False)
    before = run_round(place=place)
    plain = text_of(world.browser().get(world.url(f"rounds/{before.number}")))
    assert "Money for places" not in plain and "the money for this ended" not in plain
    cost = {
        "bearer": "The partnership",
        "sphere": "civic",
        "pence": 30_00,
        "paid_minutes": 0,
        "unpaid_minutes": 0,
    }
    Offer.objects.filter(pk__in=[world.offers[name].pk for name in ("repair", "bench")]).update(costs=[cost])
    document = as_json(shipped("default"))
    origin = document["travel"]["origin"] | {"sentence": "The partnership pays up to £70 a round."}
    line = {
        "name": "Mending money",
        "body": "The partnership",
        "facets": ["repairs"],
        "pence": 70_00,
        "origin": origin,
    }
    enact_rules(place=place, document={**document, "budgets": [line]})
    run = run_round(place=place)
    assert (before.placed, run.placed, run.refused) == (3, 2, 3)
    page = text_of(world.browser().get(world.url(f"rounds/{run.number}")))
    for words in (
        "Money for places", '£70</td><td class="n">some</td><td class="n">some</td>',
        "about one more place for each £30", "With £100 more, some more people would have a place",
        "nobody would lose theirs",
    ):  # fmt: skip
        assert words in page, words
    assert "£60" not in page and "£10<" not in page
    assert "Not tried: " in page and "Money ended there before the places did" in page
    page = text_of(world.browser().get(world.url(f"rounds/{run.number}/more-places")))
    assert "Nobody was refused" not in page and "Not tried: " in page


def test_who_waits_by_a_limit_is_not_said_to_have_found_all_full(place: Any, monkeypatch: Any) -> None:
    world = build(place, with_round=False)
    run = run_round(place=place)
    page = text_of(world.browser().get(world.url(f"rounds/{run.number}")))
    assert "all full" in page and "by a limit" not in page
    monkeypatch.setattr(office_rounds, "held_by_limits", lambda run: (2, ["Whoever had a place waits."]))
    page = text_of(world.browser().get(world.url(f"rounds/{run.number}")))
    assert "full, or a limit" in page and "</b>all full" not in page
    said = "2 people of those without a place wait by a limit of the rules, not because all was full."
    assert said in page and "The rule is: Whoever had a place waits." in page
    page = text_of(world.browser().get(world.url(f"rounds/{run.number}/letters")))
    assert "Full, or a limit" in page and "All full" not in page
