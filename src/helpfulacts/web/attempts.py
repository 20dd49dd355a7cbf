"""How often the come-back words may be tried: ten times in ten minutes, from one address and in one browser; and 300
times in all, so that many addresses together are slowed down too.

Only wrong tries count. The counts live in the cache under keyed hashes, so no address is kept anywhere.
"""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MOST = 10
MOST_OF_ALL = 300
MINUTES = 10


def _address(request: HttpRequest) -> str:
    """Where a try comes from. Behind TLS our own proxy stands in between, and adds the address it saw as the last."""
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    return seen.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def _limits(request: HttpRequest) -> dict[str, int]:
    """How many wrong tries each counter allows, by its key."""
    if not request.session.session_key:
        request.session.create()
    marks = {
        f"address:{_address(request)}": MOST,
        f"session:{request.session.session_key}": MOST,
        f"place:{request.place.pk}": MOST_OF_ALL,  # type: ignore[attr-defined]
    }
    return {
        f"come-back:{salted_hmac('helpfulacts.come-back', mark).hexdigest()}": most
        for mark, most in marks.items()
    }


def too_many(request: HttpRequest) -> bool:
    """True when this address, this browser or all together have used up their tries for now."""
    return any(cache.get(key, 0) >= most for key, most in _limits(request).items())


def count_wrong(request: HttpRequest) -> None:
    """One more wrong try. The ten minutes run from the first of them."""
    for key in _limits(request):
        if not cache.add(key, 1, timeout=60 * MINUTES):
            try:
                cache.incr(key)
            except ValueError:  # it ran out between the two calls
                cache.add(key, 1, timeout=60 * MINUTES)
