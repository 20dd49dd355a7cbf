"""What a deliberation must have before it is published: a promise that its stages can keep (after Wilcox, 1994), and days to come.

The least that each stance asks: to tell, “inform”; to ask, also “gather” and a decision that answers; to decide together, also a
ballot; to act together, also promises of more than one party; to support, that the group holds it and not the council.
"""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import date_in_words, now, today

from .models import Deliberation, Stage
from .selectors import last_day

NEEDS = {
    "information": ("inform",),
    "consultation": ("inform", "gather", "decide"),
    "deciding": ("inform", "gather", "ballot", "decide"),
    "acting": ("inform", "gather", "ballot", "decide", "deliver"),
    "supporting": ("inform", "gather", "decide"),
}
STAGE_SAID = {
    "inform": "a part that tells what it is about",
    "gather": "a part in which people say what they think",
    "ballot": "a vote",
    "decide": "a part in which it is decided and answered",
    "deliver": "a part in which what was promised is done",
}


def broken_promises(deliberation: Deliberation, stages: Iterable[Stage]) -> list[str]:
    """Why it cannot be published as it is, one sentence each that says what to do; empty where it can."""
    stages = list(stages)
    kinds = [stage.kind for stage in stages]
    found = []
    if not deliberation.open_to_change and deliberation.stance != "information":
        found.append(
            "Nothing is open to change, so people can only be told. Choose “we tell you”, or say what can change."
        )
    # Writing a text together is one way of gathering what people think.
    has = {*kinds, *(["gather"] if "draft" in kinds else [])}
    for needed in NEEDS[deliberation.stance]:
        if needed not in has:
            found.append(
                f"It promises more than its stages can keep: add {STAGE_SAID[needed]}, or promise less."
            )
    if "ballot" in kinds and deliberation.stance in ("information", "consultation"):
        found.append("There is a vote that binds nobody. Promise to decide together, or leave the vote out.")
    if deliberation.uses == "panel" and not any("panel" in stage.parameters for stage in stages):
        found.append("No panel is promised yet. Say its size, its quotas and where the seed comes from.")
    if not deliberation.absent:
        found.append(
            "Say who is affected and is not here, and what you do about it. If nobody is missing, say how you know."
        )
    zone = ZoneInfo(deliberation.place.zone)
    last = max(
        (stage.closes.astimezone(zone).date() for stage in stages if stage.kind == "decide"), default=None
    )
    if last is not None and deliberation.hear_by < last:
        found.append("The day by which people hear comes before it is decided. Choose a later day.")
    # Only the first: a draft that waited is mended once, with later days for all of them.
    over = next((stage for stage in stages if stage.closes <= now()), None)
    if over is not None:
        day = date_in_words(last_day(over, deliberation.place.zone), reference=today(deliberation.place.zone))
        found.append(
            f"The last day of the part “{over.get_kind_display()}” was {day}. Begin this draft anew, with later days."
        )
    return found
