"""The port for messages out. Call it after the transaction, never inside: a letter cannot be rolled back.

No message says anything about a person: it names an organisation, its entries and a way in, nothing else.
"""

from __future__ import annotations

import logging
from typing import Any

import httpx
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from helpfulacts.core.errors import Refused

from . import outbox

SECONDS = 10.0
NOT_SENT = "The message could not be sent just now. Try again later, or print it as a letter."
_log = logging.getLogger(__name__)


def send(*, place: Any, to: str, subject: str, words: str) -> None:
    """One e-mail. A demonstration never sends any: its letters go to the outbox. Raises Refused when it cannot be sent."""
    _never_inside_a_transaction()
    if place.demonstration or not settings.SENDS_EMAIL:
        outbox.keep(form="email", to=to, subject=subject, words=words, place=place.slug)
        return
    try:
        EmailMessage(" ".join(subject.split()), words, to=[to]).send()
    except OSError as error:  # smtplib's errors are OSErrors; their text may hold the address
        _log.warning("An e-mail could not be sent: %s", type(error).__name__)
        raise Refused(NOT_SENT) from None


def send_text(*, place: Any, to: str, words: str) -> None:
    """One text, as JSON {"to", "words"} to the gateway of `HELPFULACTS_TEXTS_URL`. As `send` otherwise."""
    _never_inside_a_transaction()
    if place.demonstration or not settings.TEXTS_URL:
        outbox.keep(form="text", to=to, subject="", words=words, place=place.slug)
        return
    try:
        httpx.post(
            settings.TEXTS_URL,
            json={"to": to, "words": words},
            headers={"Authorization": f"Bearer {settings.TEXTS_SECRET}"},
            timeout=SECONDS,
            follow_redirects=False,
        ).raise_for_status()
    except httpx.HTTPError as error:
        _log.warning("A text could not be sent: %s", type(error).__name__)
        raise Refused(NOT_SENT) from None


def _never_inside_a_transaction() -> None:
    """Raises RuntimeError, as a durable block does inside another: that is a mistake of ours, not of whoever asked."""
    with transaction.atomic(durable=True):
        pass
