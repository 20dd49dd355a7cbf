"""The map of opinions, words read before they are sent, and words in Arabic: on a phone, by keyboard alone and without scripts."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from typing import Any

import pytest
from at_a_phone import stay_in
from django.conf import settings
from django.test import Client
from hands import OVER, Keyboard
from playwright.sync_api import expect

from helpfulacts.core.clock import today
from helpfulacts.deliberation.actions.add_translation import A_PROGRAMME, add_translation
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.contributions import last_revision
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor, the_person
from tests.deciding import CAMPS, ask_for_map, count_map, say_all
from tests.served_here import served_here

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db, pytest.mark.slow]
OFFICER = Actor("Mel, partnership officer", "officer")
ARABIC = (
    "سأسلك هذا الطريق بعد حلول الظلام لو كان مضاءً.",
    "يجب أن تُطفأ الأضواء في الحادية عشرة.",
)


def as_in(context: Any, client: Client, address: str) -> None:
    """The browser goes on as this client is known to the site."""
    stay_in(context, address, client.cookies[settings.SESSION_COOKIE_NAME].value)


def with_six_words(person: Any) -> Client:
    """A browser in which they were written."""
    browser = Client()
    browser.post(
        "/testham/plan/come-back", {"key": secrets.token_hex(9), "phrase": give_phrase(person=person)}
    )
    return browser


def at_the_desk(place: Any, body: Any) -> Client:
    """Mel, signed in."""
    account, day, mel = begin_account(email="mel@example.org"), today(), Client()
    grant_role(
        place=place, account=account, role="officer", shown_as=OFFICER.shown_as, body=body, begins=day,
        until=day + dt.timedelta(days=90),
    )  # fmt: skip
    mel.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return mel


def test_the_map_the_preview_and_a_translation(
    place: Any, make_person: Any, chromium: Any, look: Callable[[Any, str], None]
) -> None:
    asked, brought = ask_for_map(place)
    person = make_person()
    member = take_part(deliberation=asked, person=person, by=the_person(person.pk))
    part = next(one for one in asked.stages.all() if one.kind == "map")
    came_back, desk = with_six_words(person), at_the_desk(place, asked.convenor)
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

        someone.goto("/testham/deciding/1/")
        someone.follow("Where people stand: the map")
        expect(main).to_contain_text("There is no map yet")
        seen("deciding_map-empty")
        count_map(asked)
        as_in(context, came_back, address)
        say_all(part, member, dict(zip(brought, CAMPS[0], strict=True)))
        someone.goto("/testham/deciding/1/map/")
        expect(main).to_contain_text("You stand nearest to group")
        someone.unfold("See how many agree with each sentence")
        someone.unfold("How this is worked out")
        assert page.evaluate(OVER) <= 0
        seen("deciding_map")

        someone.goto("/testham/deciding/1/bring/statement/")
        someone.write("What do you want to say?", "Participation opportunities should facilitate a safe way home for those who walk at night.")  # fmt: skip
        someone.press("Read it as others will")
        expect(main).to_contain_text("A reader of about")
        seen("deciding_bring-preview")
        someone.press("Send it")
        expect(main).to_contain_text("It waits until a person has read it")

        as_in(context, desk, address)
        someone.goto("/testham/office/deciding/1/brought/1")
        someone.follow("In other languages", within=main)
        someone.press("Add it")
        expect(page.get_by_role("alert").first).to_contain_text("Choose the language.")
        someone.tick("Arabic")
        someone.write("The words in that language", ARABIC[0])
        someone.tick("A person or a body")
        someone.write("Their name", "Amina’s class")
        someone.press("Add it")
        expect(main).to_contain_text("Translated by Amina’s class, not checked yet")
        seen("brought_languages")
        add_translation(
            revision=last_revision(brought[1]),
            language="ar",
            words=ARABIC[1],
            made_by=A_PROGRAMME,
            by=OFFICER,
        )
        as_in(context, came_back, address)
        someone.goto("/testham/deciding/1/said/")
        someone.tab_to(page.get_by_label("Read it in"))
        page.keyboard.press("ArrowDown")
        someone.press("Change the language")
        expect(main).to_contain_text("Translated by Amina’s class, not checked yet")
        box = page.locator('p[lang="ar"]').first
        assert box.evaluate("e => getComputedStyle(e).direction") == "rtl"
        assert box.evaluate("e => getComputedStyle(e).textAlign") in ("start", "right")
        seen("deciding_said-arabic")
        someone.goto("/testham/deciding/1/say/?about=1")
        seen("deciding_say-arabic")
        context.close()
