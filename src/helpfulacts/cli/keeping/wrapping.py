"""The keys of an installation, closed with a recovery passphrase.

The key that closes them is scrypt (RFC 7914) of the passphrase, with fixed costs that a changed file cannot raise: 128 MB
and about half a second. AES-256-GCM binds them to the manifest, so whoever has no passphrase cannot change what a backup
says of itself.
"""

from __future__ import annotations

import getpass
import os
import stat
import sys
import unicodedata
from argparse import ArgumentParser
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from helpfulacts.cli.command import file_name
from helpfulacts.core.errors import Refused

COST, BLOCK, LANES = 2**17, 8, 1
SHORTEST = 16


def add_passphrase_file(parser: ArgumentParser) -> None:
    """The option of a command that needs a passphrase."""
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        type=file_name,
        help="a file that holds the recovery passphrase; without it you are asked",
    )


def passphrase_from(path: Path | None, *, twice: bool) -> str:
    """The passphrase in a file that its owner alone can read, or as typed (twice, to be sure of it). Raises Refused."""
    if path is not None:
        said = _from_file(path)
    elif not sys.stdin.isatty():
        raise Refused(
            "Nobody is here to type the passphrase. Name a file that holds it: --passphrase-file FILE."
        )
    else:
        said = getpass.getpass("Recovery passphrase: ").strip()
        if twice and getpass.getpass("The same again: ").strip() != said:
            raise Refused("The two are not the same. Nothing was done; try again.")
    if len(said) < SHORTEST:
        raise Refused(
            f"A recovery passphrase has at least {SHORTEST} characters. Five words drawn with dice are good."
        )
    return said


def _from_file(path: Path) -> str:
    if path.is_dir():
        raise Refused("That is a folder. Name the file with the passphrase.")
    try:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise Refused(
                f"Others can read the passphrase in {path}. Type `chmod 600 {path}`, and run this again."
            )
        return path.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise Refused(f"{path} holds no passphrase: it is not text.") from None


def wrap(keys: bytes, passphrase: str, bound_to: bytes) -> dict[str, str]:
    """The file of keys, closed."""
    salt, nonce = os.urandom(16), os.urandom(12)
    closed = AESGCM(_key(passphrase, salt)).encrypt(nonce, keys, bound_to)
    return {"salt": salt.hex(), "nonce": nonce.hex(), "closed": closed.hex()}


def unwrap(wrapped: dict[str, str], passphrase: str, bound_to: bytes) -> bytes:
    """The file of keys that `wrap` closed. Raises Refused where the passphrase is another, or what they are bound to is."""
    try:
        salt, nonce, closed = (bytes.fromhex(wrapped[name]) for name in ("salt", "nonce", "closed"))
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, closed, bound_to)
    except (InvalidTag, ValueError, KeyError, TypeError):
        raise Refused(
            "The passphrase does not open this backup, or its manifest was changed. Try again, or use another backup."
        ) from None


def _key(passphrase: str, salt: bytes) -> bytes:
    said = unicodedata.normalize("NFC", passphrase).encode()
    return Scrypt(salt=salt, length=32, n=COST, r=BLOCK, p=LANES).derive(said)
