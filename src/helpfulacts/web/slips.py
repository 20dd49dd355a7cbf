"""Six words that wait to be shown once: sealed to their person in the session, and written down nowhere else."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest

from helpfulacts.core.sealing import CannotOpen, seal, unseal

from .visitor import SLIP


def sealed_slip(phrase: str, person: Any) -> list[str]:
    """A phrase for the next page, bound to its person: the words themselves are written down nowhere."""
    mark = secrets.token_hex(8)
    return [mark, seal(phrase.encode(), f"slip:{person.pk}:{mark}").hex()]


def take_slip(request: HttpRequest, person: Any) -> str:
    """The words that wait for this person; "" when none do. Those of somebody else do not open, and go."""
    kept = request.session.pop(SLIP, None)
    if not kept:
        return ""
    try:
        return unseal(bytes.fromhex(kept[1]), f"slip:{person.pk}:{kept[0]}").decode()
    except CannotOpen:
        return ""
