"""Dudley of the demonstration without its weeks of history: wards, sectors, organisations and every offer."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.exchange.demonstration import dudley

FOLDER = Path(__file__).parents[1] / "examples" / "dudley"


def dudley_offers(*, slug: str = "dudley", name: str = "Dudley", offers: bool = True) -> Any:
    """The place; without `offers`, its wards and sectors alone."""
    facts = tomllib.loads((FOLDER / "place.toml").read_text(encoding="utf-8"))
    place = dudley._geography(FOLDER, facts | {"slug": slug, "name": name})
    if offers:
        _, bodies = dudley._organisations(place, today())
        dudley._offers(FOLDER, place, bodies, today(), today())
    return place
