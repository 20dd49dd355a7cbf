"""What an import did, in figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Imported:
    """What became of every row. `without_details` came from a list that names services only.

    `resumed`: offers that an earlier try, which was broken off, had made ready already. `left_alone`: services that
    were set aside because another source or people here listed them; `kept_here`: offers that changed but for what
    people here had changed.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    set_aside: int = 0
    set_aside_file: Path | None = None
    seconds: float = 0.0
    organisations: int = 0
    without_details: int = 0
    resumed: int = 0
    left_alone: int = 0
    kept_here: int = 0
    left_out: dict[str, int] = field(default_factory=dict)

    def figures(self) -> dict[str, Any]:
        return vars(self) | {"set_aside_file": str(self.set_aside_file) if self.set_aside_file else None}
