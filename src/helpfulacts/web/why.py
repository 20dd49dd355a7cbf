"""Why a record is opened, said once a visit: kept sealed in the session of whoever opens it, and never in an address."""

from __future__ import annotations

import uuid

from django.http import HttpRequest

from helpfulacts.core.sealing import seal, unseal

from .forms.office import WhyForm


def keep_why(request: HttpRequest, what: str, subject: uuid.UUID, form: WhyForm) -> None:
    """The reason of a form that is in order, for what is opened: its kind and its id."""
    key = _key(what, subject)
    request.session[key] = seal(form.why.encode(), key).hex()


def kept_why(request: HttpRequest, what: str, subject: uuid.UUID) -> str:
    """As its person reads it; "" where nobody said so in this visit."""
    key = _key(what, subject)
    kept = request.session.get(key)
    return unseal(bytes.fromhex(kept), key).decode() if kept else ""


def _key(what: str, subject: uuid.UUID) -> str:
    return f"why:{what}:{subject}"
