"""The forms with which a body's decision is written down: its words, its answers, the twelve ideas, what is promised by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from helpfulacts.core.principles import PRINCIPLES

from ..deciding_words import LEVELS, MARKS, OUTCOMES
from .base import day, line, one_of, speak_plainly, ticks
from .base import sentence as free
from .shared import SharedForm

SAME = (
    ("same_answer", "Answer for those that are ticked", "Choose the answer for those that are ticked."),
    ("same_reason", "Why, for those that are ticked", "Say why, for those that are ticked."),
)


class DecisionForm(SharedForm):
    """What was decided, why, and by whom. `counts`: (number, words) of what it may rest on; `draft`: what each box of one says."""

    days = ("decided_on", "review_on", "scrutiny_by")

    sentence = line(
        "What was decided, in one sentence", most=300, missing="Say in one sentence what was decided."
    )
    reason = free("Why", rows=5, most=3000, missing="Say why it was decided.")
    body = line("Which body decided it?", missing="Say which body decided it.")
    decided_on = day("On which day was it decided?")
    counts = ticks("Which counts does it rest on?", (), columns=1)
    departs = free(
        "Where it is not what the count says: why not?",
        hint="Only where an answer is not what the count says.", most=2000, required=False,
    )  # fmt: skip
    dissent = free(
        "Who disagreed, in their own words",
        hint="In full, as they gave it. It stays on the page.", rows=5, most=4000, required=False,
    )  # fmt: skip
    side_effects = free(
        "Where may a load move to?", hint="Who may have more to do.", most=2000, required=False
    )
    level = one_of("At which level is it decided?", list(LEVELS.items()), columns=1)
    level_reason = line(
        "Why not nearer to the people it is about?",
        hint="Where it is a level further from them than it was asked.", most=300, required=False,
    )  # fmt: skip
    review_on = day(
        "On which day is it looked at again?", missing="Say on which later day it is looked at again."
    )
    emergency = line(
        "Was there no time to ask first? Why?",
        hint="Only where it could not wait until people were asked. It is then looked at in public after all.",
        most=500, required=False,
    )  # fmt: skip
    scrutiny_by = day(
        "If so: by which day is it looked at in public?",
        hint="A day within the next four weeks.",
        required=False,
    )

    def __init__(
        self, data: Any = None, *, counts: Sequence[tuple[str, str]], draft: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:  # fmt: skip
        said = {name: says for name, says in (draft or {}).items() if counts or name != "counts"}
        groups = {name: (f"“{self.base_fields[name].label}”", {name: says}) for name, says in said.items()}
        super().__init__(data, groups=groups, **kwargs)
        self.fields["counts"].choices = counts  # type: ignore[attr-defined]
        for name in ("counts", "departs", "level_reason", "emergency", "scrutiny_by"):
            self.fields[name].unmarked = True  # type: ignore[attr-defined]  # their hints say when they are needed
        if not counts:
            del self.fields["counts"]


class AnswersForm(SharedForm):
    """An answer and a reason for each; those that are ticked get the same. `rows`: of `drafting.to_answer`."""

    def __init__(self, data: Any = None, *, rows: Sequence[Any], **kwargs: Any) -> None:
        groups = {
            f"n{_n(row)}": (f"number {_n(row)}", {f"a{_n(row)}": row.answer, f"r{_n(row)}": row.reason})
            for row in rows
        }
        super().__init__(data, groups=groups, **kwargs)
        self.rows = rows
        for row in rows:
            number = _n(row)
            self.fields[f"a{number}"] = one_of(
                f"Answer to number {number}", list(OUTCOMES.items()), required=False
            )
            self.fields[f"r{number}"] = free(f"Why, for number {number}", rows=2, most=1000, required=False)
            self.fields[f"s{number}"] = forms.BooleanField(
                label="Give it the answer at the end of this page", required=False
            )
        self.fields["same_answer"] = one_of(SAME[0][1], list(OUTCOMES.items()), required=False)
        self.fields["same_reason"] = free(SAME[1][1], rows=2, most=1000, required=False)
        for field in self.fields.values():
            speak_plainly(field)
            field.unmarked = True  # type: ignore[attr-defined]  # what is needed depends on the others

    def lines(self) -> Iterator[tuple[Any, Any, Any, Any]]:
        """(row, its answer, its reason, its tick) for the page."""
        for row in self.rows:
            yield row, *(self[f"{letter}{_n(row)}"] for letter in "ars")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if any(given.get(f"s{_n(row)}") for row in self.rows):
            for name, _, missing in SAME:
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, missing)
        elif given.get("same_answer") or given.get("same_reason"):
            self.add_error("same_answer", "Tick which ones get this answer.")
        for row in self.rows:
            number = _n(row)
            answer, reason = given.get(f"a{number}"), given.get(f"r{number}")
            if given.get(f"s{number}"):
                continue
            if reason and not answer and f"a{number}" not in self.errors:
                self.add_error(f"a{number}", f"Choose yes, in part, no or not yet for number {number}.")
            if answer and not reason and f"r{number}" not in self.errors:
                self.add_error(f"r{number}", f"Say why, for number {number}.")
        return given

    def given(self) -> dict[Any, tuple[str, str]]:
        """What is new, by contribution."""
        found = {}
        for row in self.rows:
            number, said = _n(row), self.cleaned_data
            names = ("same_answer", "same_reason") if said[f"s{number}"] else (f"a{number}", f"r{number}")
            answer = (said[names[0]], said[names[1]])
            if answer[0] and answer != (row.answer, row.reason):
                found[row.brought.contribution] = answer
        return found


def _n(row: Any) -> int:
    return int(row.brought.contribution.number)


class IdeasForm(SharedForm):
    """What it means for each of the twelve; what nobody looked at stays so. `marks`: of `decisions.shown`, in their order."""

    def __init__(self, data: Any = None, *, marks: Sequence[Any], **kwargs: Any) -> None:
        groups = {
            one.principle.code: (
                f"“{one.principle.name}”",
                {f"{one.principle.code}_{name}": getattr(one, name) for name in ("mark", "sentence", "evidence")},
            )
            for one in marks
        }  # fmt: skip
        super().__init__(data, groups=groups, **kwargs)
        self.marks = {one.principle.code: (one.mark, one.sentence, one.evidence) for one in marks}
        for one in PRINCIPLES:
            choices = [(code, words) for code, (words, _) in MARKS.items()]
            self.fields[f"{one.code}_mark"] = one_of(one.name, choices, hint=one.question)
            self.fields[f"{one.code}_sentence"] = line(
                f"{one.name}: how, in one sentence", most=300, required=False
            )
            self.fields[f"{one.code}_evidence"] = line(
                f"{one.name}: how do you know?", most=300, required=False
            )

            self.fields[f"{one.code}_sentence"].unmarked = True  # type: ignore[attr-defined]  # some marks need it

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for one in PRINCIPLES:
            mark, name = given.get(f"{one.code}_mark"), f"{one.code}_sentence"
            if mark in ("supports", "costs") and not given.get(name) and name not in self.errors:
                self.add_error(name, f"Say in one sentence how, for “{one.name.lower()}”.")
        return given

    def given(self) -> dict[str, tuple[str, str, str]]:
        """(mark, sentence, evidence) of each that is new, by its code."""
        said = {
            one.code: tuple(
                self.cleaned_data[f"{one.code}_{name}"] for name in ("mark", "sentence", "evidence")
            )
            for one in PRINCIPLES
        }
        return {code: given for code, given in said.items() if given != self.marks[code]}
