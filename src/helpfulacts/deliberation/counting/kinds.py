"""What a rule of counting is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..models import Stage

MadeFrom = dict[str, Any]
Counted = tuple[dict[str, Any], dict[str, Any]]
"""The result, and how it came to it: {"steps": [sentences]}."""


@dataclass(frozen=True)
class Counting:
    """gather: reads a closed stage. count: what was gathered, parameters and seed → result and explanation; pure."""

    code: str
    version: int
    title: str
    gather: Callable[[Stage], MadeFrom]
    count: Callable[[Mapping[str, Any], Mapping[str, Any], str], Counted]
