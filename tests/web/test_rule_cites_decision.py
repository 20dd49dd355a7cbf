"""Where a rule was made by a decision of this place, the rules page and the answer after a round say which one."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from plan_makers import no_tries_yet, offer, round_of, text

from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.cited import cite_decision
from helpfulacts.coordination.explanation import Explanation
from helpfulacts.coordination.rule_reading import shipped
from helpfulacts.core.clock import now, today
from helpfulacts.deliberation.models import Decision
from tests.deciding import ask

pytestmark = pytest.mark.django_db
REF, BODY = "Decision 4, 24 June 2026", "The forum"


def test_both_answers_after_a_round_name_the_decision(round_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Explanation.rule.fget  # type: ignore[attr-defined]
    for answer in ("placed", "refused"):
        assert (
            "decision"
            not in text(round_of[answer][1].get("/testham/plan/round")).split("The rule was made by")[1][:60]
        )
    cited = property(lambda one: replace(kept(one), decision_ref=REF, deciding_body=BODY))
    monkeypatch.setattr(Explanation, "rule", cited)
    for answer in ("placed", "refused"):
        page = text(round_of[answer][1].get("/testham/plan/round"))
        assert "The rule was made by the forum: decision 4, 24 June 2026." in page
    decision_4(round_of["placed"][0].place)
    for answer in ("placed", "refused"):
        page = round_of[answer][1].get("/testham/plan/round").content.decode()
        assert '<a href="/testham/decided/4/">decision 4, 24 June 2026</a>' in page


def decision_4(place: Any) -> None:
    """Published; it put rules in force."""
    asked = ask(place, "decide")
    made = Decision.objects.create(
        place=place, deliberation=asked, number=4, body=BODY, by_shown_as="Mel", sentence="So it is.", reason="Most agree.",
        decided_on=today(), review_on=today() + dt.timedelta(days=90), rule_set=1,
    )  # fmt: skip
    made.published_at = now()
    made.save(update_fields=["published_at"])


def test_the_rules_page_names_it_as_the_record(place: Any, client: Any) -> None:
    days = {"review_on": shipped("default").review_on, "day": today()}
    enact_rules(place=place, document=cite_decision(shipped("default"), None, ref=REF, body=BODY, **days))
    page = text(client.get("/testham/how-places-are-shared"))
    assert "Decided by the forum" in page and f"Record {REF}" in page
