"""A budget from the question to what was promised: asked, brought, costed, voted on, counted and kept, by page and keyboard at 360 px."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from budget_by_page import (
    BENCHES,
    COSTS,
    DAY,
    HIDDEN,
    HOUR,
    KITCHEN,
    LIGHTS,
    TITLES,
    Walk,
    ask_by_page,
    bring_by_page,
    come_back,
    counted_again,
    decide_by_page,
    find_on_board,
    main_of,
    papers_by_page,
    read_by_page,
    receipt_of,
    take_part,
)
from hands import OVER, Pointer
from playwright.sync_api import expect

from helpfulacts.core.clock import today
from helpfulacts.deliberation.contributions import get_contribution
from helpfulacts.deliberation.selectors import stage_of_kind
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.grant_role import grant_role
from tests.deciding import voted
from tests.served_here import Clock, served_here

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def accounts(place: Any) -> dict[str, Any]:
    """A member who asks for the forum, an officer and a link worker; and a body that will promise something."""
    forum, found, day = begin_organisation(place=place, name="The forum"), {}, today()
    begin_organisation(place=place, name="The parks team")
    for role, shown_as in (("elected", "Cllr Khan"), ("officer", "Mel, officer"), ("navigator", "Tom, link worker")):  # fmt: skip
        found[role] = begin_account(email=f"{role}@example.org")
        grant_role(
            place=place, account=found[role], role=role, shown_as=shown_as, body=forum, begins=day, until=day + 120 * DAY,
        )  # fmt: skip
    return found


def test_from_the_question_to_what_was_promised(
    accounts: dict[str, Any], place: Any, chromium: Any, look: Callable[[Any, str], None], tmp_path: Path
) -> None:
    clock = Clock()
    with served_here(clock) as address:
        walk = Walk(chromium, address, place, clock)
        khan, ana = walk.browser(accounts["elected"]), walk.browser()
        mel, tom, ben = (walk.browser(accounts.get(who)) for who in ("officer", "navigator", ""))

        def seen(someone: Pointer, name: str) -> None:
            assert someone.page.locator("script").count() == 0
            look(someone.page, name)
            someone.page.set_viewport_size({"width": 360, "height": 780})

        ask_by_page(khan)

        walk.when("gather")
        words = take_part(ana)
        bring_by_page(ana, TITLES[KITCHEN], "A new cooker, so that lunch goes on.", "7000")
        bring_by_page(ana, "A cinema in South", "Films for everybody.", "9000")
        take_part(ben)
        bring_by_page(ben, TITLES[BENCHES], "4 seats and 2 trees.", "3000")
        bring_by_page(ben, TITLES[LIGHTS], "11 lights from the lock to the shops.", "9800")
        for number in (KITCHEN, HIDDEN, BENCHES, LIGHTS):
            read_by_page(mel, number, hides=number == HIDDEN)
        ana.goto("/testham/deciding/2/mine/")
        expect(main_of(ana)).to_contain_text("Number 2 is hidden.")
        expect(main_of(ana)).to_contain_text("The cinema is not in North.")
        ben.goto("/testham/deciding/2/said/")
        for title in TITLES.values():
            expect(main_of(ben)).to_contain_text(title)
        expect(main_of(ben)).not_to_contain_text("cinema")
        ben.goto(f"/testham/deciding/2/say/?about={KITCHEN}")
        ben.press("Agree")

        for number, pounds in COSTS.items():
            khan.goto("/testham/office/deciding/2/costs")
            khan.choose("Which project?", str(number))
            khan.write("What does it cost?", pounds)
            khan.write("Who worked it out?", "the parks team")
            khan.press("Say what it costs")
        expect(main_of(khan)).to_contain_text("All together: £15,200. There is £12,000.")
        seen(khan, "deciding_costs-worked_out")

        walk.when("ballot")
        come_back(ana, words)
        ana.follow("Go to the vote", within=main_of(ana))
        ana.tick(f"Yes to “{TITLES[BENCHES]}”", "checkbox")
        ana.press("Hand in my vote")
        before = receipt_of(ana)
        ana.follow("Change my vote")
        ana.page.get_by_label(f"Yes to “{TITLES[BENCHES]}”").press("Space")
        for number in (KITCHEN, LIGHTS):
            ana.tick(f"Yes to “{TITLES[number]}”", "checkbox")
        ana.press("Hand in my vote")
        receipt = receipt_of(ana)
        find_on_board(ana, before, "A later vote took its place.")
        find_on_board(ana, receipt, "We have your vote.")
        assert ana.page.evaluate(OVER) <= 0
        projects = {number: get_contribution(walk.asked, number) for number in TITLES}
        both, seats = {projects[KITCHEN]: 1, projects[LIGHTS]: 1}, {projects[BENCHES]: 1}
        voted(walk.asked, [begin_person(place=place) for _ in range(8)], [both] * 5 + [seats] * 3)
        papers_by_page(tom)

        walk.when("ballot", over=True)
        khan.goto("/testham/office/deciding/2")
        expect(main_of(khan)).to_contain_text("Batch 1 of papers is still open.")
        mel.goto(tom.page.url.removeprefix(address))
        mel.press("It is right. Close it")
        khan.goto("/testham/office/deciding/2")
        khan.press("vote", within=main_of(khan))
        khan.press("vote", within=main_of(khan))
        for title in (TITLES[KITCHEN], TITLES[BENCHES]):
            expect(main_of(khan)).to_contain_text(f"{title} Won")
        come_back(ana, words)
        find_on_board(ana, receipt, "Your vote was counted.")
        assert counted_again(khan, tmp_path) == [KITCHEN, BENCHES]
        khan.goto("/testham/office/deciding/2")
        decide_by_page(khan, stage_of_kind(walk.asked, "ballot").closes.date())
        expect(main_of(khan)).to_contain_text("Funded. 7 supporters pay")
        khan.unfold("See every step")
        expect(main_of(khan)).to_contain_text("If only the number of votes counted")

        walk.when("ballot", over=True, later=10 * DAY)
        khan.goto("/testham/office/deciding/2")
        khan.follow("What was promised", within=main_of(khan))
        khan.press("It is kept")
        expect(khan.page.get_by_role("alert").first).to_contain_text("Choose the promise.")
        seen(khan, "decide_kept-mistakes")
        khan.choose("Which promise is kept?", "The forum: Fit the kitchen")
        khan.write("What shows it?", "Lunch is three days a week.")
        khan.press("It is kept")
        expect(main_of(khan)).to_contain_text("It is kept.")

        walk.when("ballot", over=True, later=21 * DAY + HOUR)
        ana.goto("/testham/decided/1/")
        expect(main_of(ana)).to_contain_text("2 promises: 1 kept and 1 late.")
        expect(main_of(ana)).to_contain_text("Lunch is three days a week.")
        come_back(ana, words)
        ana.goto("/testham/deciding/")
        expect(main_of(ana)).to_contain_text(re.compile(r"What became of what you said: \d things moved"))
        ana.follow("What became of what you said", within=main_of(ana))
        for sentence in (
            "Number 1 has an answer by decision 1: yes.",
            "What the forum promised by decision 1 is done.",
            "What the parks team promised by decision 1 is late.",
            "Number 4 has an answer by decision 1: no.",
        ):
            expect(main_of(ana)).to_contain_text(sentence)
        seen(ana, "deciding_told")
        khan.goto("/testham/office/decisions/1/promises")
        seen(khan, "decide_kept")
