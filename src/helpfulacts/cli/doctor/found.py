"""What a check finds: all well, something to look at, or nothing that can be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

WELL, LOOK, UNKNOWN = "well", "look", "unknown"


class Look(Exception):
    """Something is not as it ought to be: what is `said` of it, and what to `do`. Whole sentences."""

    def __init__(self, said: str, do: str) -> None:
        super().__init__(said)
        self.said, self.do = said, do


@dataclass(frozen=True)
class Found:
    name: str
    state: str
    said: str
    do: str = ""


def found_by(name: str, check: Callable[[], str]) -> Found:
    """Run one check. Whatever goes wrong in it is said, and those after it run."""
    try:
        return Found(name, WELL, check())
    except Look as look:
        return Found(name, LOOK, look.said, look.do)
    except Exception as error:
        return Found(
            name, UNKNOWN, f"This cannot be told ({type(error).__name__}).", "Mend what stands above, and run this again."
        )  # fmt: skip
