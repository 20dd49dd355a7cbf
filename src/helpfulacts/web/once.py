"""Every form that changes something carries a key: sent twice, it has one effect and one answer.

The answer belongs to the browser that sent the form first. A browser is known by the secret of its form cookie, which
lives as long as the session and is changed when somebody leaves their plan; nothing of it is kept but a keyed hash.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from helpfulacts.core.errors import Refused
from helpfulacts.core.idempotency import once

HIDDEN = ("csrfmiddlewaretoken", "key")


def new_key() -> str:
    """A key for one form on one page."""
    return secrets.token_urlsafe(18)


def browser_of(request: HttpRequest) -> str:
    """The secret by which this browser is known again; one that nobody else has when it sent none."""
    cookie = request.COOKIES.get(settings.CSRF_COOKIE_NAME)
    return cookie or request.session.session_key or secrets.token_hex(16)


def once_only(request: HttpRequest, action: str, write: Callable[[], Any]) -> Any:
    """Run `write` once for the key that this form carries; a repeat gets the first answer. Answers are JSON.

    Raises Refused for the same key from another browser: what one person did never opens in another's hands.
    """
    key = request.POST.get("key", "")
    if not key:
        raise Refused("This form is out of date. Reload the page and send it again.")
    asked = {name: request.POST.getlist(name) for name in sorted(request.POST) if name not in HIDDEN}
    return once(
        place=request.place,  # type: ignore[attr-defined]
        key=key,
        action=action,
        request={"path": request.path, "asked": asked},
        write=write,
        sender=browser_of(request),
    )
