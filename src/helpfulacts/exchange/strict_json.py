"""JSON from outside, read strictly: what Python's reader lets through and a database or a reader trips over is refused."""

from __future__ import annotations

import json
import re
from typing import Any

from helpfulacts.core.errors import Refused

DEEPEST = 40
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


class BadJson(ValueError):
    """The text is not sound JSON. The message is a phrase that ends a sentence: "… because it {message}"."""


def no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise BadJson(f"says “{printable(twice)}” twice in one place")
    return found


def _no_constant(name: str) -> Any:
    raise BadJson(f"holds {name}, which is not a number")


def _whole(text: str) -> int:
    if len(text) > 30:
        raise BadJson(f"holds a number of {len(text)} digits")
    return int(text)


def _number(text: str) -> float:
    value = float(text)
    if len(text) > 60 or value in (float("inf"), float("-inf")):
        raise BadJson("holds a number that is too large to keep")
    return value


def printable(text: str, length: int = 40) -> str:
    """A short, safe form of text from outside, for a sentence."""
    return "".join(c if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF else "?" for c in text[:length])


def trouble_in(text: str) -> str | None:
    """Why a text cannot be kept, as a phrase, or None."""
    found = _UNKEEPABLE.search(text)
    if not found:
        return None
    return "holds a NUL character" if found[0] == "\x00" else "holds half of a character (a lone surrogate)"


def _walk(value: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise BadJson(f"is nested more than {DEEPEST} deep")
    texts = [value] if isinstance(value, str) else value if isinstance(value, dict) else ()
    for text in texts:
        if trouble := trouble_in(text):
            raise BadJson(trouble)
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            _walk(item, depth + 1)


def loads(text: str | bytes) -> Any:
    """The value of a whole JSON text. Raises BadJson for anything that is not sound, UTF-8 and of sane size."""
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        value = json.loads(
            text,
            parse_constant=_no_constant,
            parse_int=_whole,
            parse_float=_number,
            object_pairs_hook=no_doubles,
        )
    except UnicodeDecodeError:
        raise BadJson("is not UTF-8 text") from None
    except RecursionError:
        raise BadJson("is nested far too deep") from None
    except json.JSONDecodeError as error:
        raise BadJson(f"is not JSON (line {error.lineno}, column {error.colno})") from None
    _walk(value)
    return value


def refuse_json(name: str, problem: BadJson) -> Refused:
    """The refusal of a whole file."""
    return Refused(f"{name} cannot be used, because it {problem}. Nothing was changed.")
