"""What the pages show of the crisis rules: the numbers as links, and when they were last looked up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from helpfulacts.directory.crisis import Advice, Line, advice_for


@dataclass(frozen=True)
class CallLine:
    """One line of the panel: `shown` is the link's words, `href` empty where there is no number to ring."""

    what: str
    shown: str
    href: str
    when: str


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    text = resources.files("helpfulacts.directory").joinpath("crisis_rules.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def strip_facts() -> dict[str, Any]:
    """Who listens day and night, and when that number was last looked up, for the strip on every page of words."""
    listener = next(row for row in _rules()["number"] if row["code"] == "samaritans")
    return {"listener": listener, "checked_on": listener["checked_on"]}


def call_line(line: Line) -> CallLine:
    """How one number is shown."""
    digits = "".join(character for character in line.number if character.isdigit())
    if not digits:
        shown, href = line.name, ""
    elif digits == "999":
        shown, href = "Call 999", "tel:999"
    elif line.number in line.name:
        shown, href = f"Call {line.name}", f"tel:{digits}"
    else:
        number = line.number.replace(" ", "\u00a0")
        shown, href = f"{line.name}: {number}", f"tel:{digits}"
    return CallLine(line.what, shown, href, line.when)


def review_words() -> str:
    """What whoever looks after the place must know of these rules and numbers. Never shown to somebody in danger."""
    rules = _rules()
    return f"{rules['note']} {rules['reviewed_by']}"


def first_advice(*sentences: str) -> Advice | None:
    """The crisis rules over everything that somebody typed on one page, read as one text."""
    return advice_for("\n".join(sentence for sentence in sentences if sentence))
