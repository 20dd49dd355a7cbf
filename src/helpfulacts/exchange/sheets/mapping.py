"""What each column of one list says, and what no column says but holds for all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.directory.facets import KINDS, SPHERES

from .targets import BY_CODE, LEAVE_OUT


@dataclass(frozen=True)
class SheetMapping:
    """`columns`: for each column the code of a target, or "". `constants`: kind, sphere, organisation ("" = not said).

    `name` is what the list is called here: with a row's own number it makes the offer's lasting identifier.
    """

    name: str
    columns: tuple[str, ...]
    constants: Mapping[str, str] = field(default_factory=dict)

    def at(self, code: str) -> list[int]:
        """The columns that say `code`, in order."""
        return [number for number, one in enumerate(self.columns) if one == code]

    def as_json(self) -> dict[str, Any]:
        return {"columns": list(self.columns), "constants": dict(self.constants)}


def checked_mapping(name: str, columns: Sequence[str], constants: Mapping[str, str]) -> SheetMapping:
    """A mapping that can be used. Raises Refused with the field it is about."""
    name = tidy(name)
    if not name:
        raise Refused("Say what this list is called, for example “Libraries”.", field="name")
    for number, code in enumerate(columns):
        if code != LEAVE_OUT and code not in BY_CODE:
            raise Refused("Choose from the list what this column says.", field=f"column_{number}")
        if code and not BY_CODE[code].many and code in columns[:number]:
            raise Refused(
                f"Two columns say “{BY_CODE[code].words}”. Leave one of them out.", field=f"column_{number}"
            )
    if "title" not in columns:
        raise Refused("Say which column holds the name of each offer.", field="name_column")
    organisation = tidy(constants.get("organisation", ""))
    if "organisation" not in columns and not organisation:
        raise Refused("Say which organisation gives these, or which column names it.", field="organisation")
    kind, sphere = constants.get("kind") or "service", constants.get("sphere") or ""
    if kind not in KINDS or (sphere and sphere not in SPHERES):
        raise Refused("Choose a kind of help and a sphere from the lists.", field="kind")
    kept = {"kind": kind, "sphere": sphere, "organisation": organisation}
    return SheetMapping(name[:100], tuple(columns), kept)


def mapping_from(name: str, kept: Mapping[str, Any]) -> SheetMapping:
    """A mapping as it was kept."""
    return SheetMapping(name, tuple(kept.get("columns", ())), dict(kept.get("constants", {})))
