"""A text that somebody would like to be plainer."""

from __future__ import annotations

from .base import PlainForm, sentence


class WordsForm(PlainForm):
    """Some words to look at. They are kept nowhere."""

    words = sentence(
        "Your words",
        hint="What you want to say about what you give. We do not keep it.",
        rows=6,
        most=3000,
        missing="Write or paste the words to look at.",
    )
