"""The quick reader of sound lists reads what the careful one reads, and refuses what it refuses."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from helpfulacts.core.errors import Refused
from helpfulacts.exchange.oruk import limits, reading
from helpfulacts.exchange.oruk.reading import Budget, Guard, rows_in
from tests.exchange.oruk_feed import service

SOUND = json.dumps(
    [service(), service(name="Café \U0001f372"), {}, {"a": [1, 2.5, -0.0, None, True, {"b": []}]}]
)
DOCUMENTS = {
    "a feed": SOUND,
    "a feed, written out": json.dumps([service(), {"x": 1}], indent=3, ensure_ascii=False),
    "an empty list": " [ ] ",
    "things that are no objects": '[1, "a", {"b": 2}, null, [3], {"c": 4}]',
    "one bad key between sound ones": '[{"a":1},{"a":1,"a":2},{"b":1}]',
    "a large number between sound ones": '[{"a":1},{"a":9999999999999999},{"b":1e400},{"c":1e15}]',
    "half a character between sound ones": '[{"a":"\\ud83c\\udf72"},{"a":"\\ud800"},{"b":"\\u0000"}]',
    "a long text between sound ones": json.dumps([{"a": 1}, {"a": "x" * 60_000}, {"b": 1}]),
    "a long key": json.dumps([{"x" * 60_000: 1}, {"b": 1}]),
    "many values": json.dumps([{"a": [0] * 60_000}, {"b": 1}]),
    "38 deep": '[{"a":' + "[" * 38 + "]" * 38 + '},{"b":1}]',
    "41 deep": '[{"a":' + "[" * 41 + "]" * 41 + '},{"b":1}]',
    "far too deep": '[{"a":1},{"a":' + "[" * 5000 + "]" * 5000 + "}]",
    "NaN": '[{"a":1},{"a":NaN},{"b":1}]',
    "cut short": SOUND[:-1],
    "cut short in an object": SOUND[:-9],
    "a comma too many": '[{"a":1},]',
    "a comma too few": '[{"a":1} {"b":2}]',
    "a comma first": '[,{"a":1}]',
    "a colon for a comma": '[{"a":1}:{"b":2}]',
    "something after the end": '[{"a":1}] x',
    "another list after the end": '[{"a":1}] []',
    "the wrong bracket": '[{"a":1}}',
    "single quotes": "[{'a':1}]",
    "an object around the list": '{"contents":[{"a":1},{"b":2}],"page_number":1}',
    "a lone object": '{"id":"a","name":"b"}',
    "not UTF-8": b'[{"a":1},{"b":"\xff"}]',
    "not UTF-8 at the end": b'[{"a":1}]\xc3',
}


@pytest.mark.parametrize("digits, refused", [(limits.DIGITS - 1, False), (limits.DIGITS, True)])
def test_an_endless_number_is_seen_wherever_it_stands(digits: int, refused: bool) -> None:
    for before in (*range(0, 130, 7), limits.READ - digits // 2, limits.READ - 1):
        document = b'["' + b"x" * before + b"9" * digits + b'"]'
        guard = Guard(io.BytesIO(document), "feed.json", Budget())
        while guard.read():
            pass
        assert (guard.refusal is not None) == refused, (before, digits)


class Slow(io.BytesIO):
    """Gives a few bytes at a time, as a network may."""

    def __init__(self, data: bytes, most: int) -> None:
        super().__init__(data)
        self.most = most

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(self.most, size if size and size > 0 else self.most))


def read(data: bytes, most: int) -> Any:
    try:
        rows = list(rows_in(Guard(Slow(data, most), "it", Budget())))
    except Refused as refusal:
        return str(refusal)
    return [(row.number, row.table, json.dumps(row.value), row.trouble) for row in rows]


@pytest.mark.parametrize("most", [7, 1000, limits.READ])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_quick_and_careful_read_the_same(name: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    said = DOCUMENTS[name]
    data = said if isinstance(said, bytes) else said.encode()
    most = most if len(data) < 20_000 else max(most, 1000)  # long ones take too long seven bytes at a time
    quick = read(data, most)
    monkeypatch.setattr(reading, "_values", reading._document)
    assert quick == read(data, most)


def test_a_list_of_numbers_does_not_pile_up_in_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chunk that ends inside a number made the parser keep all that came before it. (Found with an endless server.)"""
    guard = Guard(Slow(b'[{"a":[' + b"0," * 500_000 + b"0]}]", limits.READ + 1), "it", Budget())
    while chunk := guard.read():
        assert not chunk[-1:].isalnum() and len(chunk) <= 2 * limits.READ
