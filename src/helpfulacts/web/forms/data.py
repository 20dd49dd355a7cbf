"""The form for words that somebody else wrote about a person who asks for what is held."""

from __future__ import annotations

from helpfulacts.support.data_requests import GROUNDS

from .base import PlainForm, one_of, sentence


class OthersWordsForm(PlainForm):
    """Told as they stand here, or kept back on a ground."""

    decision = one_of(
        "What may they read?",
        (("told", "The words below, as I leave them"), ("kept back", "Nothing of it")),
        missing="Choose if it is told or kept back.",
        columns=1,
    )
    told = sentence(
        "The words as they may be told",
        hint="Take out names and whatever tells something private about somebody else.",
        rows=4,
        most=2000,
        required=False,
    )
    ground = one_of("If it is kept back: why?", GROUNDS, hint="They read this.", required=False, columns=1)
