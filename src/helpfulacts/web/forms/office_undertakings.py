"""What bodies promise by a decision: who, what and by which day, with whether rules come into force; later, what shows it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from helpfulacts.deliberation.actions.keep_undertaking import LONGEST as KEPT_LONGEST
from helpfulacts.deliberation.decisions import Shown

from .base import PlainForm, day, line, one_of, speak_plainly
from .office_decide import DecisionForm

ROWS, MOST_ROWS = 2, 20
LONGEST = 300
"""Letters of what is promised together with how it is seen: what a promise holds."""


class KeptForm(PlainForm):
    """Which promise is kept, and what shows it. `promises`: (key, words) of those that are open."""

    promise = forms.ChoiceField(
        label="Which promise is kept?",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose the promise."),
    )
    shows = line(
        "What shows it?",
        hint="What anybody can go and see. Everybody can read this. Name nobody.",
        most=KEPT_LONGEST,
        missing="Say what shows it: what can anybody go and see?",
    )

    def __init__(self, *args: Any, promises: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["promise"].choices = [("", "Choose a promise"), *promises]  # type: ignore[attr-defined]


class PublishForm(PlainForm):
    """`bodies`: (key, name). `rows` of promises; an empty one says nothing. asks_rules: an officer says if rules come into force.

    What is published is what its page was opened on (`seen.py`): its words, its answers and its marks.
    """

    says = ("words", "answers", "marks")
    called = "decision"

    def __init__(
        self, *args: Any, bodies: Sequence[tuple[str, str]], rows: int, asks_rules: bool, today: dt.date, **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.count, self.day, self.asks_rules = min(max(rows, ROWS), MOST_ROWS), today, asks_rules
        for at in range(1, self.count + 1):
            self.fields[f"who{at}"] = forms.ChoiceField(
                label=f"Who makes promise {at}?", choices=[("", "Nobody"), *bodies], required=False
            )
            self.fields[f"what{at}"] = line(f"What is promise {at}?", most=LONGEST, required=False)
            self.fields[f"due{at}"] = day(f"By which day is promise {at} kept?", required=False)
            self.fields[f"seen{at}"] = line(
                f"How can anybody see that promise {at} is kept?", most=LONGEST, required=False
            )
        if asks_rules:
            self.fields["adopts"] = one_of(
                "Do these rules come into force?",
                [("yes", "Yes, from when this is published"), ("no", "No, the rules stay as they are")],
                missing="Say whether these rules come into force.", columns=1,
            )  # fmt: skip
            self.fields["read"] = forms.BooleanField(
                label="I have read each change above, and it is what was decided", required=False
            )

        for field in self.fields.values():
            speak_plainly(field)
            field.unmarked = True  # type: ignore[attr-defined]  # what is needed depends on the others

    @staticmethod
    def facts_of(found: Shown) -> dict[str, Any]:
        return {
            "words": [getattr(found.decision, name) for name in DecisionForm.base_fields if name != "counts"]
            + [one.number for one in found.tallies],
            "answers": [[one.contribution.number, one.answer, one.reason] for one in found.outcomes],
            "marks": [[one.principle.code, one.mark, one.sentence, one.evidence] for one in found.trade_offs],
        }

    @staticmethod
    def says_now(changed: Mapping[str, Any]) -> str:
        return f"Somebody changed its {' and its '.join(changed)}. Read it again before it is published."

    @property
    def more(self) -> bool:
        return self.count < MOST_ROWS

    def promises(self) -> Iterator[tuple[int, list[Any]]]:
        """The rows, for the page."""
        for at in range(1, self.count + 1):
            yield at, [self[f"{name}{at}"] for name in ("who", "what", "due", "seen")]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for at in range(1, self.count + 1):
            who, what, due, seen = (given.get(f"{name}{at}") for name in ("who", "what", "due", "seen"))
            if not (who or what or due or seen):
                continue
            for name, value, says in (
                (f"who{at}", who, f"Choose who makes promise {at}."),
                (f"what{at}", what, f"Say what promise {at} is."),
                (f"due{at}", due, f"Choose a day for promise {at}."),
            ):
                if not value and name not in self.errors:
                    self.add_error(name, says)
            if due and due < self.day:
                self.add_error(f"due{at}", "That day has passed. Promise it for a later day.")
            if len(what or "") + len(seen or "") > LONGEST - 12:  # “. Seen by: ” stands between them
                self.add_error(f"what{at}", f"Keep promise {at} and how it is seen under {LONGEST} letters.")
        if self.asks_rules and given.get("adopts") == "yes" and not given.get("read"):
            self.add_error("read", "Read each change, and say that you have.")
        return given

    def given(self) -> list[tuple[str, str, dt.date, str]]:
        """(body, what, by when, how it is seen) of each promise."""
        said = self.cleaned_data
        return [
            (said[f"who{at}"], said[f"what{at}"], said[f"due{at}"], said[f"seen{at}"])
            for at in range(1, self.count + 1)
            if said[f"what{at}"]
        ]
