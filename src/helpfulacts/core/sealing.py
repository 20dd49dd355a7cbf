"""Personal text, encrypted at rest in its own columns.

AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce. The associated data is `table:row:column`, so a sealed
value moved to another row, column or table does not open. The first byte counts the key id that follows, so keys
can be changed one by one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any, overload

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.conf import settings
from django.db import models


class CannotOpen(Exception):
    """The sealed value was changed, moved, or sealed with a key that this installation does not hold."""


def _cipher(key_id: str) -> AESGCM:
    try:
        return AESGCM(bytes.fromhex(settings.SEALING_KEYS[key_id]))
    except KeyError:
        raise CannotOpen(f"No key called {key_id} is held here.") from None


def seal(data: bytes, binding: str) -> bytes:
    """Encrypt `data`, bound to `binding` (`table:row:column`)."""
    key_id = settings.SEALING_KEY_ID
    nonce = os.urandom(12)
    name = key_id.encode()
    return bytes([len(name)]) + name + nonce + _cipher(key_id).encrypt(nonce, data, binding.encode())


def unseal(sealed: bytes, binding: str) -> bytes:
    """The bytes that `seal` was given. Raises CannotOpen."""
    sealed = bytes(sealed)
    length = sealed[0] if sealed else 0
    nonce, body = sealed[1 + length : 13 + length], sealed[13 + length :]
    try:
        key_id = sealed[1 : 1 + length].decode()
        return _cipher(key_id).decrypt(nonce, body, binding.encode())
    except (InvalidTag, ValueError):  # changed, cut short, or never sealed at all
        raise CannotOpen(f"The sealed value of {binding} does not open.") from None


class _Bound:
    """A descriptor over the column `<name>_sealed`, bound to its table, row and column."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.column = f"{name}_sealed"
        self.name = name

    def _binding(self, row: models.Model) -> str:
        return f"{row._meta.db_table}:{row.pk}:{self.column}"

    def _opened(self, row: models.Model) -> str:
        stored = getattr(row, self.column)
        return unseal(stored, self._binding(row)).decode() if stored else ""

    def _close(self, row: models.Model, text: str) -> None:
        setattr(row, self.column, seal(text.encode(), self._binding(row)) if text else None)


class Sealed(_Bound):
    """Plain text in Python, `<name>_sealed` in the database. An empty text is stored as NULL."""

    @overload
    def __get__(self, row: None, owner: type) -> Sealed: ...
    @overload
    def __get__(self, row: models.Model, owner: type) -> str: ...
    def __get__(self, row: models.Model | None, owner: type) -> Any:
        return self if row is None else self._opened(row)

    def __set__(self, row: models.Model, text: str) -> None:
        self._close(row, text)


class SealedJson(_Bound):
    """A list (or whatever `empty` makes) in Python, JSON in `<name>_sealed`; what is empty is stored as NULL.

    Each look opens it anew: to change it, set it.
    """

    def __init__(self, empty: Callable[[], Any] = list) -> None:
        self.empty = empty

    def __get__(self, row: models.Model | None, owner: type) -> Any:
        if row is None:
            return self
        text = self._opened(row)
        return json.loads(text) if text else self.empty()

    def __set__(self, row: models.Model, value: Any) -> None:
        self._close(row, "" if value == self.empty() else json.dumps(value, ensure_ascii=False))


def sealed_column() -> models.BinaryField:
    """The column behind a `Sealed` text or a `SealedJson` value."""
    return models.BinaryField(null=True, editable=False)


def open_one_of_each() -> int:
    """Open the newest sealed value of each column that holds any; how many columns. Raises CannotOpen."""
    opened = 0
    for model in apps.get_models():
        for bound in (one for one in vars(model).values() if isinstance(one, _Bound)):
            rows = model._base_manager.filter(**{f"{bound.column}__isnull": False})
            if (row := rows.order_by("-pk").first()) is not None:
                bound._opened(row)
                opened += 1
    return opened
