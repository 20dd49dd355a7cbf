"""The plan says what is somebody's right, how to claim it and how to appeal, before any charity."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

from typing import Any

from plan_makers import asha, key, no_tries_yet, offer, text

from helpfulacts.coordination.actions.enact_rules import enact_shipped_rules
from helpfulacts.people.models import Person
from helpfulacts.support.actions.aspire import add_aspiration


def test_the_plan_says_the_right_how_to_claim_it_and_how_to_appeal(place: Any, asha: Any, offer: Any) -> None:
    enact_shipped_rules(place=place)
    add_aspiration(plan=asha.plan, words="A bed", facets=["furniture"], by=asha.actor)
    offer("A charity's bed")
    asha.browser.post("/testham/plan/suggest", {"key": key()})
    page = text(asha.browser.get("/testham/plan"))
    assert "Is this true for you: “I have no bed”?" in page and "You have a right here" not in page
    asha.browser.post("/testham/plan/facts", {"key": key(), "fact_no_bed": "yes"})
    assert Person.objects.get(pk=asha.person.pk).facts["no_bed"] is True
    page = text(asha.browser.get("/testham/plan"))
    assert "You have a right here. Somebody with no bed, who asks for one, must be offered one." in page
    assert "How to claim it: Ask the council's housing team for a bed." in page.replace("&#x27;", "'")
    assert "If the answer is no: Ask them to write down why." in page
    assert "We looked on" in page and "before any charity" not in page
    assert (
        "When we looked, only charity or neighbours helped with this here." in page
        and "Illustrative rule" in page
    )
    assert page.index("You have a right here") < page.index("What happens, and when")
