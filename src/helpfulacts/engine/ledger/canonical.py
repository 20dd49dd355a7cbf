"""The one written form of an entry, so that the same facts always give the same bytes and the same hash."""

from __future__ import annotations

import json
from typing import Any


def canonical(entry: dict[str, Any]) -> bytes:
    """JSON in UTF-8 with sorted keys and no spaces.

    ValueError for what has no single JSON form: NaN, the infinities, half of a surrogate pair, a key that is
    not text.
    """
    _refuse_odd_keys(entry)
    text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def _refuse_odd_keys(value: Any) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise ValueError(f"An entry may only have text as keys, not {key!r}.")
            _refuse_odd_keys(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_odd_keys(inner)
