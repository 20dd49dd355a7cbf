"""The one way to say no: a sentence that a person can act on."""

from __future__ import annotations


class Refused(Exception):
    """What was asked cannot be done. The text is one clear sentence that says what to do instead.

    A command prints it and ends with exit code 2; a page shows it above the form; nothing is half done.
    `field` names the form field it belongs to, when there is one.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class ChangedSince(Refused):
    """The same thing was changed after it was looked at. It is shown anew, and nothing typed is lost."""


class NotAllowed(Refused):
    """The person or role may not do this."""


class NotFound(Refused):
    """There is no such thing in this place."""
