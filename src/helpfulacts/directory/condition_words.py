"""The typed list of conditions, from `conditions.toml`: what each is called, what is missing, and how to ask for it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ConditionWords:
    """`missing` and `ask` have gaps in braces: part, what, when, number, people. `evidence`: a paper that is looked at.

    `only_with`: a key of THERE_IS, without which nobody is asked for it.
    """

    code: str
    name: str
    missing: str
    ask: str
    evidence: bool = False
    only_with: str = ""


with Path(__file__).with_name("conditions.toml").open("rb") as _file:
    CONDITIONS = {code: ConditionWords(code, **words) for code, words in tomllib.load(_file).items()}
CODES = tuple(CONDITIONS)
THERE_IS = {
    "food": ("Food", "there is food"),
    "alcohol": ("Alcohol that is sold", "alcohol is sold"),
    "music": ("Music", "there is music"),
}
"""What a combination may have that some ask about: the words to tick, and “only if …”."""
