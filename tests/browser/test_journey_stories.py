"""C2: a storyteller publishes what somebody said may be told; and it is taken back, with one press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


def test_a_consented_story_is_published_and_then_withdrawn(
    hand: Callable[..., Any], look: Callable[[Any, str], None]
) -> None:
    """On a phone, by pointer, and by keyboard with scripts off; each page is looked at once."""
    way = hand.way  # type: ignore[attr-defined]
    words = f"I made friends with the tap, {way}. It drips no more."
    title = f"A tap, {way}"

    def seen(someone: Any, name: str) -> None:
        if way == "pointer":
            look(someone.page, name)
            someone.page.set_viewport_size(PHONE)

    asha, nia = hand(), hand()
    for someone in (asha, nia):
        someone.page.set_viewport_size(PHONE)
    asha.press("Asha, 58")
    asha.follow("Tell others what changed")
    asha.follow("Offer words for a story")
    asha.tick("Other words, that I write here")
    asha.write("Other words (if you like)", words)
    asha.write("A name to stand under them", "Ash")
    asha.press("Offer these words")
    expect(asha.page.get_by_role("status")).to_contain_text("Nothing is shown without your yes")

    nia.press("Nia, storyteller")
    expect(nia.page.get_by_role("heading", level=1)).to_have_text("Stories to write")
    nia.follow("Read what was offered on", within=nia.page.get_by_role("main"))
    expect(nia.page.get_by_role("main")).to_contain_text(words)
    seen(nia, "story_offered")
    nia.press("Begin a story with them")
    nia.follow("A story without a title yet")
    nia.write("Title", title)
    box = nia.page.get_by_label("The story")
    if hasattr(nia, "tab_to"):
        nia.tab_to(box)
        nia.page.keyboard.press("Control+A")
        nia.page.keyboard.type("There was a tap that nobody had time for.\n\n[1]")
    else:
        box.fill("There was a tap that nobody had time for.\n\n[1]")
    nia.press("Save the story")
    seen(nia, "story_write")
    nia.press("Send it to them")
    expect(nia.page.get_by_role("status")).to_contain_text("says yes or no")
    expect(nia.page.get_by_role("button", name="Let everybody read it")).to_have_count(0)
    write = nia.page.url

    asha.goto("/dudley/plan/stories")
    asha.follow("Read it, and say yes or no")
    expect(asha.page.get_by_role("main")).to_contain_text("There was a tap")
    seen(asha, "my_story")
    if way == "pointer":
        asha.follow("Change my words")
        seen(asha, "my_story_words")
        asha.follow("Go back")
    asha.press("Yes, as it stands")

    nia.goto(write)
    nia.press("Let everybody read it")
    nia.follow("See it as everybody does")
    expect(nia.page.locator("blockquote")).to_contain_text(words)
    expect(nia.page.get_by_role("main")).to_contain_text("It is not evidence that it works for others.")
    seen(nia, "story")
    public = nia.page.url

    reader = hand()
    reader.page.set_viewport_size(PHONE)
    reader.goto("/dudley/stories")
    reader.follow(title)
    expect(reader.page.locator("blockquote footer")).to_have_text("Ash")

    asha.goto("/dudley/plan/stories")
    asha.press("Take this back now", within=asha.page.locator("li", has_text=words).first)
    expect(asha.page.get_by_role("status")).to_contain_text("Your words are gone")
    answer = reader.page.goto(public)
    assert answer is not None and answer.status == 410
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("This story was taken back")
    assert words not in reader.page.content()
    seen(reader, "story-taken-back")
    nia.goto("/dudley/stories/to-write")
    expect(nia.page.get_by_role("main")).to_contain_text("Nobody owes you a reason")
    assert title not in nia.page.content() and words not in nia.page.content()
