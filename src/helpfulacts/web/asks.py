"""How often one connection may ask for a link: it would fill somebody's letter box. Counted for an hour, then forgotten."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from helpfulacts.core.clock import now

from .attempts import address_of

AN_HOUR = 10
WAIT = "There were many asks for a link from your connection. Wait an hour, or ask at the desk."


def asked_too_often(request: HttpRequest) -> bool:
    """Count one ask; True past ten in an hour. No address is kept, only a keyed hash of it for this hour."""
    hour = int(now().timestamp() // 3600)
    key = f"ask-link:{salted_hmac('helpfulacts.ask-link', f'{address_of(request)}:{hour}').hexdigest()}"
    asked = cache.get(key, 0) + 1
    cache.set(key, asked, timeout=3600)
    return asked > AN_HOUR
