"""“My list”: offers that somebody keeps without an account. Only their identifiers, in the session of this browser.

The session ends with the browser, and with “leave this page fast”. Nothing says whose list it is, and no address does.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory

from .apart import apart_here

MOST = 30


def _key(request: HttpRequest) -> str:
    return f"kept:{request.place.pk}"  # type: ignore[attr-defined]


def kept_ids(request: HttpRequest) -> list[str]:
    """The identifiers in the order in which they were kept."""
    return list(request.session.get(_key(request), ()))


def kept_offers(request: HttpRequest) -> list[Any]:
    """What is kept, and still listed for this reader, in the order in which it was kept."""
    return directory.listed_by_ids(request.place, kept_ids(request), apart_here(request))  # type: ignore[attr-defined]


def keep(request: HttpRequest, offer_id: Any) -> Any:
    """Put an offer on the list; the offer. Keeping it twice changes nothing. Raises NotFound, or Refused when full."""
    offer = directory.get_listed(request.place, offer_id, apart_here(request))  # type: ignore[attr-defined]
    ids = kept_ids(request)
    if str(offer.pk) not in ids:
        if len(ids) >= MOST:
            raise Refused(f"Your list holds {MOST} things. Take one off first.")
        request.session[_key(request)] = [*ids, str(offer.pk)]
    return offer


def take_off(request: HttpRequest, offer_id: Any) -> None:
    request.session[_key(request)] = [one for one in kept_ids(request) if one != str(offer_id)]


def empty(request: HttpRequest) -> None:
    request.session.pop(_key(request), None)
