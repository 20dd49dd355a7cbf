"""S5, trust in each entry: somebody says what is wrong, a person answers, and everybody sees the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from serving import served

pytestmark = pytest.mark.browser


def test_this_was_wrong_is_answered_by_a_person_and_seen_by_everybody(
    hand: Callable[..., Any],
    visit: Callable[..., Any],
    known: Any,
    look: Callable[[Any, str], None],
    fresh: Path,
) -> None:
    # A server of its own: a check is refused within a minute of another by the same person, whoever's test that was.
    path = f"/dudley/offers/{known['offers']['open']}"
    with served(fresh) as at:
        someone, mel = hand(path, at=at), hand(at=at)
        way = hand.way  # type: ignore[attr-defined]
        title = someone.page.locator("h1").inner_text()
        someone.press("The number is wrong")
        main = someone.page.get_by_role("main")
        expect(main).to_contain_text("A person looks at it, and the answer will stand on this page.")
        expect(main).to_contain_text("the number is wrong. A person has not looked yet.")
        mel.press("Mel, partnership officer")
        mel.goto("/dudley/to-check")
        mel.follow(title, within=mel.page.get_by_role("main"))
        expect(mel.page.get_by_role("main")).to_contain_text("Somebody said that the number is wrong.")
        if way == "pointer":
            right = mel.page.get_by_role("region", name="It is right")
            mel.tick("I rang them", within=right)
            mel.write("What did you find?", "I rang it, and they answered.", within=right)
            mel.press("It is still right", within=right)
            found = "it was right. I rang it, and they answered."
        else:
            mel.unfold("It was wrong: put it right")
            mel.write("Their number or e-mail", "01632 960188")
            mel.write("What did you do to know?", f"I rang them, {way}.")
            mel.press("Save what is right")
            found = f"it was wrong, and it is mended. I rang them, {way}."
        expect(mel.page.locator("h1")).to_have_text("Entries to check")
        someone.goto(path)
        expect(main).to_contain_text(found)
        look(visit(path, at=at), f"offer-answered-{way}")
        someone.follow("How this entry changed")
        expect(someone.page.locator("h1")).to_have_text("How this entry changed")
        expect(main).to_contain_text(
            "It was checked, by phone. It was right." if way == "pointer" else "How to get in touch"
        )
        expect(main).not_to_contain_text("960188")
