"""How often one browser, or one address, may say that something is wrong. Counts are forgotten within the hour."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused

from .attempts import address_of
from .once import browser_of

OF_A_BROWSER, OF_AN_ADDRESS = 6, 60
TOO_OFTEN = "That was a lot in one hour. Wait a while, then tell us the next one. Or ring us: a person writes it down."


def count_said(request: HttpRequest) -> None:
    """One more; Refused past six of a browser or sixty of an address in an hour (a library may share one)."""
    hour = int(now().timestamp() // 3600)
    for what, most in (
        (f"browser:{browser_of(request)}", OF_A_BROWSER),
        (address_of(request), OF_AN_ADDRESS),
    ):
        key = f"said-wrong:{salted_hmac('helpfulacts.said-wrong', f'{what}:{hour}').hexdigest()}"
        said = cache.get(key, 0) + 1
        if said > most:
            raise Refused(TOO_OFTEN)
        cache.set(key, said, timeout=3600)
