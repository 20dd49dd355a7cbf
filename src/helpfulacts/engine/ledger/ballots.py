"""The one written form of a vote, and the commitment that stands for it on the public board until it is opened.

    commitment = SHA-256("salt|tracker|vote")

The vote is JSON of the number of each contribution and what was answered to it: {"3":1,"7":0}. Tracker and salt are 32 random
hexadecimal digits each, so that nobody learns a vote by trying all that there could be.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

RANDOM = re.compile(r"[0-9a-f]{32}")


def written(vote: Mapping[int, int]) -> dict[str, int]:
    """The vote as it stands on the board: numbers as text. ValueError for what is no whole number."""
    for number, value in vote.items():
        if type(number) is not int or type(value) is not int or number < 1:
            raise ValueError(f"A vote answers numbers with whole numbers, not {number!r} with {value!r}.")
    return {str(number): value for number, value in vote.items()}


def commitment(*, salt: str, tracker: str, vote: Mapping[str, int]) -> str:
    """64 hexadecimal digits, from a vote as `written` gives it."""
    said = json.dumps(dict(vote), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{salt}|{tracker}|{said}".encode()).hexdigest()


def check_opened(entry: Mapping[str, Any], committed: str) -> bool:
    """Is this opened vote (its tracker, salt and vote) the one that was committed to?"""
    return commitment(salt=entry["salt"], tracker=entry["tracker"], vote=entry["vote"]) == committed
