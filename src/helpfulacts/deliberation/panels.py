"""What a stage promises of a panel that is drawn in it: its size, its quotas and where the seed will come from.

    parameters["panel"] = {"size": 12, "seed_from": "the lottery of 3 March", "quotas": [["age", "under 30", 2, 4], …]}

It is frozen with the stage when the deliberation is published, before anybody says yes and before anybody knows the seed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.engine.choosing.panel_quotas import Quota

MOST_QUOTAS = 100
LONGEST = 100


@dataclass(frozen=True)
class PromisedPanel:
    """size: people. seed_from: in words."""

    size: int
    seed_from: str
    quotas: tuple[Quota, ...]

    @property
    def features(self) -> tuple[str, ...]:
        """What people are asked about themselves, in the order of the quotas."""
        return tuple(dict.fromkeys(quota.feature for quota in self.quotas))


def promised_panel(parameters: Mapping[str, Any]) -> PromisedPanel:
    """Raises Refused where no panel is promised, or not so that it could be drawn."""
    given = parameters.get("panel")
    if given is None:
        raise Refused("No panel is drawn in this part.")
    if not isinstance(given, Mapping):
        raise Refused("Say of the panel its size, its quotas and where the seed comes from.", field="panel")
    size, seed_from, rows = given.get("size"), given.get("seed_from"), given.get("quotas")
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        raise Refused("Say how many people are on the panel: a number from 1.", field="panel")
    if not isinstance(seed_from, str) or not seed_from.strip():
        raise Refused("Say where the seed will come from, before anybody can know it.", field="panel")
    if not isinstance(rows, list | tuple) or not 1 <= len(rows) <= MOST_QUOTAS:
        raise Refused(f"Give the panel at least one quota and at most {MOST_QUOTAS}.", field="panel")
    quotas = tuple(_quota(row) for row in rows)
    if len({(one.feature, one.value) for one in quotas}) < len(quotas):
        raise Refused("Two quotas of the panel are for the same answer. Keep one.", field="panel")
    return PromisedPanel(size, seed_from.strip(), quotas)


def _quota(row: Any) -> Quota:
    if isinstance(row, list | tuple) and len(row) == 4:
        feature, value, least, most = row
        names = all(isinstance(one, str) and 0 < len(one.strip()) <= LONGEST for one in (feature, value))
        if names and _whole(least) and _whole(most) and 0 <= least <= most:
            return Quota(feature.strip(), value.strip(), least, most)
    raise Refused(
        "A quota says what is asked, which answer, and from how many to how many people: two numbers, the smaller first.",
        field="panel",
    )


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
