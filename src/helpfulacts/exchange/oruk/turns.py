"""One import into a place at a time: a lock that ends with the process that holds it, however that ends."""

from __future__ import annotations

import datetime as dt
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.stage_offers import drop_staged
from helpfulacts.directory.staged import left_since

KEPT_FOR = dt.timedelta(days=1)


@contextmanager
def only_import(place: Any) -> Iterator[None]:
    """Raises Refused while another process, or another request, imports into the same place."""
    folder = Path(settings.DATA) / "importing"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{place.pk}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused(
                f"Another import into {place.name} is under way. Wait until it is done, then try again."
            ) from None
        yield


def drop_left_over(place: Any) -> int:
    """Drop what an import made ready more than a day ago and never showed; the number of offers. For the night."""
    try:
        with only_import(place):
            return drop_staged(place=place) if left_since(place, KEPT_FOR) else 0
    except Refused:
        return 0
