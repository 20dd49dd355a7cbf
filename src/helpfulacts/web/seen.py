"""What an entry was when somebody opened its form: a change that came meanwhile is never written over unseen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

FIELD = "seen"


def seen_in(request: HttpRequest) -> dt.datetime | None:
    """The `changed_at` that the form was made from; None where it holds none that can be read."""
    try:
        found = parse_datetime(request.POST.get(FIELD, ""))
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def seen_by(request: HttpRequest, offer: Any, form: Any) -> str:
    """The value for a form: what it was made from; once somebody was told that it has changed, what it is now."""
    posted = seen_in(request)
    if posted is None or getattr(form, "changed_since", False):
        posted = offer.changed_at
    return str(posted.isoformat())
