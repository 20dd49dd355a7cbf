"""For Tom's week: his list, the one note that he types, and what becomes of the gap that he noted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect
from serving import ask_in

CLUB = "Thursday night youth club in Gornal"
NOTE = "He asked for debt advice in the evening. Nobody has that. I gave him a leaflet for now."
SURGERY = "The Priory Surgery"
CODE = "financial-insecurity"
ASKED = "Money and debt, in the evening"
MOST_MINUTES = 5
"""For one conversation: the story asks for a set number, and the product measures it."""
ELEVEN, WAITING = "11on your list", "4waiting on others"


def names_under(page: Any, heading: str) -> list[str]:
    """Whom the table after this heading names, in its order."""
    table = page.locator(f"h2:text-is('{heading}') + table")
    return [one.strip() for one in table.locator("tbody th a").all_inner_texts()]


def open_len(tom: Any) -> None:
    """His page; why it is opened is asked once a visit."""
    tom.goto("/dudley/my-people")
    tom.follow("Len", within=tom.page.locator("h2:text-is('Waiting on others') + table"))
    if tom.page.get_by_role("button", name="Open their page").count():
        tom.tick("To help with what you would like")
        tom.press("Open their page")
    expect(tom.page.get_by_role("heading", level=1)).to_have_text("Len")


def one_note_typed_once(tom: Any, len_: Any, seen: Callable[[Any, str], None]) -> None:
    """It feeds the case, the gap log and, where Len agrees, the record of his surgery, in codes. A leaflet closes nothing."""
    page, main = tom.page, tom.page.get_by_role("main")
    open_len(tom)
    tom.write("Your note", NOTE)
    tom.tick(CLUB, within=main.locator("section[aria-labelledby='note-h']"))
    tom.unfold("They asked for something that nobody has")
    tom.tick("In the evening")
    tom.press("Keep this note")
    expect(page.get_by_role("alert").first).to_contain_text("Tick what nobody has at that time.")
    expect(page.get_by_label("Your note")).to_have_value(NOTE)
    expect(page.get_by_role("radio", name="In the evening")).to_be_checked()
    seen(tom, "my_person-evening_of_what")
    tom.tick("Money and debt", "checkbox", main)
    tom.press("Keep this note")
    expect(page.get_by_role("status")).to_contain_text("Kept. They can read it. It is counted as a gap.")
    expect(main.locator(".notes")).to_contain_text(NOTE)
    expect(main.locator(".notes")).to_contain_text(f"counted as a gap: {ASKED}")
    seen(tom, "my_person-noted")

    tom.goto("/dudley/my-people")
    for said in (ELEVEN, WAITING):  # as before: nobody is closed because a leaflet was given
        expect(page.locator("ul.big-n")).to_contain_text(said)
    assert "Len" in names_under(page, "Waiting on others")
    time = main.locator("h2:text-is('Your own time') + p")
    expect(time).to_contain_text("notes in the last seven days took you")
    minutes = re.search(r"about (\d+) minute", time.inner_text())
    assert int(minutes[1]) <= MOST_MINUTES if minutes else "under a minute" in time.inner_text()

    def record() -> None:
        open_len(tom)
        tom.follow("A record for somebody else", within=main.locator("section.panel").filter(has_text=CLUB))

    def agree(*extras: str) -> None:
        len_.goto("/dudley/plan")
        mine = len_.page.locator("ol.chain > li", has_text=CLUB)
        len_.follow("Let somebody keep a record", within=mine)
        len_.write("Who may have it?", SURGERY)
        for extra in extras:
            len_.tick(extra, "checkbox")
        if extras:
            seen(len_, "plan_record-notes")
        len_.press("Yes, they may have it")
        expect(len_.page.get_by_role("main")).to_contain_text(SURGERY)

    record()
    expect(main).to_contain_text("They have not agreed to this for anybody.")
    expect(page.get_by_role("button", name="Save it as a FHIR file")).to_have_count(0)
    agree()
    record()
    bare = tom.save("Save it as a FHIR file")
    assert CODE not in bare and NOTE not in bare and "leaflet" not in bare and "evening" not in bare
    agree("The notes that were written on it")
    record()
    seen(tom, "record_for_them-notes")
    told = json.loads(tom.save("Save it as a FHIR file"))
    [task] = [one["resource"] for one in told["entry"] if one["resource"]["resourceType"] == "Task"]
    assert [note["text"] for note in task["note"]] == [NOTE]
    [asked] = [one["valueCodeableConcept"] for one in task["output"]]
    assert (asked["coding"][0]["code"], asked["text"]) == (CODE, ASKED)
    assert task["status"] == "requested", "a leaflet ends nothing, in the record neither"
    len_.goto("/dudley/plan")
    expect(len_.page.locator(".notes")).to_contain_text(NOTE)
    expect(len_.page.locator(".notes")).to_contain_text(ASKED)
    expect(len_.page.get_by_role("main")).to_contain_text(re.compile("bus fares to the club", re.IGNORECASE))
    seen(len_, "my_plan-noted")


def friday(tom: Any, come: Callable[..., Any], fresh: Path, seen: Callable[[Any, str], None]) -> None:
    """Evening debt advice that nobody has: some, until it is enough to be told with its number, its wards and its time."""
    ask_in(fresh, "few_wanted_evenings")
    ines, board, anybody = come("Ines, system-architect"), come("Mel, partnership officer"), come()
    pages = (
        (tom, "/dudley/gaps/by-month", "office_gaps-tom"),
        (ines, "/dudley/system", "system-gap"),
        (board, "/dudley/gaps/by-month", "office_gaps-board"),
        (anybody, "/dudley/gaps", "gaps-told"),
    )
    for someone, path, _ in pages:
        someone.goto(path)
        main = someone.page.get_by_role("main")
        expect(main).to_contain_text(re.compile(r"Some of each.{0,400}Money and debt", re.DOTALL))
        said = main.inner_text()
        assert not re.search(r"Money and debt[:,] \d", said) and "In the evening: 5" not in said
    expect(tom.page.get_by_role("main")).to_contain_text(
        re.compile(r"Asked for and not found:[^.]*Money and debt")
    )
    ask_in(fresh, "many_wanted_evenings")
    for someone, path, name in pages:
        someone.goto(path)
        main = someone.page.get_by_role("main")
        expect(main).to_contain_text(re.compile(r"Money and debt[:,] 22 times"))
        for said in ("Lye and Stourbridge North: 12 times", ": 10 times", "In the evening: 22 times"):
            expect(main).to_contain_text(said)
        seen(someone, name)
