"""What a draft says, as one number: the same again changes nothing, whatever changed around it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Mapping
from operator import attrgetter, itemgetter
from typing import Any

from helpfulacts.directory.drafts import LocationDraft, OfferDraft

_PARTS = ("carried", "locations")
_SAID = sorted(
    {field.name for field in dataclasses.fields(OfferDraft)}
    - {"source_hash", "ward", "provider", "bodies", *_PARTS}
)
_said = itemgetter(*_SAID)
_there = attrgetter(*(field.name for field in dataclasses.fields(LocationDraft) if field.name != "ward"))
_MADE = re.compile(r'"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"')


def fingerprint(draft: Mapping[str, Any], bodies: tuple[tuple[str, str], ...]) -> str:
    """SHA-256 in hexadecimal of the fields of a draft. `bodies`: the ids of other organisations in it, with their parts.

    Identifiers that we made (version 5) for its parts are left out: they follow the name of a file, which may change.
    """
    locations = [(_there(there), _area(there.ward)) for there in draft["locations"] or ()]
    parts = _MADE.sub("null", _as_they_stand([draft["carried"], locations]))
    words = _in_order([*_said(draft), _area(draft["ward"]), sorted(bodies)])
    return hashlib.sha256(f"{words}{parts}".encode()).hexdigest()


def _area(ward: Any) -> Any:
    return str(ward.pk) if ward is not None and not isinstance(ward, str) else ward


def _plain(value: Any) -> Any:
    return vars(value) if dataclasses.is_dataclass(value) else str(value)


_in_order = json.JSONEncoder(sort_keys=True, default=_plain).encode
_as_they_stand = json.JSONEncoder(
    default=_plain
).encode  # what is carried has its fields in one order already
