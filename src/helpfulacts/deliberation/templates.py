"""What a deliberation can be for, and the stages that each use begins with. The promise comes before the ballot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Step:
    """One stage of a template: how many days it lasts, and by which rule it is read."""

    kind: str
    days: int
    rule: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Template:
    """A use: what its result is, and which stance its stages can keep at least."""

    code: str
    title: str
    result: str
    stance: str
    steps: tuple[Step, ...]

    @property
    def length(self) -> dt.timedelta:
        return dt.timedelta(days=sum(step.days for step in self.steps))


TEMPLATES = {
    template.code: template
    for template in (
        Template(
            "entitlement", "Decide a right, or how help is shared", "a new version of the rules", "deciding",
            (
                Step("inform", 7), Step("gather", 21, "agree"), Step("map", 14, "agree", {"count": "opinion-map"}),
                Step("weigh", 7, "weights", {"points": 100}), Step("ballot", 14, "consent"), Step("decide", 14),
                Step("deliver", 90),
            ),
        ),
        Template(
            "budget", "Share out money", "a list of what is paid for, and who paid what of it", "deciding",
            (
                Step("inform", 7), Step("gather", 28, "agree"),
                Step("ballot", 14, "approval", {"count": "equal-shares", "satisfaction": "cost", "completion": "add1", "step": 100}),
                Step("decide", 14), Step("deliver", 365),
            ),
        ),
        Template(
            "question", "Ask an open question", "where people stand, and an answer to each thing that many said", "consultation",
            (Step("inform", 7), Step("gather", 28, "agree"), Step("map", 7, "agree", {"count": "opinion-map"}), Step("decide", 21)),
        ),
        Template(
            "panel", "Draw a panel", "a group that is like the place, drawn by lot", "deciding",
            (Step("inform", 14), Step("gather", 28, "agree"), Step("ballot", 14, "consent"), Step("decide", 21)),
        ),
        Template(
            "position", "Say where we stand, to the board", "a report with its spread, and the board’s answers", "consultation",
            (Step("inform", 3), Step("gather", 14, "agree"), Step("map", 7, "agree", {"count": "opinion-map"}), Step("decide", 14)),
        ),
        Template(
            "compact", "Change what two sides promised each other", "a text that both sides signed", "acting",
            (
                Step("inform", 7), Step("draft", 84, "agree", {"kinds": ["amendment"]}),
                Step("ballot", 14, "consent", {"kinds": ["amendment"]}), Step("decide", 14), Step("deliver", 365),
            ),
        ),
    )
}  # fmt: skip
