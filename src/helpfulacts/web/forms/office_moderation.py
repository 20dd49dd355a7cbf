"""The forms of whoever reads what people brought, and of its author: hide it, join it, look again, say it otherwise."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html

from helpfulacts.deliberation.actions.appeal import LONGEST
from helpfulacts.deliberation.actions.moderate import LONGEST_REASON
from helpfulacts.deliberation.policy import policy

from .base import PlainForm, one_of, sentence
from .base import line as one_line
from .office_papers import number


class HideForm(PlainForm):
    """By which line of the policy, and why."""

    line = one_of(
        "By which line?", (), missing="Choose the line of the policy by which it is hidden.", columns=1
    )
    reason = one_line(
        "Why?",
        hint="Everybody can read this, and so can who wrote it. Do not say again what is hidden.",
        most=LONGEST_REASON,
        missing="Say why, in words that everybody can read.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [  # type: ignore[attr-defined]
            (one.code, format_html("<strong>{}.</strong> {}", one.title, one.not_shown))
            for one in policy().values()
        ]


class JoinForm(PlainForm):
    """Into which number that was said before."""

    into = number(
        "The number that says the same",
        hint="The one that was said before.",
        most=1_000_000,
        missing="Write the number that says the same.",
    )


class AgainForm(PlainForm):
    """Why something hidden should be shown."""

    words = sentence(
        "Why should it be shown?",
        hint="Only the person who looks again reads this.",
        rows=5,
        most=LONGEST,
        missing="Say why it should be shown.",
    )
