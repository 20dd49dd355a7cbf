"""What the accessibility statement rests on: the last results that the browser tests wrote, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

FILE = Path("docs") / "accessibility-results.json"


@dataclass(frozen=True)
class Results:
    """One run of the browser tests: the day, the pages looked at, the widths in pixels, and mistakes that axe found."""

    day: dt.date
    pages: int
    widths: tuple[int, ...]
    mistakes: int
    checker: str


def last_results(folder: Path | None = None) -> Results | None:
    """The results kept with this copy of the project; None when there are none, or they cannot be read."""
    path = (folder or settings.CHECKOUT) / FILE
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Results(
            day=dt.date.fromisoformat(kept["day"]),
            pages=int(kept["pages"]),
            widths=tuple(int(width) for width in kept["widths"]),
            mistakes=int(kept["mistakes"]),
            checker=str(kept["checker"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
