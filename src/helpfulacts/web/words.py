"""The running words of a page, for whoever measures how hard they are to read (`core/readability.py`)."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from helpfulacts.core.readability import WORD, Ease, ease_of, syllables

__all__ = ["Ease", "ease_of", "syllables", "words_of_page"]

_BLOCKS = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "td",
        "th",
        "label",
        "legend",
        "summary",
        "button",
        "option",
        "figcaption",
        "caption",
        "div",
        "title",
    ]
)
_UNREAD = frozenset(["script", "style", "svg", "nav", "footer", "head", "select"])


class _Reader(HTMLParser):
    """The words of a page that somebody reads in its main part, one block a line."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.unread = 0
        self.inside_main = 0

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        if name == "main":
            self.inside_main += 1
        if name in _UNREAD:
            self.unread += 1
        if name in _BLOCKS:
            self.text.append("\n")

    def handle_endtag(self, name: str) -> None:
        if name == "main":
            self.inside_main -= 1
        if name in _UNREAD:
            self.unread -= 1
        if name in _BLOCKS:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if self.inside_main and not self.unread:
            self.text.append(re.sub(r"\s+", " ", data))


def words_of_page(page: str) -> str:
    """The running text in the main part of an HTML page, one block a line.

    Menus, drawings and blocks of under five words (labels, headings, buttons) are left out: they would flatter.
    """
    reader = _Reader()
    reader.feed(page)
    lines = "".join(reader.text).split("\n")
    return "\n".join(line.strip() for line in lines if len(WORD.findall(line)) >= 5)
