"""How often the come-back words may be tried. Only wrong tries count; each count runs for a time and is then forgotten.

- One browser: ten in ten minutes. Enough for somebody who reads a slip badly; the desk helps sooner.
- One address: a hundred in a minute, for a library or a whole street may share it. One hasty person stops nobody else.
- Everywhere together: past a thousand in a minute somebody is guessing, and each address has ten until it is over.
  Right words from an address that is not guessing open their plan all the while.

Six words are worth 64 bits. At ten thousand plans, a hundred tries a minute for a year find one with a chance below one
in thirty million; `docs/concepts/trust.md` has the sum. Counts are kept in the session, and in the cache under keyed
hashes, so that no address is kept anywhere.
"""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from helpfulacts.core.clock import now

IN_A_BROWSER, MINUTES = 10, 10
AT_AN_ADDRESS, AT_AN_ADDRESS_WHILE_GUESSED = 100, 10
EVERYWHERE = 1000
WAIT_LONG = (
    "That was a lot of tries. Wait ten minutes, then try again. Or ask at the desk: they can help you now."
)
WAIT_SHORT = (
    "There were too many wrong tries from your connection. Wait a minute, then try again. Or ask at the desk."
)
_TRIES = "come_back_tries"


def must_wait(request: HttpRequest) -> str:
    """What to say to a browser or address that has used up its tries for now; "" when it may try."""
    if len(_tries(request)) >= IN_A_BROWSER:
        return WAIT_LONG
    guessed = cache.get(_key("everywhere"), 0) >= EVERYWHERE
    allowed = AT_AN_ADDRESS_WHILE_GUESSED if guessed else AT_AN_ADDRESS
    return WAIT_SHORT if cache.get(_key(address_of(request)), 0) >= allowed else ""


def count_wrong(request: HttpRequest) -> None:
    """One more wrong try."""
    request.session[_TRIES] = [*_tries(request), now().timestamp()]
    for key in (_key(address_of(request)), _key("everywhere")):
        cache.set(key, cache.get(key, 0) + 1, timeout=120)


def _tries(request: HttpRequest) -> list[float]:
    """When this browser tried in the last ten minutes."""
    since = now().timestamp() - 60 * MINUTES
    return [moment for moment in request.session.get(_TRIES, []) if moment > since]


def _key(what: str) -> str:
    """A count for this minute: the next minute has another key, so that no count lives longer."""
    minute = int(now().timestamp() // 60)
    return f"come-back:{salted_hmac('helpfulacts.come-back', f'{what}:{minute}').hexdigest()}"


def address_of(request: HttpRequest) -> str:
    """The address asked from; of IPv6 the network of one home, for a home has as many addresses as it likes."""
    # Behind TLS our own proxy stands in between, and adds the address it saw as the last.
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    text = seen.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return f"address:{text}"
    if address.version == 6:
        return f"address:{ipaddress.ip_network((int(address) >> 64 << 64, 64))}"
    return f"address:{address}"
