"""One step of a longer work: what goes wrong in it is told in a sentence and logged, and the steps after it run."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Answer = TypeVar("Answer")
_log = logging.getLogger(__name__)


def on_its_own(place: str, what: str, step: Callable[[], Answer]) -> Answer | None:
    """What `step` answers; None when it failed, with one sentence on the error stream.

    Each step is whole transactions of its own. The log gets the kind of the error and where in the
    code it was raised, never its words: those may hold what a person wrote.
    """
    try:
        return step()
    except Exception as error:  # whatever it is, it must not stop what does not depend on it
        log_where(place, what, error)
        print(
            f"{place}: “{what}” could not be finished, all else went on. "
            "The log says where it stopped: mend that and run this again.",
            file=sys.stderr,
        )
        return None


def log_where(place: str, what: str, error: Exception) -> None:
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    where = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(frames))
    _log.error("%s: “%s” failed: %s at %s", place, what, type(error).__name__, where)
