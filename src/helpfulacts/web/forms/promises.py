"""The forms of promises that were not kept: what is found, and what puts it right."""

from __future__ import annotations

from .base import PlainForm, day, line, one_of, sentence

FINDINGS = [
    ("broken", "The promise was broken"),
    ("good reason", "There was a good reason"),
]


class FindingForm(PlainForm):
    """What was found of a promise, and why."""

    finding = one_of("What did you find?", FINDINGS, missing="Choose what you found.", columns=1)
    words = sentence(
        "Why?",
        hint="Say what you asked, and what you heard. Name nobody.",
        most=500,
        missing="Say why, in a sentence that both sides can understand.",
    )


class RemedyForm(PlainForm):
    """What puts a broken promise right: a promise too, with a day."""

    what = line(
        "What do they do to put it right?",
        hint="Agree it with them first. Name nobody.",
        most=300,
        missing="Say what they do to put it right.",
    )
    due = day("By which day?", invalid="Write a day, for example 24/6/2027.")
