"""Deciding together on a phone, by keyboard alone and without scripts: three answers, a vote, its receipt; and each page looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hands import OVER, Keyboard
from playwright.sync_api import expect

from helpfulacts.core.clock import as_if
from helpfulacts.deliberation.actions.add_translation import A_PROGRAMME, add_translation
from helpfulacts.deliberation.actions.close_stage import close_stage
from helpfulacts.deliberation.contributions import last_revision
from helpfulacts.deliberation.models import Stage
from helpfulacts.people.actor import Actor
from tests.deciding import MEMBER, ask, bring, bring_projects, decide, made_count
from tests.served_here import served_here

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db, pytest.mark.slow]


ARABIC = ("أضواء على طريق القناة", "أحد عشر ضوءا من الهويس إلى المتاجر.")
OFFICER = Actor("Mel, partnership officer", "officer")


@pytest.fixture
def asked(place: Any) -> str:
    """A question open to answers, one open to a vote, one of points, and one decided; the address that shows them."""
    first = ask(place, question="What would make North warmer?")
    for words in ("Lunch on Sundays too.", "A warm room that is open until nine in the evening.", "A bus on Fridays."):  # fmt: skip
        bring(first, words)
    second = ask(place, "ballot", question="How do we spend £12,000 in North?")
    projects = bring_projects(second)
    bring(second, "The path is dark.", kind="reason", parent=projects[2])
    add_translation(
        revision=last_revision(projects[2]), language="ar", title=ARABIC[0], words=ARABIC[1], made_by=A_PROGRAMME, by=OFFICER
    )  # fmt: skip
    points = ask(place, "weigh", uses="entitlement", question="Who comes first when places are few?")
    for words in ("Those who wait longest.", "Carers first."):
        bring(points, words)
    decide(ask(place, "decide"), {})
    made_count(second, dict(zip(projects, (402, 388, 233), strict=True)), projects[:2])
    decide(second, dict(zip(projects, ("yes", "yes", "no"), strict=True)), departs="A gift paid for more.")
    return "/testham"


def test_on_a_phone_by_keyboard_without_scripts(
    asked: str, chromium: Any, look: Callable[[Any, str], None]
) -> None:
    with served_here() as address:
        context = chromium.new_context(base_url=address, viewport={"width": 360, "height": 780})
        page = context.new_page()
        page.set_default_timeout(20_000)
        someone, main = Keyboard(page), page.get_by_role("main")

        def seen(name: str) -> None:
            """Looked at, at both widths. No page has a script: the only one that runs is the checker's."""
            assert page.locator("script").count() == 0
            look(page, name)
            page.set_viewport_size({"width": 360, "height": 780})

        someone.goto("/testham/")
        someone.follow("Have your say")
        seen("deciding-list")
        someone.follow("What would make North warmer?")
        assert page.get_by_role("heading", name="The promise").bounding_box()["y"] < 600
        seen("deciding_one")
        someone.follow("Say what you think", within=main)
        assert page.get_by_role("button", name="Disagree").bounding_box()["y"] < 780, "it scrolls"
        seen("deciding_say")
        someone.press("Agree")
        expect(main).to_contain_text("Your answer waits")
        seen("deciding_join")
        someone.press("Yes, I take part")
        expect(page.get_by_role("alert").first).to_contain_text("Tick the box if you live here")
        seen("deciding_join-mistakes")
        someone.write("Your postcode, or its first part", "TT1 1")
        someone.tick("I live here, and I answer once", "checkbox")
        someone.press("Yes, I take part")
        expect(main).to_contain_text("Your six words")
        seen("deciding_mine")
        someone.follow("Answer the next one")
        expect(main).to_contain_text("You have answered 1 of 3")
        someone.press("Pass")
        someone.press("Disagree")
        expect(main).to_contain_text("You have answered all of it")
        seen("deciding_say-all")
        someone.follow("See all of it")
        seen("deciding_said")

        someone.goto("/testham/deciding/1/bring/proposal/")
        someone.press("Send it")
        expect(page.get_by_role("alert").first).to_contain_text("Give it a name")
        seen("deciding_bring-mistakes")

        someone.goto("/testham/deciding/2/vote/")
        someone.tick("Yes to “Lunch club kitchen”", "checkbox")
        someone.tick("Yes to “Benches by the health centre”", "checkbox")
        someone.tab_to(page.get_by_label("Read it in"))
        page.keyboard.press("ArrowDown")
        someone.press("Change the language")
        expect(main).to_contain_text(ARABIC[0])
        kept = page.get_by_role("checkbox")
        assert [kept.nth(at).is_checked() for at in range(3)] == [True, True, False], "nothing is lost"
        someone.press("Add it up")
        expect(page.locator("#sum")).to_contain_text("You chose 2. Together they cost £9,700.")
        seen("deciding_vote")
        someone.press("Hand in my vote")
        expect(main).to_contain_text("Your answer waits")
        someone.press("Yes, I take part")
        someone.press("Hand in my vote")
        expect(main).to_contain_text("We have your vote")
        seen("deciding_receipt")
        tracker, secret = page.locator(".receipt dd").all_inner_texts()
        someone.follow("Find my vote", within=main)
        someone.write("Number of the vote", tracker)
        someone.write("Secret", secret)
        someone.press("Find my vote")
        expect(main).to_contain_text("We have your vote")
        seen("deciding_board")
        ballot = next(
            stage for stage in Stage.objects.filter(deliberation__number=2) if stage.kind == "ballot"
        )
        with as_if(ballot.closes):
            close_stage(stage=ballot, by=MEMBER)
        someone.press("Find my vote")
        expect(main).to_contain_text("Your vote was counted")
        someone.unfold("See the proof")
        seen("deciding_board-closed")

        someone.goto("/testham/deciding/3/weigh/")
        someone.write("Your points for “Carers first.”", "160")
        someone.press("Add it up")
        expect(page.get_by_role("alert").first).to_contain_text("For “Carers first.”, write 100 or less.")
        seen("deciding_weigh")
        someone.goto("/testham/decided/2/")
        expect(main).to_contain_text("Safe paths are for everyone.")
        seen("decided")
        assert page.evaluate(OVER) <= 0
        context.close()
