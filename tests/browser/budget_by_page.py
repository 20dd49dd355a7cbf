"""What each does in the walk of a budget, page by page: who asks, who brings and votes, the desk, who decides."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from at_a_phone import at_a_phone, session_of
from hands import Keyboard, Pointer
from playwright.sync_api import expect

from helpfulacts.deliberation.selectors import get_deliberation, stage_of_kind
from tests.served_here import Clock

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
KITCHEN, HIDDEN, BENCHES, LIGHTS = 1, 2, 3, 4
TITLES = {KITCHEN: "Lunch club kitchen", BENCHES: "Benches by the shops", LIGHTS: "Lights on the canal path"}
COSTS = {KITCHEN: "6,500", BENCHES: "3,200", LIGHTS: "5,500"}


class Walk:
    """Browsers at 360 px in which no script of the site runs, and a server whose clock is moved on."""

    def __init__(self, chromium: Any, address: str, place: Any, clock: Clock) -> None:
        self.chromium, self.address, self.place, self.clock = chromium, address, place, clock

    def browser(self, account: Any = None) -> Keyboard:
        return at_a_phone(self.chromium, self.address, session_of(account) if account is not None else "")

    @property
    def asked(self) -> Any:
        return get_deliberation(self.place, 2)

    def when(self, kind: str, *, over: bool = False, later: dt.timedelta = HOUR) -> None:
        """An hour (or what is said) into that part, or after it."""
        stage = stage_of_kind(self.asked, kind)
        self.clock.moment = (stage.closes if over else stage.opens) + later


def main_of(someone: Pointer) -> Any:
    return someone.page.get_by_role("main")


def ask_by_page(khan: Pointer) -> None:
    """The draft says what its promise lacks; it is mended with all words there, and published."""
    khan.goto("/testham/office/deciding")
    khan.follow("Ask something new")
    khan.tick("Share out money")
    for label, words in (
        ("The question", "What should £12,000 do for North?"),
        ("The promise", "The forum pays for what the vote says, up to £12,000."),
        ("How much money", "12000"),
        ("Who does it touch", "people who work nights"),
        ("What do you do about it?", "paper slips at work"),
        ("From how many supporters", "3"),
    ):
        khan.write(label, words)
    khan.press("Make a draft")
    expect(main_of(khan)).to_contain_text("Nothing is open to change")
    assert main_of(khan).get_by_role("button", name="Publish it").count() == 0
    khan.follow("Change what it says")
    expect(khan.page.get_by_label("What do you do about it?")).to_have_value("paper slips at work")
    khan.write("What can change?", "what is paid for")
    khan.press("Make a draft")
    khan.press("Publish it")
    expect(main_of(khan)).to_contain_text("It is published.")


def take_part(someone: Pointer) -> str:
    """By the page that asks where somebody lives. Their six words."""
    someone.goto("/testham/deciding/2/")
    someone.follow("Say what you think", within=main_of(someone))
    someone.follow("Bring a project")
    someone.write("Your postcode, or its first part", "TT1 1")
    someone.tick("I live here, and I answer once", "checkbox")
    someone.press("Yes, I take part")
    return " ".join(someone.page.locator(".phrase span").all_inner_texts())


def bring_by_page(someone: Pointer, title: str, words: str, cost: str) -> None:
    someone.goto("/testham/deciding/2/mine/")
    someone.follow("Bring a project")
    someone.write("What is it called?", title)
    someone.write("What would be done", words)
    someone.write("What does it cost", cost)
    someone.press("Send it")
    expect(main_of(someone)).to_contain_text("It waits until a person has read it.")


def come_back(someone: Pointer, words: str) -> None:
    someone.goto("/testham/plan/come-back")
    someone.write("Your six words", words)
    someone.press("Open my plan", within=main_of(someone))


def read_by_page(mel: Pointer, number: int, *, hides: bool = False) -> None:
    mel.goto(f"/testham/office/deciding/2/brought/{number}")
    if not hides:
        mel.press("Show it")
        return
    mel.tick("It is not about this")
    mel.write("Why?", "The cinema is not in North.")
    mel.press("Hide it")


def receipt_of(someone: Pointer) -> tuple[str, str]:
    tracker, secret = someone.page.locator(".receipt dd").all_inner_texts()
    return tracker, secret


def find_on_board(someone: Pointer, receipt: tuple[str, str], says: str) -> None:
    someone.goto("/testham/deciding/2/board/")
    someone.write("Number of the vote", receipt[0])
    someone.write("Secret", receipt[1])
    someone.press("Find my vote")
    expect(main_of(someone)).to_contain_text(says)


def papers_by_page(tom: Pointer) -> None:
    """Four papers are counted: three are entered and one is spoilt."""
    tom.goto("/testham/office/deciding/2/slips")
    tom.write("How many slips?", "3")
    tom.write("How do you know that they may take part?", "looked up on the roll")
    tom.press("Make the slips")
    slips = tom.page.locator(".phrase").all_inner_texts()
    tom.goto("/testham/office/deciding/2/papers")
    tom.write("Where did they come from?", "the box in the library")
    tom.tick("From a box, or by post")
    tom.write("How many papers are there?", "4")
    tom.press("Begin")
    for slip, chosen in zip(slips, ((KITCHEN, LIGHTS), (BENCHES,), (BENCHES,)), strict=True):
        tom.write("The number of the slip", slip)
        for number in chosen:
            tom.tick(f"Yes to “{TITLES[number]}”", "checkbox")
        tom.press("Enter this paper")
    expect(main_of(tom)).to_contain_text("1 is left.")
    tom.write("How many are spoilt, in all?", "1")
    tom.write("Why can they not be counted?", "One was torn.")
    tom.press("Write it down")
    expect(main_of(tom)).to_contain_text("Nothing is missing.")
    expect(main_of(tom)).to_contain_text("Somebody else checks them and closes the batch.")


def counted_again(khan: Pointer, folder: Path) -> list[int]:
    """By the script that anybody saves, on the board that anybody saves: what it pays for."""
    for name, path in (("board.json", "deciding/2/board.json"), ("recount.py", "recount.py")):
        answer = khan.page.context.request.get(f"/testham/{path}")
        (folder / name).write_bytes(answer.body())
    done = subprocess.run(
        [sys.executable, "-I", "recount.py", "board.json"], cwd=folder, capture_output=True, text=True, timeout=60
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return sorted(map(int, json.loads(done.stdout)["winners"]))


def decide_by_page(khan: Pointer, day: dt.date) -> None:
    """Written down, answered, held up to the twelve ideas, and published with what two bodies promise."""
    khan.follow("Write down the decision", within=main_of(khan))
    khan.write("What was decided, in one sentence", "£9,700 for two projects")
    khan.write("Why", "They are what the count says.")
    khan.press("Keep it, and go on to the answers")
    expect(main_of(khan)).to_contain_text("3 things have no answer")
    for number, answer in ((KITCHEN, "Yes"), (BENCHES, "Yes"), (LIGHTS, "No")):
        group = khan.page.get_by_role("group", name=f"Answer to number {number}")
        khan.mark(group.get_by_label(answer, exact=True))
        khan.write(f"Why, for number {number}", "The money reaches so far.")
    khan.press("Keep these answers")
    khan.follow("Go on to the 12 ideas", within=main_of(khan))
    khan.mark(khan.page.get_by_role("group", name="Cost effective").get_by_label("Helps"))
    khan.write("Cost effective: how, in one sentence", "It is paid once.")
    khan.press("Keep it, and go on")
    for at, (body, what, due) in enumerate(
        (("The forum", "Fit the kitchen", 40), ("The parks team", "Put four seats in place", 20)), start=1
    ):
        khan.choose(f"Who makes promise {at}?", body)
        khan.write(f"What is promise {at}?", what)
        khan.date(f"By which day is promise {at} kept?", day + due * DAY)
    khan.press("Publish the decision")
    expect(main_of(khan)).to_contain_text("It is published.")
