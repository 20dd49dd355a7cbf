"""How hard a text is to read: the Flesch–Kincaid grade, worked out here, offline.

Source: Kincaid, Fishburne, Rogers, Chissom (1975), "Derivation of new readability formulas for Navy enlisted
personnel": grade = 0.39 · words/sentences + 11.8 · syllables/words − 15.59. Grade 4 to 6 is about age 9 to 11.
Syllables are counted by rule (runs of vowels, a silent final e left out), right to about one word in ten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_END = re.compile(r"[.!?:;]+(?:\s|$)|\n+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^dt]ed|[^l]e)$")
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


@dataclass(frozen=True)
class Ease:
    """Counts of a text and its grade (United States school years; add 5 for the age)."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        if not self.words or not self.sentences:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def syllables(word: str) -> int:
    """About how many syllables an English word has: at least one."""
    word = word.lower().replace("’", "").replace("'", "")
    runs = len(_VOWELS.findall(word))
    if runs > 1 and _SILENT.search(word):
        runs -= 1
    return max(1, runs)


def ease_of(text: str) -> Ease:
    """Count words, sentences and syllables. A line on its own is a sentence; one without words is not."""
    words = sentences = parts = 0
    for sentence in _END.split(text):
        found = _WORD.findall(sentence)
        if found:
            sentences += 1
            words += len(found)
            parts += sum(syllables(word) for word in found)
    return Ease(words, sentences, parts)


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
    return "\n".join(line.strip() for line in lines if len(_WORD.findall(line)) >= 5)
