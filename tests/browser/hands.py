"""Two ways to use a page, with the same verbs: a pointer, or the keyboard alone with the focus always to be seen."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

MOST_TABS = 600
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
"""How many pixels of a page lie outside its width."""
_AT_LAST = """e => {
    const here = document.activeElement;
    if (here === e) return "here";
    const group = e.type === "radio" && here && here.type === "radio" && here.name === e.name && here.form === e.form;
    return group ? "group" : "";
}"""
_SEEN = """e => {
    const ring = getComputedStyle(e), box = e.getBoundingClientRect();
    const drawn = (ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) > 0) || ring.boxShadow !== "none";
    return drawn && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}"""


class Pointer:
    """Presses and types where it points."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def goto(self, path: str) -> None:
        self.page.goto(path)

    def find(self, role: str, name: str, within: Any = None) -> Any:
        """The first control of that role whose accessible name holds `name`."""
        return (within or self.page).get_by_role(role, name=name).first

    def it_is_done(self, within: Any = None, *, again: bool = False) -> None:
        """“It is done”; of help that comes again, this time (`again`) or for good: whatever the demonstration drew."""
        self.press("It is done", within=within)
        if self.page.url.endswith("/this-time"):
            self.tick("Yes. It was done this time" if again else "No. It is done for good")
            self.press("Go on")

    def press(self, name: str, role: str = "button", within: Any = None) -> None:
        """A button (or a link) that opens another page."""
        self.open(self.find(role, name, within))

    def open(self, control: Any) -> None:
        """Whatever opens another page, and waits until that stands there."""
        with self.page.expect_navigation():
            self._go(control)

    def follow(self, name: str, within: Any = None) -> None:
        self.press(name, "link", within)

    def save(self, name: str, within: Any = None) -> str:
        """A button that gives a file: what is in it."""
        with self.page.expect_download() as file:
            self._go(self.find("button", name, within))
        return Path(file.value.path()).read_text(encoding="utf-8")

    def unfold(self, name: str, within: Any = None) -> None:
        """Opens a `details` by its summary."""
        self._go((within or self.page).locator("summary", has_text=name).first)

    def write(self, label: str, words: str, within: Any = None) -> None:
        """Puts `words` in the box, instead of what stands there."""
        self._type((within or self.page).get_by_label(label).first, words)

    def choose(self, label: str, option: str) -> None:
        """Of a list, what has that value or reads so."""
        box = self.page.get_by_label(label).first
        reads = f"e => [...e.options].findIndex(o => [o.value, o.text.trim()].includes({json.dumps(option)}))"
        at = box.evaluate(reads)
        assert at >= 0, f"“{label}” has no {option}"
        self._take(box, at)

    def date(self, label: str, day: dt.date) -> None:
        box = self.page.get_by_label(label).first
        self._date(box, day)
        assert box.input_value() == day.isoformat()

    def tick(self, name: str, role: str = "radio", within: Any = None) -> None:
        self.mark(self.find(role, name, within))

    def _go(self, control: Any) -> None:
        control.click()

    def _type(self, box: Any, words: str) -> None:
        box.fill(words)

    def mark(self, box: Any) -> None:
        box.check()

    def _take(self, box: Any, at: int) -> None:
        box.select_option(index=at)

    def _date(self, box: Any, day: dt.date) -> None:
        box.fill(day.isoformat())


class Keyboard(Pointer):
    """Tab, arrows, Space, Enter and letters. Whatever has the focus must show it, inside the window."""

    def tab_to(self, control: Any) -> str:
        """Tabs until `control` (or a round button of its group: "group") has the focus."""
        wanted = control.element_handle()
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if at := wanted.evaluate(_AT_LAST):
                assert at == "group" or wanted.evaluate(_SEEN), f"the focus cannot be seen on {control}"
                return str(at)
        raise AssertionError(f"the keyboard does not reach {control}")

    def _go(self, control: Any) -> None:
        self.tab_to(control)
        self.page.keyboard.press("Enter")

    def _type(self, box: Any, words: str) -> None:
        self.tab_to(box)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def mark(self, box: Any) -> None:
        if self.tab_to(box) == "here":
            if not box.is_checked():
                self.page.keyboard.press("Space")
        else:
            wanted = box.element_handle()
            for _ in range(40):
                self.page.keyboard.press("ArrowDown")
                if wanted.evaluate(_AT_LAST) == "here":
                    break
        assert box.is_checked(), f"the keyboard does not mark {box}"

    def _take(self, box: Any, at: int) -> None:
        self.tab_to(box)
        self.page.keyboard.press("Home")
        for _ in range(at):
            self.page.keyboard.press("ArrowDown")
        assert box.evaluate("e => e.selectedIndex") == at, f"the keyboard does not choose in {box}"

    def _date(self, box: Any, day: dt.date) -> None:
        self.tab_to(box)
        self.page.keyboard.type(f"{day:%m%d%Y}")
