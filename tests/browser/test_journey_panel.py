"""A panel by lot on a phone, by keyboard alone and without scripts: asked, people say yes, drawn, told, it votes, and the result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from at_a_phone import at_a_phone, session_of
from hands import Keyboard
from playwright.sync_api import expect

from helpfulacts.core.clock import UTC, as_if, now, today
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.join_draw import join_draw
from helpfulacts.deliberation.models import Deliberation, Membership, Tally
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import the_person
from tests.deciding import bring, decide
from tests.served_here import Clock, served_here

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db, pytest.mark.slow]
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def khan(place: Any) -> str:
    """The session of a member of the council who asks for the forum."""
    account, day = begin_account(email="khan@example.org"), today()
    grant_role(
        place=place, account=account, role="elected", shown_as="Cllr Khan",
        body=begin_organisation(place=place, name="The forum"), begins=day, until=day + dt.timedelta(days=200),
    )  # fmt: skip
    return session_of(account)


def test_from_the_question_to_what_the_panel_decided(
    place: Any, khan: str, chromium: Any, look: Callable[[Any, str], None]
) -> None:
    clock = Clock()
    with served_here(clock) as address:

        def come(session: str = "") -> Keyboard:
            return at_a_phone(chromium, address, session)

        def says(someone: Keyboard, words: str) -> None:
            expect(someone.page.get_by_role("main")).to_contain_text(words)

        def seen(someone: Keyboard, name: str) -> None:
            look(someone.page, name)
            someone.page.set_viewport_size({"width": 360, "height": 780})

        def come_back(someone: Keyboard, words: str) -> None:
            """Days later no browser is open any more."""
            someone.goto("/testham/plan/come-back")
            someone.write("Your six words", words)
            someone.press("Open my plan")

        member = come(khan)
        member.goto("/testham/office/deciding/ask")
        member.tick("Draw a panel: a group that is like the place, drawn by lot")
        member.write("The question", "What should the market square be?")
        member.write("The promise, in one sentence", "The forum does what the panel votes for.")
        member.write("How many people are on the panel?", "5")
        member.write(
            "How many of whom are on it?", "age, under 30, 1 to 3\nage, 30 and over, 2 to 4\nhome owns 1"
        )
        member.write("Where will the seed come from?", "the lottery of the last Saturday")
        member.write("What can change?", "what the square is for")
        member.write("Who does it touch that is not here?", "people who work nights")
        member.write("What do you do about it?", "paper at work")
        member.press("Make a draft")
        expect(member.page.get_by_role("alert").first).to_contain_text("Line 3: write what is asked")
        seen(member, "deciding_ask-panel")
        member.write(
            "How many of whom are on it?",
            "age, under 30, 1 to 3\nage, 30 and over, 2 to 4\nhome, owns, 1\nhome, rents, 4",
        )
        member.press("Make a draft")
        says(member, "Under 30")
        seen(member, "deciding_desk-panel_draft")
        member.follow("Throw this draft away")
        seen(member, "deciding_away")
        member.follow("Keep it")
        member.press("Publish it")
        says(member, "It is published.")
        asked = Deliberation.objects.get(place=place)
        parts = {stage.kind: stage for stage in selectors.stages_of(asked)}

        clock.moment = max(now(), parts["inform"].opens).astimezone(UTC) + dt.timedelta(days=1)
        asha = come()
        asha.goto("/testham/deciding/1/")
        says(asha, "5 people are drawn by lot")
        seen(asha, "deciding_one-panel")
        asha.follow("How it goes")
        seen(asha, "deciding_panel")
        asha.follow("Say yes to be drawn")
        asha.press("Yes, I can be drawn")
        expect(asha.page.get_by_role("alert").first).to_contain_text("Choose an answer for “age”.")
        seen(asha, "deciding_panel_yes-mistakes")
        asha.write("Your postcode, or its first part", "TT1 1")
        asha.tick("I live here, and I answer once", "checkbox")
        asha.tick("Under 30")
        asha.tick("Owns")
        asha.press("Yes, I can be drawn")
        says(asha, "You said yes to be drawn")
        six_words = " ".join(asha.page.locator(".phrase span").all_inner_texts())
        seen(asha, "deciding_mine-said_yes")
        asha.follow("Change what I told")
        seen(asha, "deciding_panel_yes")

        others = [begin_person(place=place) for _ in range(11)]
        with as_if(clock.moment):
            for at, person in enumerate(others):
                told = {"age": "under 30" if at % 3 else "30 and over", "home": "rents"}
                join_draw(deliberation=asked, person=person, answers=told, by=the_person(person.pk))
        member.goto("/testham/office/deciding/1")
        member.follow("The panel by lot: 5 people")
        says(member, "A panel can be drawn")
        seen(member, "panel_desk")

        clock.moment = parts["inform"].closes + HOUR
        member.goto("/testham/office/deciding/1/panel")
        member.press("Draw the panel")
        expect(member.page.get_by_role("alert").first).to_contain_text(
            "Write the seed that was drawn in public."
        )
        seen(member, "panel_desk-mistakes")
        member.write("The seed, as it was drawn in public", "7 12 31 40 41 44")
        member.press("Draw the panel")
        says(member, "All 5 places are taken.")
        seen(member, "panel_desk-drawn")

        come_back(asha, six_words)
        says(asha, "You are on the panel")
        seen(asha, "deciding_mine-drawn")
        off = Membership.objects.filter(place=place, role="observer").select_related("person").first()
        assert off is not None
        tariq = come()
        come_back(tariq, give_phrase(person=off.person))
        says(tariq, "You were in the draw")
        seen(tariq, "deciding_mine-not_drawn")
        tariq.follow("How it was drawn")
        says(tariq, "All of them are kept.")
        seen(tariq, "deciding_panel-drawn")

        trees = bring(asked, "Eight trees, four seats and no cars.", "Trees in the square", "proposal")
        clock.moment = parts["ballot"].opens + HOUR
        come_back(asha, six_words)
        asha.goto("/testham/deciding/1/")
        asha.follow("Vote", within=asha.page.get_by_role("main"))
        asha.tick("Yes")
        asha.press("Hand in my vote")
        says(asha, "We have your vote")
        tariq.goto("/testham/deciding/1/vote/")
        says(tariq, "Only those who were drawn answer here.")
        with as_if(clock.moment):
            for one in Membership.objects.filter(place=place, role="panel", casts__isnull=True):
                cast_vote(
                    stage=parts["ballot"], membership=one, answers={trees: 1}, by=the_person(one.person_id)
                )

        clock.moment = parts["ballot"].closes + HOUR
        member.goto("/testham/office/deciding/1")
        for _ in ("close it", "count it"):
            member.press("vote", within=member.page.get_by_role("main"))
        says(member, "Trees in the square Won")
        assert Tally.objects.filter(place=place, stage=parts["ballot"]).count() == 1
        with as_if(clock.moment):
            decide(asked, {trees: "yes"})
        asha.goto("/testham/decided/1/")
        says(asha, "Trees in the square")
        seen(asha, "decided-by_a_panel")
