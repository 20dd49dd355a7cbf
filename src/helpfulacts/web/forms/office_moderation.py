"""The forms of whoever reads what people brought, and of its author: hide it, join it, look again, say it otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html

from helpfulacts.deliberation.actions.add_translation import A_PROGRAMME
from helpfulacts.deliberation.actions.appeal import LONGEST
from helpfulacts.deliberation.actions.moderate import LONGEST_REASON
from helpfulacts.deliberation.policy import policy

from ..languages import OWN_NAMES, in_english, tongue
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


class TranslationForm(PlainForm):
    """The same in another language: which, the words, and who made it."""

    language = one_of("Into which language?", (), missing="Choose the language.", columns=2)
    title = one_line(
        "The title in that language", most=240, missing="Write the title in that language.", dir="auto"
    )
    words = sentence(
        "The words in that language", rows=5, most=8000, missing="Write the words in that language."
    )
    made_by = one_of(
        "Who made this translation?",
        (("person", "A person or a body"), ("computer", "A computer")),
        hint="Everybody reads it beside the words.",
        missing="Say who made this translation.",
    )
    maker = one_line("Their name", hint="Only if a person or a body made it.", required=False)

    def __init__(self, *args: Any, brought: Any, there: Iterable[str], **kwargs: Any) -> None:
        """`brought`: what it is of, as it was first said; `there`: into what it is translated already."""
        super().__init__(*args, **kwargs)
        left = [code for code in OWN_NAMES if code not in (brought.revision.language, *there)]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, format_html("{} <span{}>{}</span>", in_english(code), tongue(code), OWN_NAMES[code]))
            for code in left
        ]
        if not brought.revision.title:
            del self.fields["title"]
        self.fields["words"].widget.attrs["dir"] = "auto"
        self.fields["maker"].unmarked = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("made_by") == "person" and not given.get("maker"):
            self.add_error("maker", "Write their name, or the name of the body.")
        return given

    def kept(self) -> dict[str, str]:
        """For the action that keeps it."""
        given = self.cleaned_data
        return {
            "language": given["language"],
            "title": given.get("title", ""),
            "words": given["words"],
            "made_by": A_PROGRAMME if given["made_by"] == "computer" else given["maker"],
        }
