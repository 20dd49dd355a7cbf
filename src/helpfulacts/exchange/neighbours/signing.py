"""How one installation knows that a message is from the other: HMAC-SHA-256 (RFC 2104) with the secret of their link.

Signed are the method, both places, what is asked for, the time, a number used once, and the body. So a message is good for
one place, one way, once, and for `MINUTES` minutes.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from helpfulacts.engine.ledger import canonical

MINUTES = 5
PLACE, TIME, ONCE, SIGNATURE = (f"Helpfulacts-{name}" for name in ("Place", "Time", "Once", "Signature"))


@dataclass(frozen=True)
class Message:
    """sender, receiver: short names of places. tail: what stands after `neighbours/` in the address. at: seconds since 1970."""

    method: str
    sender: str
    receiver: str
    tail: str
    body: bytes
    at: str
    once: str

    def signature(self, secret: str) -> str:
        said = [self.method, self.sender, self.receiver, self.tail, self.at, self.once]
        text = "\n".join([*said, hashlib.sha256(self.body).hexdigest()])
        return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()

    def headers(self, secret: str) -> dict[str, str]:
        return {
            PLACE: self.sender, TIME: self.at, ONCE: self.once, SIGNATURE: self.signature(secret),
            "Content-Type": "application/json", "Accept": "application/json",
        }  # fmt: skip


def signed_head(secret: str, *, witness: str, of: str, size: int, root: str, at: str) -> str:
    """What `witness` says with the secret of the link: at that time I saw the register of `of` with this size and root."""
    body = canonical({"place": of, "size": size, "root": root})
    return Message("SIGNS", witness, of, "head", body, at, root).signature(secret)


def fresh_number() -> str:
    return secrets.token_urlsafe(16)


def is_good(message: Message, secret: str, given: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(message.signature(secret).encode(), given.encode("utf-8", "replace"))
