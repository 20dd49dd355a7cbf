"""When the work of this installation last went through: a small file each in the data folder, for `doctor` to read."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from pathlib import Path

from django.conf import settings

from .clock import now


def note(work: str) -> None:
    """`work` has just been done. A full disk must not undo it, so what cannot be noted is let be."""
    path = _path(work)
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, exist_ok=True)
        draft = path.with_name(f".{work}-{os.getpid()}")
        draft.write_text(now().isoformat() + "\n", encoding="utf-8")
        draft.replace(path)


def last(work: str) -> dt.datetime | None:
    """When `work` was last done; None where that was never noted."""
    try:
        moment = dt.datetime.fromisoformat(_path(work).read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return None
    return moment if moment.tzinfo else None


def _path(work: str) -> Path:
    return Path(settings.DATA) / "ran" / work
