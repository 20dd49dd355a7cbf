"""Personal text, encrypted at rest in its own columns.

AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce. The associated data is `table:row:column`, so a sealed
value moved to another row, column or table does not open. The first byte counts the key id that follows, so keys
can be changed one by one.
"""

from __future__ import annotations

import os
from typing import Any, overload

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
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


class Sealed:
    """A descriptor: plain text in Python, `<name>_sealed` in the database. An empty text is stored as NULL."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.column = f"{name}_sealed"
        self.name = name

    def _binding(self, row: models.Model) -> str:
        return f"{row._meta.db_table}:{row.pk}:{self.column}"

    @overload
    def __get__(self, row: None, owner: type) -> Sealed: ...
    @overload
    def __get__(self, row: models.Model, owner: type) -> str: ...
    def __get__(self, row: models.Model | None, owner: type) -> Any:
        if row is None:
            return self
        stored = getattr(row, self.column)
        return unseal(stored, self._binding(row)).decode() if stored else ""

    def __set__(self, row: models.Model, text: str) -> None:
        setattr(row, self.column, seal(text.encode(), self._binding(row)) if text else None)


def sealed_column() -> models.BinaryField:
    """The column behind a `Sealed` text."""
    return models.BinaryField(null=True, editable=False)
