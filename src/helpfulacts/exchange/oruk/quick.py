"""The common case, fast: a JSON list of sound objects, read object by object with Python's own C reader.

Whatever is not plainly sound is handed to the careful reader of `reading.py`, which says what is wrong with it: one
object, or all that follows. Both read the same values; the tests compare them.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from ..strict_json import BadJson, no_doubles
from . import limits

_SPACE = re.compile(r"[ \t\n\r]*")
_LONGEST = 1 << 20  # characters of one object: a longer one is for the careful reader


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Ahead:
    """A stream with some bytes put back in front of it."""

    def __init__(self, before: bytes, stream: Readable) -> None:
        self.before, self.stream = before, stream

    def read(self, size: int = -1, /) -> bytes:
        if size == 0:
            return b""
        before, self.before = self.before, b""
        return before or self.stream.read(size)


def _whole(text: str) -> int:
    if len(text) > 15:
        raise BadJson("holds a number that is too large to keep")
    return int(text)


def _number(text: str) -> float:
    value = float(text)
    if len(text) > 40 or not abs(value) <= limits.LARGEST_WHOLE:
        raise BadJson("holds a number that is too large to keep")
    return value


def _no_constant(name: str) -> Any:
    raise BadJson(f"holds {name}, which is not a number")


_DECODER = json.JSONDecoder(
    parse_int=_whole, parse_float=_number, parse_constant=_no_constant, object_pairs_hook=no_doubles
)
_ENDS = json.JSONDecoder(parse_int=str, parse_float=str)


def _is_sound(value: Any, text: str) -> bool:
    """Nothing in it is for the careful reader: no escape that may be half a character, nothing long, deep or many."""
    if "\\u" in text or "\x00" in text:
        return False
    if len(text) <= limits.TEXT and text.count("{") + text.count("[") <= limits.DEPTH:
        return True  # so little text holds nothing long, deep or many
    stack, count = [(value, 1)], 0
    while stack:
        item, depth = stack.pop()
        if depth > limits.DEPTH:
            return False
        for one in item.values() if isinstance(item, dict) else item:
            count += 1
            if isinstance(one, str):
                if len(one) > limits.TEXT:
                    return False
            elif isinstance(one, dict | list):
                stack.append((one, depth + 1))
        if isinstance(item, dict) and any(len(key) > limits.TEXT for key in item):
            return False
    return count < limits.ITEMS


def objects_of(
    stream: Readable,
    careful: Callable[[Readable], Iterator[Any]],
    one: Callable[[str], Any],
) -> Iterator[Any]:
    """The values of a JSON list. `careful(stream)` yields what is in a list that begins there, `one(text)` reads one value.

    What the careful reader raises comes through as it is.
    """
    decoder, text, at, first = codecs.getincrementaldecoder("utf-8")(), "", 0, True
    opened, over = False, False
    while not over:
        chunk = stream.read(limits.READ)
        over = not chunk
        try:
            text, at = text[at:] + decoder.decode(chunk, over), 0
        except UnicodeDecodeError:
            held = decoder.getstate()[0]
            rest = text[at:].encode("utf-8", "surrogatepass") + held + chunk
            yield from _rest(rest, first, opened, stream, careful)
            return
        if not opened:
            begins = _SPACE.match(text).end()  # type: ignore[union-attr]
            if text[begins : begins + 1] != "[":
                break
            opened, at = True, begins + 1
        while True:
            start = _SPACE.match(text, at).end()  # type: ignore[union-attr]
            if not first:
                if text[start : start + 1] != ",":
                    break
                start = _SPACE.match(text, start + 1).end()  # type: ignore[union-attr]
            if text[start : start + 1] != "{":
                break
            try:
                value, end = _DECODER.raw_decode(text, start)
                sound = _is_sound(value, text[start:end])
            except (json.JSONDecodeError, RecursionError):
                break
            except BadJson:
                sound = False
                try:
                    end = _ENDS.raw_decode(text, start)[1]
                except (ValueError, RecursionError):
                    break
            yield value if sound else one(text[start:end])
            at, first = end, False
        if len(text) - at > _LONGEST:
            break
    yield from _rest(
        text[at:].encode("utf-8", "surrogatepass"),
        first,
        opened,
        Ahead(decoder.getstate()[0], stream),
        careful,
    )


def _rest(
    before: bytes, first: bool, opened: bool, stream: Readable, careful: Callable[[Readable], Iterator[Any]]
) -> Iterator[Any]:
    """What the careful reader makes of all that follows: at its end, an empty rest and the closing bracket."""
    begin = b"" if not opened else b"[" if first else b"[{}"
    found = careful(Ahead(begin + before, stream))
    if opened and not first:
        next(found, None)
    yield from found
