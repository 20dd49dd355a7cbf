"""Every form that changes something carries a key: sent twice, it has one effect and one answer."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from helpfulacts.core.errors import Refused
from helpfulacts.core.idempotency import once

HIDDEN = ("csrfmiddlewaretoken", "key")


def new_key() -> str:
    """A key for one form on one page."""
    return secrets.token_urlsafe(18)


def once_only(request: HttpRequest, action: str, write: Callable[[], Any]) -> Any:
    """Run `write` once for the key that this form carries; a repeat gets the first answer. Answers are JSON."""
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
    )
