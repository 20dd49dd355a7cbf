"""Every form that changes something carries a key: sent twice, it has one effect and one answer.

The answer belongs to the browser that sent the form first. A browser is known by the secret of its form cookie, which
lives as long as the session and is changed when somebody leaves their plan; nothing of it is kept but a keyed hash.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from helpfulacts.core.errors import Refused
from helpfulacts.core.idempotency import OUT_OF_DATE, answered, once, was_done

DELETE_ALL = ("plan_erase", "giving_forget")
"""Pages, and what they do, after which this browser is nobody's."""
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
    return once(write=write, **_form(request, action))


def answer_already(request: HttpRequest, action: str) -> Any:
    """What `once_only` answered to this form before, or None. Asked before work that takes long, so that it is done once."""
    return answered(**_form(request, action))


def _form(request: HttpRequest, action: str) -> dict[str, Any]:
    key = request.POST.get("key", "")
    if not key:
        raise Refused(OUT_OF_DATE)
    asked = {name: request.POST.getlist(name) for name in sorted(request.POST) if name not in HIDDEN}
    return {
        "place": request.place,  # type: ignore[attr-defined]
        "key": key,
        "action": action,
        "request": {"path": request.path, "asked": asked},
        "sender": browser_of(request),
    }


def deleted_already(request: HttpRequest) -> HttpResponse | None:
    """The answer to a form that deleted all about somebody, sent again: the browser is a stranger's by then.

    None for any other form, and for one that did nothing: its key shows that it was done.
    """
    place, match = getattr(request, "place", None), request.resolver_match
    action = match.url_name if match and request.method == "POST" else None
    if place is None or action not in DELETE_ALL:
        return None
    if not was_done(place=place, key=request.POST.get("key", ""), action=action):
        return None
    words = (
        "Nothing of it is here any more. Nobody will get in touch about it. You can begin again at any time."
    )
    return render(request, "web/error.html", {"title": "It is deleted already.", "words": words})
