"""The published policy: what is not shown, line by line, and what its author can do then. The words are in `policy.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from helpfulacts.core.errors import Refused


@dataclass(frozen=True)
class Line:
    """One line. title: as the log says it; not_shown: what is not shown; can_do: what the author can do then."""

    code: str
    title: str
    not_shown: str
    can_do: str


@lru_cache(maxsize=1)
def policy() -> dict[str, Line]:
    """All lines by their code, in the order in which they are published."""
    found = tomllib.loads(Path(__file__).with_name("policy.toml").read_text(encoding="utf-8"))
    return {row["code"]: Line(**row) for row in found["line"]}


def line_of(code: str) -> Line:
    """Raises Refused for a line that there is not."""
    try:
        return policy()[code]
    except KeyError:
        raise Refused("Choose the line of the policy by which it is hidden.", field="line") from None
