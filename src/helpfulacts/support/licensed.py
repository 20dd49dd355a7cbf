"""Measures that need a licence: the hook that counts them comes as a plug-in, their words and licence from the installation.

Nothing of theirs is shipped here. A plug-in is an entry point of the group `helpfulacts.instruments` that leads to a
`Measure`. The installation writes in `instruments.toml`, in its data folder, what its licence allows it to use:

    [name-of-the-measure]
    licence = "the number on the licence"
    holder = "who gave it"
    title = "what people read above it"
    [[name-of-the-measure.items]]
    words = "the question"
    answers = ["the first answer", "the second answer"]

`measures_here()` gives those that may be used, and a sentence for each that may not.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils.text import slugify

from .instruments import Question

GROUP = "helpfulacts.instruments"


class Measure(Protocol):
    """What a plug-in gives: how many questions it has, and how their answers are counted."""

    items: int

    def score(self, answers: Sequence[int]) -> float:
        """answers: one a question, in order, numbered from 1. Only ever asked when all are there."""


@dataclass(frozen=True)
class Licensed:
    """A measure that may be used here: its questions in the words of the installation, and its count."""

    name: str
    title: str
    licence: str
    questions: tuple[Question, ...]
    measure: Measure

    def score(self, said: Mapping[str, int]) -> float | None:
        """said: numbers by code of question. None while one is missing: nothing is guessed."""
        numbers = [said.get(one.code) for one in self.questions]
        given = [one for one in numbers if one is not None]
        return self.measure.score(given) if len(given) == len(self.questions) else None


@functools.cache
def measures_here() -> tuple[tuple[Licensed, ...], tuple[str, ...]]:
    """(measures that may be used, a sentence for each that may not). Looked up once in each process."""
    points = sorted(entry_points(group=GROUP), key=lambda one: one.name)
    if not points:
        return (), ()
    try:
        said = tomllib.loads(_file().read_text(encoding="utf-8")) if _file().exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return (), (f"{_file().name} cannot be read: {error}. No licensed measure is used.",)
    usable, refused = [], []
    for point in points:
        found = _licensed(point.name, point.load(), said.get(point.name, {}))
        if isinstance(found, str):
            refused.append(found)
        else:
            usable.append(found)
    return tuple(usable), tuple(refused)


def _file() -> Path:
    return Path(settings.INSTRUMENTS)


def _licensed(name: str, measure: Measure, said: Any) -> Licensed | str:
    """The measure, or why it is not used."""
    said = said if isinstance(said, dict) else {}
    licence, items = str(said.get("licence") or "").strip(), said.get("items") or []
    if not licence:
        return f"“{name}” is not used: write the number of its licence in {_file().name}, under [{name}]."
    whole = all(
        isinstance(one, dict) and one.get("words") and len(one.get("answers") or []) > 1 for one in items
    )
    if len(items) != measure.items or not whole:
        return (
            f"“{name}” is not used: {_file().name} must give the words and the answers "
            f"of each of its {measure.items} questions."
        )
    questions = tuple(
        Question(
            f"{slugify(name)}-{number}", f"licensed {name}", str(one["words"]), str(one["words"]),
            tuple(enumerate(map(str, one["answers"]), start=1)), str(said.get("holder") or "its licence holder"),
        )
        for number, one in enumerate(items, start=1)
    )  # fmt: skip
    return Licensed(name, str(said.get("title") or name), licence, questions, measure)
