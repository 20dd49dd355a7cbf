"""What the pages show of the crisis rules: the numbers as links, and when each was last looked up."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from helpfulacts.directory.crisis import Advice, advice_for


@dataclass(frozen=True)
class CallLine:
    """One line of the panel: `shown` is the link's words, `href` empty where there is no number to ring."""

    what: str
    shown: str
    href: str
    when: str
    checked_on: dt.date


@lru_cache(maxsize=1)
def _numbers() -> dict[str, dict[str, Any]]:
    text = resources.files("helpfulacts.directory").joinpath("crisis_rules.toml").read_text(encoding="utf-8")
    return {row["code"]: row for row in tomllib.loads(text)["number"]}


def strip_facts() -> dict[str, Any]:
    """Who listens day and night, and when that number was last looked up, for the strip on every page of words."""
    listener = _numbers()["samaritans"]
    return {"listener": listener, "checked_on": listener["checked_on"]}


def lines_of(advice: Advice) -> list[CallLine]:
    """The lines of an advice, in its order."""
    lines = []
    for line in advice.lines:
        digits = "".join(character for character in line.number if character.isdigit())
        if not digits:
            shown, href = line.name, ""
        elif digits == "999":
            shown, href = "Call 999", "tel:999"
        elif line.number in line.name:
            shown, href = f"Call {line.name}", f"tel:{digits}"
        else:
            shown, href = f"{line.name}: {line.number}", f"tel:{digits}"
        lines.append(CallLine(line.what, shown, href, line.when, line.checked_on))
    return lines


def first_advice(*sentences: str) -> Advice | None:
    """The crisis rules over everything that somebody typed on one page, read as one text."""
    return advice_for("\n".join(sentence for sentence in sentences if sentence))
