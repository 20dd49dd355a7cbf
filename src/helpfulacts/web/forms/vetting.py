"""What a person says of a check before an offer is listed: what they would do, which check was seen, who was asked."""

from __future__ import annotations

from typing import Any

from helpfulacts.directory import vetting

from .base import PlainForm, one_of, ticks


def _activities() -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in vetting.rule().activities.values()]


def _levels() -> list[tuple[str, str]]:
    return [
        (one.code, "No check was asked for" if one.code == vetting.NONE else one.name)
        for one in vetting.rule().levels.values()
    ]


class CheckForm(PlainForm):
    """Never a certificate, its number or what it says: there is nowhere to write it."""

    activities = ticks(
        "What would they do?",
        _activities(),
        hint="Ask them. It decides what the law lets us ask.",
        required=True,
        columns=1,
    )
    level = one_of(
        "Which check have you seen?",
        _levels(),
        hint="We keep the kind, your name and today\u2019s date. Never copy a certificate.",
        missing="Say which check you have seen, or that none was asked for.",
        columns=1,
    )
    names = one_of(
        "To how many people who know them did you speak?",
        (("0", "None yet"), ("1", "One"), ("2", "Two"), ("3", "Three or more")),
        missing="Say to how many people you spoke.",
        columns=1,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activities"].error_messages["required"] = "Tick at least one thing that they would do."

    @classmethod
    def of(cls, offer: Any) -> CheckForm:
        """With what is kept about `offer`."""
        return cls(
            initial={
                "activities": offer.activities,
                "level": offer.check_level or (vetting.NONE if offer.names_spoken_to else ""),
                "names": str(min(offer.names_spoken_to, 3)),
            }
        )
