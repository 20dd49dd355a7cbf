"""The whole loop through pages, on a phone, by keyboard and without scripts: from a refusal to the rule that gives her a place.

Rosa writes a plan, joins rounds and is refused; she reads why. A member asks the place whether that is right, about rules that
were worked out; people bring, answer, weigh and vote, one of them on paper; it is counted, decided and put in force; the next
round places her, and her reason leads to that decision. Made by actions are the other people alone: nineteen who ask as she
does, so that there are numbers to tell, ten who come later, and the club with its places.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from hands import Keyboard
from playwright.sync_api import expect
from the_loop import Loop, proposed, rules_and_people

from helpfulacts.cli.boards_checked import board_checked
from helpfulacts.core.clock import now, today
from helpfulacts.engine.ledger import recount, verify_file
from helpfulacts.people.models import Account
from tests.served_here import Clock, served_here

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db, pytest.mark.slow]
IN_TURN = (
    "confirmed sharing round 1,", "showed everybody what would happen", "Question 1 was begun",
    "It was chosen which rules question 1 asks about", "Question 1 was asked in public", "of question 1 was made",
    "Rules for sharing came into force: “Who missed a round comes first”", "Decision 1 was published",
    "confirmed sharing round 2,", "said yes to help", "Help was given", "Somebody said how their help went",
)  # fmt: skip


@pytest.fixture
def loop(place: Any, officer: Any, chromium: Any, look: Callable[[Any, str], None]) -> Iterator[Loop]:
    clock = Clock(now())
    with served_here(clock) as address:
        made = Loop(place, officer, clock, address, chromium, look)
        with made.then():
            rules_and_people(made)
        yield made


def test_who_was_refused_is_placed_by_the_rule_that_people_decided(loop: Loop, tmp_path: Path) -> None:
    rosa, mel = loop.browser(), loop.browser(Account.objects.get(pk=loop.officer.account_id))
    khan, tom = loop.role("elected", "Cllr Khan"), loop.role("navigator", "Tom, link worker")
    words = writes_a_plan(rosa, tom)
    runs_a_round(mel, 1)
    reads_that_she_is_refused(loop, rosa)
    loop.at(now() + dt.timedelta(days=1))
    works_rules_out(loop, mel)
    asks_the_place(loop, khan)
    takes_part(loop, rosa, words, mel)
    votes(loop, rosa, words, tom, mel)
    decides(loop, mel)
    with loop.then():
        loop.at(now() + dt.timedelta(days=1))
    runs_a_round(mel, 2)
    reads_by_which_decision(loop, rosa, words)
    it_happens(loop, rosa, words)
    checks_all_of_it(loop, rosa, tmp_path)


def writes_a_plan(rosa: Keyboard, tom: Keyboard) -> str:
    """Begun with a sentence, vouched for at the desk. The six words that open it again."""
    page, main = rosa.page, rosa.page.get_by_role("main")
    rosa.goto("/testham/plan/begin")
    rosa.write("What would help?", "My shelf came down. I need somebody to repair it.")
    rosa.press("Begin my plan")
    phrase = " ".join(page.locator(".phrase").inner_text().split())
    rosa.follow("I have them. Go on")
    rosa.press("Keep the change")
    rosa.goto("/testham/plan/rounds")
    rosa.press("Yes, ask for me")
    expect(page.get_by_role("status").first).to_contain_text("We will ask for you in sharing rounds.")
    tom.goto("/testham/desk/vouch")
    tom.write("six words", phrase)
    tom.press("I vouch for them")
    expect(tom.page.get_by_role("status").first).to_contain_text("You vouched for this person")
    rosa.goto("/testham/plan")
    expect(main).to_contain_text("My shelf came down.")
    return phrase


def comes_back(rosa: Keyboard, words: str, to: str) -> None:
    """A plan that was open in a browser closes when it is not used: days later her six words open it."""
    rosa.goto("/testham/plan/come-back")
    rosa.write("Your six words", words)
    rosa.press("Open my plan")
    rosa.goto(to)


def runs_a_round(mel: Keyboard, number: int) -> None:
    """Every case on the list is opened before it is confirmed."""
    page = mel.page
    mel.goto("/testham/rounds")
    mel.press("Run the next round")
    mel.press("Open the next case")
    while page.get_by_role("button", name="Looks right: open the next case").count():
        mel.press("Looks right: open the next case")
    mel.follow("Back to the round, to confirm")
    mel.press(f"Confirm round {number}")
    expect(page.get_by_role("status").first).to_contain_text(f"You confirmed round {number}")


def reads_that_she_is_refused(loop: Loop, rosa: Keyboard) -> None:
    main = rosa.page.get_by_role("main")
    rosa.goto("/testham/plan/round")
    expect(main.get_by_role("heading", name="Why", exact=True)).to_be_visible()
    expect(main).to_contain_text("Went to people before you by the rules10")
    expect(main.get_by_role("link", name="decision")).to_have_count(0)
    with loop.then():
        loop.all_say_yes()


def works_rules_out(loop: Loop, mel: Keyboard) -> None:
    """Before anybody is asked: ten carers more ask by now, and there are ten places more."""
    with loop.then():
        loop.others_ask(10, carer=True)
        loop.places(20)
    mel.goto("/testham/what-if/new")
    mel.write("What is it about?", "Who missed a round")
    mel.unfold("Rules that are not on the list")
    mel.page.get_by_label("Or rules of your own").fill(proposed(loop.place))  # pasted, not typed
    mel.press("Work it out")
    mel.press("Show it to everybody")
    expect(mel.page.get_by_role("status").first).to_contain_text("Everybody can read it now.")


def asks_the_place(loop: Loop, khan: Keyboard) -> None:
    page, main = khan.page, khan.page.get_by_role("main")
    khan.goto("/testham/office/deciding/ask")
    khan.tick("Decide a right, or how help is shared")
    for label, words in (
        ("The question", "Should whoever missed a round come first?"),
        ("The promise", "The board puts in force what nobody objects to."),
        ("What can change?", "who comes first"),
        ("Who does it touch", "people without a plan"),
        ("What do you do about it?", "paper at the library"),
    ):
        khan.write(label, words)
    khan.press("Make a draft")
    khan.follow("Choose the rules", within=main)
    expect(main).to_contain_text("Gone: the group “everyone else”")
    expect(main).to_contain_text("After how many missed rounds it helps: 1, before 2.")
    loop.seen(khan, "deciding_rules")
    khan.press("Ask about these rules")
    expect(main).to_contain_text("Today they would change this:")
    loop.seen(khan, "deciding_desk-rules")
    khan.press("Publish it")
    expect(page.get_by_role("status").first).to_contain_text("Everybody can read it.")


def takes_part(loop: Loop, rosa: Keyboard, words: str, mel: Keyboard) -> None:
    """She brings it, a person reads and shows it, she answers; in the parts that follow too."""
    main = rosa.page.get_by_role("main")
    loop.part("gather")
    comes_back(rosa, words, "/testham/deciding/")
    rosa.follow("Should whoever missed a round come first?")
    expect(main).to_contain_text("What would change in the rules")
    loop.seen(rosa, "deciding_one-rules")
    rosa.follow("What it would do to people", within=main)
    expect(main).to_contain_text("Gain a place")
    rosa.goto("/testham/deciding/1/take-part/")
    rosa.press("Yes, I take part")
    rosa.goto("/testham/deciding/1/bring/proposal/")
    rosa.write("What is it called?", "Who missed a round comes first")
    rosa.write("What would be done", "Whoever found all full goes before the others the next time.")
    rosa.press("Send it")
    mel.goto("/testham/office/brought")
    mel.goto("/testham/office/deciding/1/brought/1")
    mel.press("Show it")
    for kind in ("gather", "map"):
        loop.part(kind)
        comes_back(rosa, words, "/testham/deciding/1/say/")
        rosa.press("Agree")
        expect(main).to_contain_text("You have answered all of it")
    loop.part("weigh")
    comes_back(rosa, words, "/testham/deciding/1/weigh/")
    rosa.write("Your points", "60")
    rosa.press("Keep my points")


def votes(loop: Loop, rosa: Keyboard, words: str, tom: Keyboard, mel: Keyboard) -> None:
    """She, a neighbour who comes now, and somebody on paper: counted, entered, and closed by somebody else."""
    loop.part("ballot")
    neighbour = loop.browser()
    comes_back(rosa, words, "/testham/plan")
    for someone, answer in ((rosa, "Yes"), (neighbour, "I can live with it")):
        someone.goto("/testham/deciding/1/vote/")
        expect(someone.page.get_by_role("main")).to_contain_text("What would change in the rules")
        someone.mark(someone.page.get_by_role("main").get_by_label(answer, exact=True))
        someone.press("Hand in my vote")
        if someone is neighbour:
            someone.choose("Or choose your ward", "North")
            someone.tick("I live here, and I answer once", "checkbox")
            someone.press("Yes, I take part")
            someone.goto("/testham/deciding/1/vote/")
            someone.press("Hand in my vote")
        expect(someone.page.get_by_role("main")).to_contain_text("We have your vote")
    tom.goto("/testham/office/deciding/1/slips")
    tom.write("How many slips?", "1")
    tom.write("How do you know that they may take part?", "looked up on the roll")
    tom.press("Make the slips")
    slip = str(tom.page.locator(".phrase").first.text_content())
    tom.goto("/testham/office/deciding/1/papers")
    tom.write("Where did they come from?", "the box in the library")
    tom.tick("From a box, or by post")
    tom.write("How many papers are there?", "1")
    tom.press("Begin")
    tom.write("The number of the slip", slip.lower())
    tom.mark(tom.page.get_by_role("main").get_by_label("Yes", exact=True))
    tom.press("Enter this paper")
    mel.goto(tom.page.url.removeprefix(loop.address))
    mel.press("It is right. Close it")


def decides(loop: Loop, mel: Keyboard) -> None:
    page, main = mel.page, mel.page.get_by_role("main")
    loop.part("decide")
    mel.goto("/testham/office/deciding/1")
    for said in ("Close it", "Count it"):
        for name in main.get_by_role("button", name=said).all_inner_texts():
            mel.press(name, within=main)
    expect(main).to_contain_text("Who missed a round comes first Won")
    loop.seen(mel, "deciding_desk-all-counted")
    mel.follow("Write down the decision", within=main)
    mel.write("What was decided, in one sentence", "Whoever missed a round comes first")
    mel.write("Why", "Nobody objected.")
    mel.press("Keep it, and go on to the answers")
    mel.mark(page.get_by_role("group", name="Answer to number 1").get_by_label("Yes", exact=True))
    mel.write("Why, for number 1", "Nobody should wait for ever.")
    mel.press("Keep these answers")
    mel.follow("Go on to the 12 ideas", within=main)
    mel.mark(page.get_by_role("group", name="Cost effective").get_by_label("Helps"))
    mel.write("Cost effective: how, in one sentence", "It costs nothing.")
    mel.press("Keep it, and go on")
    expect(main).to_contain_text("After how many missed rounds it helps: 1, before 2.")
    mel.tick("Yes, from when this is published")
    mel.tick("I have read each change above", "checkbox")
    mel.press("Publish the decision")
    expect(main).to_contain_text("No sharing round has been held with these rules yet.")
    loop.seen(mel, "decided-rules")


def reads_by_which_decision(loop: Loop, rosa: Keyboard, words: str) -> None:
    """Her reason leads to the decision, that to the rule; and beside what was expected stands what came."""
    main = rosa.page.get_by_role("main")
    comes_back(rosa, words, "/testham/plan/round")
    expect(main.get_by_role("heading", name="Why you?")).to_be_visible()
    rosa.follow("decision 1, ", within=main)
    expect(main.get_by_role("heading", level=1)).to_have_text("Whoever missed a round comes first")
    expect(main).to_contain_text("After 1 round without a place you move up in your group.")
    table = main.get_by_role("table", name="How many of those who asked")
    gain, placed = (table.get_by_role("row", name=name) for name in ("Gain a place", "Have a place"))
    expect(placed).to_contain_text("about 20 of about 30")
    expect(placed).to_contain_text("10 of 20")
    expect(gain.get_by_text("about 10 of")).to_have_count(2)  # as it was expected, so it came
    loop.seen(rosa, "decided-measured")


def it_happens(loop: Loop, rosa: Keyboard, words: str) -> None:
    page, main = rosa.page, rosa.page.get_by_role("main")
    rosa.goto("/testham/plan/round")
    rosa.press("Yes, I would like it")
    with loop.then():
        loop.at(now() + dt.timedelta(days=8))
    with loop.then():
        day = today(loop.place.zone)
    comes_back(rosa, words, "/testham/plan")
    rosa.press("It is done", within=page.locator("ol.chain > li").first)
    rosa.tick("No. It is done for good")
    rosa.date("On which day did it happen?", day)
    rosa.press("Go on")
    rosa.write("What changed for you?", "The shelf holds.")
    rosa.tick("A bit")
    rosa.press("It was done. Keep this")
    expect(main).to_contain_text("The shelf holds.")
    rosa.goto("/testham/plan/how-things-are")
    rosa.follow("Answer this", within=main.locator("div.rule").filter(has_text="Anxious yesterday"))
    rosa.tick("2")
    rosa.press("Keep this, and go on")
    rosa.goto("/testham/plan/how-things-are")
    expect(main).to_contain_text(re.compile(r"Today: 1 of \d+ answered"))


def checks_all_of_it(loop: Loop, rosa: Keyboard, folder: Path) -> None:
    """The register and the board are whole, and the register's pages show each step in its turn."""
    saved, board = folder / "register.jsonl", folder / "board.json"
    for file, name, args in ((saved, "register_save", []), (board, "deciding_board_saved", [1])):
        answer = rosa.page.request.get(reverse(name, args=["testham", *args]))
        file.write_text(answer.text(), encoding="utf-8")
    verify_file(saved)
    board_checked(board, None)
    _, entries = recount.read(board.read_text(encoding="utf-8").splitlines())
    assert len([one for one in entries if one["kind"] == "counted"]) == 3
    said, page = "", 1
    while page < 20:
        rosa.goto(f"/testham/register?page={page}")
        words = rosa.page.get_by_role("main").inner_text()
        if words in said:
            break
        said, page = said + words, page + 1
    at = len(said)
    for step in IN_TURN:  # the newest stands first
        at = said.rfind(step, 0, at)
        assert at >= 0, f"“{step}” is on the register, in its turn"
