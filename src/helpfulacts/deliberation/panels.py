"""What a stage promises of a panel that is drawn in it: its size, its quotas and where the seed will come from.

    parameters["panel"] = {"size": 12, "seed_from": "the lottery of 3 March", "quotas": [["age", "under 30", 2, 4], …]}

It is frozen with the stage when the deliberation is published, before anybody says yes and before anybody knows the seed.
People say yes until the last day of that stage is over; then it is drawn.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.engine.choosing.panel_quotas import BadPool, Pool, Quota, check_alone, pool_of

from .templates import Step

MOST_QUOTAS = 100
LONGEST = 60
LARGEST = 100
"""People on a panel: more take too long to draw with chances that are as equal as can be."""
HOW_MANY = re.compile(r"(\d{1,4})(?:\s*(?:to|-|–)\s*(\d{1,4}))?", re.IGNORECASE | re.ASCII)
EXAMPLE = "“age, under 30, 2 to 4”"


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

    def of(self, feature: str) -> tuple[Quota, ...]:
        """The quotas of one feature: the answers that there are to it."""
        return tuple(quota for quota in self.quotas if quota.feature == feature)


def promised_panel(parameters: Mapping[str, Any]) -> PromisedPanel:
    """Raises Refused where no panel is promised, or not so that it could be drawn."""
    given = parameters.get("panel")
    if given is None:
        raise Refused("No panel is drawn in this part.")
    if not isinstance(given, Mapping):
        raise Refused("Say of the panel its size, its quotas and where the seed comes from.", field="panel")
    size, seed_from, rows = given.get("size"), given.get("seed_from"), given.get("quotas")
    if not isinstance(size, int) or isinstance(size, bool) or not 1 <= size <= LARGEST:
        raise Refused(f"Say how many people are on the panel: a number from 1 to {LARGEST}.", field="panel")
    if not isinstance(seed_from, str) or not seed_from.strip():
        raise Refused("Say where the seed will come from, before anybody can know it.", field="panel")
    if not isinstance(rows, list | tuple) or not 1 <= len(rows) <= MOST_QUOTAS:
        raise Refused(f"Give the panel at least one quota and at most {MOST_QUOTAS}.", field="panel")
    quotas = tuple(_quota(row) for row in rows)
    if len({(one.feature, one.value) for one in quotas}) < len(quotas):
        raise Refused("Two quotas of the panel are for the same answer. Keep one.", field="panel")
    panel = PromisedPanel(size, seed_from.strip(), quotas)
    for feature in panel.features:
        if len(panel.of(feature)) < 2:
            raise Refused(
                f"“{feature}” has one answer. Give each answer that somebody may have a quota, so that everybody finds theirs.",
                field="panel",
            )
    try:
        check_alone(quotas, size)
    except BadPool as problem:
        raise Refused(str(problem), field="panel") from None
    return panel


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


def pool_from(promised: PromisedPanel, said: Mapping[uuid.UUID, Mapping[str, str]]) -> Pool:
    """Who can be drawn, by what each told. Raises BadPool."""
    ids = [str(one) for one in said]
    rows = [tuple(answers.get(feature, "") for feature in promised.features) for answers in said.values()]
    return pool_of(ids, rows, promised.quotas)


def quotas_typed(words: str) -> tuple[list[list[Any]], list[str]]:
    """(quotas, mistakes) of lines as people type them: “age, under 30, 2 to 4”; “3” alone is from 3 to 3.

    A mistake names its line and says what to do. What is asked is the same however it is spelt large or small.
    """
    found: dict[tuple[str, str], tuple[int, list[Any]]] = {}
    asked: dict[str, str] = {}
    mistakes = []
    for at, line in enumerate(words.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            feature, value, least, most = _line(line)
            feature = asked.setdefault(feature.casefold(), feature)
            first = found.get((feature, value.casefold()))
            if first is not None:
                raise Refused(f"“{feature}, {value}” is in line {first[0]} already. Keep one of them.")
        except Refused as refusal:
            mistakes.append(f"Line {at}: {str(refusal)[0].lower()}{str(refusal)[1:]}")
        else:
            found[feature, value.casefold()] = (at, [feature, value, least, most])
    return [row for _, row in found.values()], mistakes


def as_typed(quotas: Iterable[Quota]) -> str:
    """Lines that `quotas_typed` reads as these quotas."""
    return "\n".join(
        f"{one.feature}, {one.value}, {one.least if one.least == one.most else f'{one.least} to {one.most}'}"
        for one in quotas
    )


def _line(line: str) -> tuple[str, str, int, int]:
    parts = [one.strip() for one in line.split(",")]
    feature, value, how_many = parts[0], ", ".join(parts[1:-1]).strip(), parts[-1]
    if len(parts) < 3 or not feature or not value:
        raise Refused(f"Write what is asked, the answer and how many, with commas between: {EXAMPLE}.")
    for name in (feature, value):
        if len(name) > LONGEST:
            raise Refused(f"Keep “{name[:20]}…” to {LONGEST} letters.")
    read = HOW_MANY.fullmatch(how_many)
    if read is None:
        raise Refused(f"Write at its end how many people, for example {EXAMPLE}.")
    least, most = int(read[1]), int(read[2] or read[1])
    if least > most:
        raise Refused(f"{least} is more than {most}. Write the smaller number first.")
    return feature, value, least, most


def with_panel(
    steps: Sequence[Step], *, size: int, seed_from: str, quotas: Iterable[Sequence[Any]]
) -> list[Step]:
    """These steps, of which the first promises that panel: people read what it is about, and say yes in it.

    Raises Refused where it could not be drawn from any people whatever.
    """
    panel = {"size": size, "seed_from": seed_from, "quotas": [list(one) for one in quotas]}
    promised_panel({"panel": panel})
    first, *rest = steps
    return [replace(first, parameters={**first.parameters, "panel": panel}), *rest]
