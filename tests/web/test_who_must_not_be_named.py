"""What somebody in hiding gives is named on no page: but whoever was promised it reads what they need, and no more."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

from typing import Any

import pytest
from plan_makers import answer_on_page, asha, key, no_tries_yet, offer, round_of, text

from helpfulacts.directory.actions.protect_giver import protect_giver
from helpfulacts.directory.models import Offer
from helpfulacts.people.actor import Actor
from helpfulacts.support.actions.choose_offer import choose_offer

pytestmark = pytest.mark.django_db
TOM = Actor("Tom, link worker", "navigator")
NAMES = ("Bea's lift", "Bea's cake", "Bea's talk", "Bea's walk", "Bea's jam", "Bea's hats")


def test_a_plan_its_prints_its_reasons_and_a_list_name_only_what_was_promised(
    place: Any, asha: Any, offer: Any, make_person: Any
) -> None:
    bea, browser = make_person(), asha.browser
    given = {name: offer(name) for name in NAMES}
    Offer.objects.filter(pk__in=[one.pk for one in given.values()]).update(giver=bea)
    acts = {
        name: choose_offer(plan=asha.plan, offer=one, by=asha.actor) for name, one in list(given.items())[:5]
    }
    lift, cake, talk, walk, _ = acts.values()
    answer_on_page(asha, lift, answer="yes")
    answer_on_page(asha, talk, answer="not_now")
    answer_on_page(asha, walk, answer="yes")
    for act, verb in ((walk, "stop"), (cake, "never")):
        browser.post(f"/testham/plan/acts/{act.pk}/{verb}", {"key": key()})
    pages = (
        "plan",
        "plan/print",
        "plan/large-print",
        "list",
        *(f"plan/acts/{one.pk}/why" for one in acts.values()),
    )

    def named() -> dict[str, set[str]]:
        """By name: the pages that say it, the calendar of the plan and what was taken off a list among them."""
        hats = given["Bea's hats"].pk
        browser.post(f"/testham/list/off/{hats}", {"key": key()})
        answers = {page: browser.get(f"/testham/{page}", follow=True).content.decode() for page in pages}
        answers["calendar"] = browser.post("/testham/plan/calendar", {"key": key()}).content.decode()
        answers["choose"] = text(browser.post(f"/testham/plan/choose/{hats}", {"key": key()}, follow=True))
        return {
            name: {
                page for page, said in answers.items() if name.replace("'", "&#x27;") in said or name in said
            }
            for name in NAMES
        }

    before = named()
    assert all(before[name] for name in NAMES) and "list" in before["Bea's hats"]
    protect_giver(person=bea, protected=True, why="They are in danger", by=TOM)
    after = named()
    assert {name for name in NAMES if after[name]} == {"Bea's lift"}
    assert {"plan", "plan/print", "plan/large-print"} <= after["Bea's lift"]
    plan = browser.get("/testham/plan").content.decode()
    assert "Something that is not listed now" in plan and f"offers/{lift.offer_id}" not in plan
    assert f"/offers/{lift.offer_id}" not in browser.get(f"/testham/plan/acts/{lift.pk}/why").content.decode()
    protect_giver(person=bea, protected=False, why="They are safe", by=TOM)
    again = named()
    assert all(before[name] - {"choose"} <= again[name] for name in NAMES)


def test_a_round_confirmed_before_names_it_only_to_whoever_said_yes(round_of: Any, make_person: Any) -> None:
    _, browser = round_of["placed"]
    bea = make_person()
    Offer.objects.filter(title="A shared bed").update(giver=bea)
    assert "a shared bed" in text(browser.get("/testham/plan/round")).lower()
    protect_giver(person=bea, protected=True, why="They are in danger", by=TOM)
    gone = text(browser.get("/testham/plan/round"))
    assert "shared bed" not in gone and "you keep your turn" in gone
