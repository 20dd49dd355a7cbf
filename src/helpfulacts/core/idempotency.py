"""The same key gives the same answer and one effect, however often a request arrives (guarantee G2)."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction

from .clock import now
from .errors import Refused
from .models import GivenAnswer

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

OUT_OF_DATE = "This form was out of date, so nothing was sent. Look it over and send it again."
"""No “reload”: that would send it as it was. The form beside this sentence is a new one, with what was typed."""
KEPT = dt.timedelta(days=7)
"""How long an answer is kept. It may name rows by id, so it does not outlive its use: nobody sends a form a week later."""


def _half(value: Any) -> str:
    """Half a keyed hash (HMAC-SHA-256, 128 bits): what a person typed cannot be guessed from it, not even a short word."""
    asked = json.dumps(value, sort_keys=True, default=str).encode()
    return hmac.new(settings.SEARCH_SALT.encode(), asked, hashlib.sha256).hexdigest()[:32]


def once(
    *, place: Place, key: str, action: str, request: Any, write: Callable[[], Any], sender: str = ""
) -> Any:
    """Run `write` in a transaction and keep its JSON answer under `key`, for a week; a repeat gets it.

    The key row is inserted first: of two at once the second waits, fails on the constraint and reads the first's
    answer. `sender` is who may have that answer again: the secret of a browser, kept only as a hash together with the
    key, so that no two answers show that one browser has both. Raises Refused if
    the key was used by another sender or for a different request, or is not 8 to 80 characters long.
    """
    fingerprint = _fingerprint(key, request, sender)
    kept = _kept(place, key, action, fingerprint)
    if kept is not None:
        return kept.answer
    try:
        with transaction.atomic():
            row = GivenAnswer(place=place, key=key, action=action, fingerprint=fingerprint, at=now())
            row.save(force_insert=True)
            row.answer = json.loads(json.dumps(write(), default=str))
            row.save(update_fields=["answer"])
    except IntegrityError:
        kept = _kept(place, key, action, fingerprint)
        if kept is None:  # the constraint that failed was the write's own, not the key's
            raise
        return kept.answer
    old = GivenAnswer.objects.filter(place=place, at__lt=now() - KEPT)
    if old.exists():
        old.delete()
    return row.answer


def answered(*, place: Place, key: str, action: str, request: Any, sender: str = "") -> Any:
    """What `once` would answer without writing anything, or None: for what takes long and comes before the write."""
    kept = _kept(place, key, action, _fingerprint(key, request, sender))
    return kept.answer if kept else None


def _fingerprint(key: str, request: Any, sender: str) -> str:
    if not 8 <= len(key) <= 80:
        raise Refused(OUT_OF_DATE)
    return _half(request) + _half(["sender", sender, key])


def was_done(*, place: Place, key: str, action: str) -> bool:
    """Has `action` been done with this key? For whoever sends it again and cannot be known any more."""
    return bool(key) and GivenAnswer.objects.filter(place=place, key=key, action=action).exists()


def _kept(place: Place, key: str, action: str, fingerprint: str) -> GivenAnswer | None:
    row = GivenAnswer.objects.filter(place=place, key=key).first()
    if row and row.fingerprint[32:] != fingerprint[32:]:
        raise Refused(
            "This form was sent from another browser or visit. Look it over, and send it again if it is yours."
        )
    if row and (row.action != action or row.fingerprint != fingerprint):
        raise Refused(
            "This form was sent before with other answers, and those count. To send these as well, or instead, send it again."
        )
    return row
