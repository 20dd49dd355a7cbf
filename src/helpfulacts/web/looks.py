"""What somebody asked the finder, kept for the visit, so that Back, a reload and a second tab show it again.

It lies sealed in the session, under a short random key that stands in the address and tells nothing. It can be opened for
an hour after it was last shown; it goes with the session, with “leave this page fast”, and when newer ones need its room.
"""

from __future__ import annotations

import base64
import json
import secrets
from typing import Any

from django.http import HttpRequest, QueryDict

from helpfulacts.core.clock import now
from helpfulacts.core.sealing import CannotOpen, seal, unseal
from helpfulacts.directory.crisis_reading import LONGEST

from .forms.public import FindForm

MOST = 10
IDLE = 60 * 60
"""Seconds without a page after which a look is closed, as a plan that six words opened is."""
SEEN_EVERY = 60
_FIELDS = (*FindForm.base_fields, "more", "everybody")
_MOST_VALUES = 50


def remember(request: HttpRequest, asked: QueryDict) -> str:
    """Keep what was asked; the key under which this browser, and no other, finds it again."""
    key = secrets.token_urlsafe(9)
    kept = {name: [one[:LONGEST] for one in asked.getlist(name)[:_MOST_VALUES]] for name in _FIELDS}
    words = json.dumps({name: values for name, values in kept.items() if any(values)})
    sealed = base64.b64encode(seal(words.encode(), _binding(request, key))).decode()
    looks = {**_open(request), key: {"asked": sealed, "seen": _moment()}}
    request.session[_key(request)] = dict(list(looks.items())[-MOST:])
    return key


def asked_before(request: HttpRequest, key: str) -> QueryDict | None:
    """What was asked under this key in this browser; None when it was never asked here, or is closed."""
    looks = _open(request)
    look = looks.get(key)
    if look is None:
        return None
    try:
        kept = json.loads(unseal(base64.b64decode(look["asked"]), _binding(request, key)))
    except CannotOpen:  # sealed with a key that this installation no longer holds
        return None
    if _moment() - look["seen"] > SEEN_EVERY:
        request.session[_key(request)] = {**looks, key: {**look, "seen": _moment()}}
    asked = QueryDict(mutable=True)
    for name, values in kept.items():
        asked.setlist(name, values)
    return asked


def _open(request: HttpRequest) -> dict[str, Any]:
    """The looks that can still be opened. Those that cannot are dropped as soon as anybody asks."""
    looks: dict[str, Any] = request.session.get(_key(request), {})
    still = {key: look for key, look in looks.items() if _moment() - look["seen"] <= IDLE}
    if len(still) < len(looks):
        request.session[_key(request)] = still
    return still


def _moment() -> int:
    return int(now().timestamp())


def _key(request: HttpRequest) -> str:
    return f"looks:{request.place.pk}"  # type: ignore[attr-defined]


def _binding(request: HttpRequest, key: str) -> str:
    return f"session:{_key(request)}:{key}"
