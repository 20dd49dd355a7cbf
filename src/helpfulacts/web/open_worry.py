"""The worry that is open in a browser, and its six words once: kept beside the session, never in it or in the database.

A session may name whose plan is open, so what is in it would say who told the worry. This is found by the secret of the
browser's form cookie alone, which changes when somebody leaves the page fast. It is sealed, and forgotten within the hour.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from helpfulacts.core.clock import now
from helpfulacts.core.sealing import CannotOpen, seal, unseal
from helpfulacts.support import concerns

from .once import browser_of
from .slips import SECONDS_SHOWN
from .visitor import IDLE


def open_worry(request: HttpRequest, concern: Any, phrase: str = "") -> None:
    """phrase: six words that wait to be shown once."""
    _keep(request, {"id": str(concern.pk), "phrase": phrase, "shown": None})


def worry_open_here(request: HttpRequest) -> Any:
    """The worry; None when there is none, or an hour went by without a page of it."""
    kept = _kept(request)
    if kept is None:
        return None
    _keep(request, kept)
    return concerns.concern_by_id(request.place, uuid.UUID(kept["id"]))  # type: ignore[attr-defined]


def words_shown_once(request: HttpRequest) -> list[str]:
    """The six words: on the first page, and for two minutes after it, as a button pressed twice needs; then none."""
    kept = _kept(request)
    if kept is None or not kept["phrase"]:
        return []
    moment = now().timestamp()
    shown = kept["shown"] or moment
    phrase = kept["phrase"] if moment - shown <= SECONDS_SHOWN else ""
    _keep(request, kept | {"phrase": phrase, "shown": shown})
    return phrase.split()


def _key(request: HttpRequest) -> str:
    mark = f"{request.place.id}:{browser_of(request)}"  # type: ignore[attr-defined]
    return f"open-worry:{salted_hmac('helpfulacts.open-worry', mark).hexdigest()}"


def _keep(request: HttpRequest, kept: dict[str, Any]) -> None:
    key = _key(request)
    cache.set(key, seal(json.dumps(kept).encode(), key), timeout=IDLE)


def _kept(request: HttpRequest) -> dict[str, Any] | None:
    key = _key(request)
    sealed = cache.get(key)
    if sealed is None:
        return None
    try:
        kept: dict[str, Any] = json.loads(unseal(sealed, key))
    except CannotOpen:  # the keys of this installation were changed meanwhile
        return None
    return kept
