"""The outbox: a folder of messages that were not sent to anybody, for a demonstration and for trying things out."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from helpfulacts.core.clock import now

KEPT = 200
"""How many messages the folder keeps: the oldest go first."""
KEPT_FOR = dt.timedelta(days=7)
"""How long it keeps one: it names whom it was for, who may have been erased since."""


@dataclass(frozen=True)
class Kept:
    """A message as it would have gone out. `form` is "email" or "text"; `place` is a slug, "" for none; `at` is UTC."""

    at: str
    place: str
    form: str
    to: str
    subject: str
    words: str

    @property
    def moment(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.at)


def keep(*, form: str, to: str, subject: str, words: str, place: str = "") -> None:
    """Write one message, for the eyes of this installation's owner alone."""
    folder: Path = settings.OUTBOX
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = Kept(now().isoformat(), place, form, to, subject, words)
    name = f"{kept.at.replace(':', '')}-{secrets.token_hex(4)}.json"
    draft = folder / f".{name}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(kept), file, ensure_ascii=False, indent=1)
    os.replace(draft, folder / name)
    for old in sorted(folder.glob("*.json"))[:-KEPT]:
        old.unlink(missing_ok=True)


def forget_old() -> int:
    """Remove messages that are older than `KEPT_FOR`: their names begin with their moment. How many."""
    oldest, gone = (now() - KEPT_FOR).isoformat().replace(":", ""), 0
    for path in settings.OUTBOX.glob("*.json"):
        if path.name < oldest:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def messages(place: str, *, form: str = "") -> list[Kept]:
    """What a place would have sent, newest first."""
    found = []
    for path in sorted(settings.OUTBOX.glob("*.json"), reverse=True):
        try:
            kept = Kept(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            continue
        if kept.place == place and form in ("", kept.form):
            found.append(kept)
    return found


class EmailBackend(BaseEmailBackend):
    """Django's e-mail into the outbox, where no SMTP address is set."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for to in message.recipients():
                self._keep(message, to)
        return len(email_messages)

    @staticmethod
    def _keep(message: Any, to: str) -> None:
        keep(form="email", to=parseaddr(to)[1] or to, subject=str(message.subject), words=str(message.body))
