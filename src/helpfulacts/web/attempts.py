"""How often the come-back words may be tried: ten times in ten minutes, from one address and in one browser.

Only wrong tries count. The counts live in the cache under keyed hashes, so no address is kept anywhere.
"""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MOST = 10
MINUTES = 10


def _keys(request: HttpRequest) -> list[str]:
    if not request.session.session_key:
        request.session.create()
    marks = (f"address:{request.META.get('REMOTE_ADDR', '')}", f"session:{request.session.session_key}")
    return [f"come-back:{salted_hmac('helpfulacts.come-back', mark).hexdigest()}" for mark in marks]


def too_many(request: HttpRequest) -> bool:
    """True when this address or this browser has used up its tries for now."""
    return any(cache.get(key, 0) >= MOST for key in _keys(request))


def count_wrong(request: HttpRequest) -> None:
    """One more wrong try. The ten minutes run from the first of them."""
    for key in _keys(request):
        if not cache.add(key, 1, timeout=60 * MINUTES):
            try:
                cache.incr(key)
            except ValueError:  # it ran out between the two calls
                cache.add(key, 1, timeout=60 * MINUTES)
