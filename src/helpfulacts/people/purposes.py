"""Why a record may be opened: a short list that everybody can read, and one's own words where none of it is the reason.

Whoever opens a record chooses one; its person reads it on “Who looked”, in these words.
"""

from __future__ import annotations

from typing import Final

PURPOSES: Final = (
    ("plan", "To help with what you would like"),
    ("reach", "To ring, write to or meet you"),
    ("introduce", "To introduce you to somebody"),
    ("check", "To check what was decided for you"),
    ("promise", "To see what became of a promise to you"),
    ("asked", "To answer what you asked"),
    ("safe", "Because somebody may not be safe"),
)
MEANS: Final = {
    "plan": "Somebody who helps you reads what you would like, and looks for it.",
    "reach": "They need your number or address, or the way you like to be told.",
    "introduce": "They write to a giver for you. You read it first.",
    "check": "A round or a rule gave you an answer. They look if it is right.",
    "promise": "Somebody promised you something, and it is late. They ask what went wrong.",
    "asked": "You rang, wrote, came or complained. They need to know what it is about.",
    "safe": "They think that you or somebody else could come to harm.",
}
"""What each means, for everybody to read."""
ELSE: Final = "else"
UNSAID: Final = "Write your reason in words. The person will see it."


def is_said(reason: str) -> bool:
    """Are there letters in it, of any script? A picture, a dot or a number is no reason that somebody can read."""
    return any(letter.isalpha() for letter in reason)


def purpose_in_words(purpose: str, own: str = "") -> str:
    """What its person reads: the purpose, and what was added in own words; of “something else” these alone."""
    return ": ".join(words for words in (dict(PURPOSES).get(purpose, ""), own.strip()) if words)
