"""The cells of one row of a sheet, by what each column says, and the problems found in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any

from ..oruk.values import Odd
from ..strict_json import printable
from . import cells as read
from .mapping import SheetMapping

Problem = tuple[int | None, str]
_MISTAKE = re.compile(r"^(?:#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|"
                      r"GETTING_DATA|ERROR!)|Err:\d{3})$", re.IGNORECASE)  # fmt: skip
"""How spreadsheets show that a formula has no answer."""
_TIGHT = re.compile(r"[,;\t|](?=[^\s,;|])")
"""A separator as files have it; people put a space after it."""


class Row:
    """The cells of one row by target, with the problems found in them, and the `words` of times that no rule holds."""

    def __init__(self, mapping: SheetMapping, cells: Sequence[str], today: dt.date) -> None:
        self.mapping, self.cells, self.today = mapping, cells, today
        self.problems: list[Problem] = []
        self.words: list[str] = []

    def all(self, code: str) -> list[tuple[int, str]]:
        found = [(at, self.cells[at].strip()) for at in self.mapping.at(code) if at < len(self.cells)]
        return [(at, text) for at, text in found if text and not _MISTAKE.match(text)]

    def unusable(self) -> None:
        """Say which cells hold no words of a person: a mistake of the spreadsheet, or rows that ran together."""
        for at, code in enumerate(self.mapping.columns):
            text = self.cells[at].strip() if code and at < len(self.cells) else ""
            if _MISTAKE.match(text):
                self.problems.append(
                    (at, f"“{text}” is a mistake of the spreadsheet. Write what it should say, or empty it.")
                )
            elif code in ("title", "organisation") and text.startswith("="):
                self.problems.append((at, f"“{printable(text, 80)}” is a formula, not a name."))
            elif "\n" in text and len(_TIGHT.findall(text)) >= max(2, len(self.mapping.columns) - 1):
                self.problems.append(
                    (
                        at,
                        "It holds lines that look like rows of their own. Look for a quotation mark before them.",
                    )
                )

    def text(self, code: str) -> str:
        return next((text for _, text in self.all(code)), "")

    def read(self, code: str, reader: Callable[[str], Any], empty: Any) -> Any:
        """What the first cell of `code` says, or `empty` where it says nothing or cannot be read."""
        for at, text in self.all(code):
            return self.tried(at, reader, text, empty)
        return empty

    def tried(self, at: int, reader: Callable[[str], Any], text: str, empty: Any) -> Any:
        try:
            return reader(text)
        except Odd as trouble:
            self.problems.append((at, str(trouble)))
            return empty

    def any_yes(self, code: str, reader: Callable[[str], bool]) -> bool:
        return any(self.tried(at, reader, text, False) for at, text in self.all(code))

    def flag(self, code: str, what: str) -> bool | None:
        return self.read(code, lambda text: read.yes_or_no(text, what), None)
