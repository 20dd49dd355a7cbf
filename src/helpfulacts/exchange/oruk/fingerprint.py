"""What a draft says, as one number: the same again changes nothing, whatever changed around it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import uuid
from typing import Any

from helpfulacts.directory.drafts import OfferDraft

from . import values


def fingerprint(draft: OfferDraft, bodies: tuple[tuple[str, str], ...]) -> str:
    """SHA-256 in hexadecimal. `bodies`: the ids of other organisations in it, with their parts."""
    said = {field.name: getattr(draft, field.name) for field in dataclasses.fields(draft)}
    said["ward"] = _area(draft.ward)
    said["locations"] = [vars(there) | {"ward": _area(there.ward)} for there in draft.locations or ()]
    said |= {name: _without_made_ids(said[name]) for name in ("carried", "locations")}
    said["bodies"] = sorted(bodies)
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=_plain).encode()).hexdigest()


def _without_made_ids(value: Any) -> Any:
    """The same without identifiers that we made (version 5): they follow the name of a file, which may change."""
    if isinstance(value, dict):
        return {name: _without_made_ids(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_made_ids(one) for one in value]
    if isinstance(value, str):
        # Most identifiers are written the usual way, and tell their version in one place.
        usual = len(value) == 36 and value[8] == value[13] == value[18] == value[23] == "-"
        if len(value) < 32 or (usual and value[14] != "5"):
            return value
        made = values.as_uuid(value)
    else:
        made = value if isinstance(value, uuid.UUID) else None
    return None if made is not None and made.version == 5 else value


def _area(ward: Any) -> Any:
    return str(ward.pk) if ward is not None and not isinstance(ward, str) else ward


def _plain(value: Any) -> Any:
    return dataclasses.asdict(value) if dataclasses.is_dataclass(value) else str(value)  # type: ignore[arg-type]
