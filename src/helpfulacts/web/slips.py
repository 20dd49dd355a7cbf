"""Six words that wait to be shown once: sealed to their person in the session, and written down nowhere else."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest

from helpfulacts.core.clock import now
from helpfulacts.core.sealing import CannotOpen, seal, unseal

from .visitor import SLIP

SECONDS_SHOWN = 120
"""How long the page that shows them may be opened again: for a button pressed twice, and a phone that loads it anew."""


def sealed_slip(phrase: str, person: Any) -> list[str]:
    """A phrase for the next page, bound to its person: the words themselves are written down nowhere."""
    mark = secrets.token_hex(8)
    return [mark, seal(phrase.encode(), f"slip:{person.pk}:{mark}").hex()]


def slip_waits(request: HttpRequest) -> bool:
    """Whether there are words that nobody has seen yet."""
    return len(request.session.get(SLIP, ())) == 2


def take_slip(request: HttpRequest, person: Any, at: str = SLIP) -> str:
    """The words that wait for this person, or for this complaint; "" when none do, or they were shown. Those of somebody
    else go unopened. at: where the session keeps them."""
    kept = request.session.pop(at, None)
    if not kept:
        return ""
    mark, sealed, *shown = kept
    first_shown = shown[0] if shown else now().timestamp()
    if now().timestamp() - first_shown > SECONDS_SHOWN:
        return ""
    try:
        words = unseal(bytes.fromhex(sealed), f"slip:{person.pk}:{mark}").decode()
    except CannotOpen:
        return ""
    request.session[at] = [mark, sealed, first_shown]
    return words
