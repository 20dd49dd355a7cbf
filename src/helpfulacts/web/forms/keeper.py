"""The forms of those who keep an organisation's entries, and of the desk that sends them a link."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from helpfulacts.core.errors import Refused
from helpfulacts.directory.facets import DAYS
from helpfulacts.people import keepers

from .base import PlainForm, line, one_of, sentence, speak_plainly

DAY_NAMES = dict(
    zip(DAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
MOST_ROWS = 21
Row = tuple[str, dt.time, dt.time]


class HoursForm(PlainForm):
    """A week: a row for each time, and two empty ones. A row without a day is left out.

    `rows` are (day, starts, ends); `kept` are dates that no week can say, as (number, words), each with a box to keep it.
    """

    def __init__(
        self, *args: Any, rows: list[Row], kept: list[tuple[str, str]], needed: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.needed, self.kept_names = needed, [f"keep_{number}" for number, _ in kept]
        self.count = self._count(len(rows) + 2)
        for number in range(self.count):
            day, starts, ends = rows[number] if number < len(rows) else ("", None, None)
            after = f"<span class='vh'>, row {number + 1}</span>"
            self.fields[f"day_{number}"] = forms.ChoiceField(
                label=SafeString(f"Day{after}"),
                choices=[("", "No day"), *DAY_NAMES.items()],
                initial=day,
                required=False,
            )
            for name, label, value in (("starts", "From", starts), ("ends", "Until", ends)):
                self.fields[f"{name}_{number}"] = forms.TimeField(
                    label=SafeString(f"{label}{after}"),
                    initial=value,
                    required=False,
                    input_formats=["%H:%M", "%H.%M", "%H:%M:%S", "%I%p", "%I:%M%p", "%I.%M%p"],
                    widget=forms.TimeInput(attrs={"class": "few", "autocomplete": "off"}, format="%H:%M"),
                    error_messages={"invalid": "Write a time, for example 14:30."},
                )
        for name, words in kept:
            self.fields[f"keep_{name}"] = forms.BooleanField(label=words, initial=True, required=False)

        for field in self.fields.values():
            speak_plainly(field)

    def _count(self, least: int) -> int:
        if not self.is_bound:
            return least
        try:
            sent = int(self.data.get("rows", least))
        except ValueError:
            sent = least
        return max(1, min(sent + (2 if "more" in self.data else 0), MOST_ROWS))

    @property
    def week(self) -> list[tuple[Any, Any, Any]]:
        """The boxes, row by row."""
        return [(self[f"day_{n}"], self[f"starts_{n}"], self[f"ends_{n}"]) for n in range(self.count)]

    @property
    def others(self) -> list[Any]:
        return [self[name] for name in self.kept_names]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        rows: list[Row] = []
        for number in range(self.count):
            row: list[Any] = [given.get(f"{name}_{number}") for name in ("day", "starts", "ends")]
            day, starts, ends = row
            if any(self.has_error(f"{name}_{number}") for name in ("day", "starts", "ends")):
                continue
            if not day and (starts or ends):
                self.add_error(f"day_{number}", "Choose the day, or empty both times.")
            elif day and not starts:
                self.add_error(f"starts_{number}", "Write when it begins, for example 14:30.")
            elif day and not ends:
                self.add_error(f"ends_{number}", "Write when it ends, for example 16:00.")
            elif day and ends <= starts:
                self.add_error(f"ends_{number}", "It has to end after it begins.")
            elif day and (day, starts, ends) not in rows:
                rows.append((day, starts, ends))
        kept = [name for name in self.kept_names if given.get(name)]
        if self.needed and not rows and not kept and not self.errors:
            self.add_error("day_0", "Leave at least one day. If it has stopped, end the entry instead.")
        given["week"] = rows
        given["kept"] = [name.removeprefix("keep_") for name in kept]
        return given


class EntryWordsForm(PlainForm):
    """What an entry says, in the keeper's words."""

    title = line("What is it called?", most=160, missing="Give it a name.")
    summary = sentence(
        "What is it, in one or two sentences?", rows=3, most=400, missing="Say in a sentence what it is."
    )
    description = sentence("More about it", rows=6, most=6000, required=False)
    cost = line("What does it cost?", most=120, required=False, hint="For example: Free, or £2 a session.")
    brings = line("What should people bring?", most=300, required=False)
    what_next = sentence(
        "What happens after somebody says yes?", rows=2, most=300, required=False,
        hint="For example: we ring you within three days.",
    )  # fmt: skip
    contact = line(
        "How can people reach you?", most=200, required=False,
        hint="A number or e-mail for everybody to see. Leave it empty to be reached through us.",
    )  # fmt: skip
    website = forms.URLField(
        label="Your own page",
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text="It starts with https://",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": "Write the whole address, for example https://example.org"},
    )


class VouchLinkForm(PlainForm):
    """The desk has checked that it is them, and sends or prints a link."""

    checked_how = one_of(
        "How did you check that it is them?",
        (
            ("phone", "I rang the number that everybody can find, not one they gave me"),
            ("visit", "I went to see them"),
            ("known", "I know them"),
        ),
        missing="Say how you checked that it is them.",
    )
    by = one_of(
        "How do they get the link?",
        (("email", "By e-mail"), ("letter", "As a letter that I print now")),
        missing="Choose e-mail or a letter.",
    )
    email = line(
        "Their e-mail address",
        hint="Kept locked, and used for this alone. Not needed for a letter.",
        most=200,
        required=False,
        autocomplete="off",
    )
    number = line(
        "A mobile number that may get texts",
        hint="Once a month at most we ask if their entries are still right. They answer with one digit, or STOP.",
        most=40,
        required=False,
        autocomplete="off",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("checked_how", "by"):
            self.fields[name].columns = 1  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("by") == "email" and not given.get("email"):
            self.add_error("email", "Write the address that the link goes to, or print a letter.")
        for name, tidy in (("email", keepers.tidy_email), ("number", keepers.tidy_number)):
            if given.get(name):
                try:
                    given[name] = tidy(given[name])
                except Refused as refusal:
                    self.add_error(name, str(refusal))
        return given


class BodyNameForm(PlainForm):
    """Which organisation, by a part of its name."""

    name = line(
        "Which organisation?", hint="A part of its name is enough.", missing="Write a part of its name."
    )
