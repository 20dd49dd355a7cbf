"""The Merkle tree of RFC 6962, section 2.1: hashing, and appending with only the left edge kept.

    MTH({})     = SHA-256()
    MTH({d})    = SHA-256(0x00 || d)                                     a leaf
    MTH(D[n])   = SHA-256(0x01 || MTH(D[0:k]) || MTH(D[k:n]))            k the largest power of two below n

The two prefixes keep a leaf from ever passing for a node. A log of n entries is a row of complete subtrees,
one for each binary digit 1 of n: the *frontier*. It is all that is needed to append and to give the root, so
one append costs at most log2(n) + 1 hashes however long the log is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32


def leaf_hash(data: bytes) -> bytes:
    """Hash of one entry."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of two subtrees side by side."""
    return sha256(b"\x01" + left + right).digest()


def empty_root() -> str:
    """Root of a log with no entries, in hexadecimal."""
    return sha256().hexdigest()


class Frontier:
    """A growing log of which only the complete subtrees on the right edge are kept, largest first."""

    def __init__(self) -> None:
        self.size = 0
        self._subtrees: list[bytes] = []

    @classmethod
    def load(cls, size: int, subtrees: Sequence[str]) -> Frontier:
        """Take up again what `dump` gave; ValueError where the two do not belong together."""
        kept = [bytes.fromhex(text) for text in subtrees]
        if size < 0 or len(kept) != size.bit_count() or any(len(one) != HASH_BYTES for one in kept):
            raise ValueError(f"A log of {size} entries does not have these {len(kept)} subtrees.")
        frontier = cls()
        frontier.size = size
        frontier._subtrees = kept
        return frontier

    def dump(self) -> list[str]:
        """The subtrees in hexadecimal, largest first: as many as `size` has binary ones."""
        return [one.hex() for one in self._subtrees]

    def append(self, leaf: bytes) -> None:
        """Add the hash of one entry. Each trailing binary 1 of the size is a subtree to merge with."""
        if len(leaf) != HASH_BYTES:
            raise ValueError(f"A leaf hash has {HASH_BYTES} bytes, not {len(leaf)}.")
        merged, size = leaf, self.size
        while size & 1:
            merged = node_hash(self._subtrees.pop(), merged)
            size >>= 1
        self._subtrees.append(merged)
        self.size += 1

    def root(self) -> bytes:
        """Root of the whole log: the subtrees joined from the smallest up."""
        if not self._subtrees:
            return sha256().digest()
        joined = self._subtrees[-1]
        for larger in reversed(self._subtrees[:-1]):
            joined = node_hash(larger, joined)
        return joined


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """Root of a log given the hashes of its entries in order."""
    frontier = Frontier()
    for leaf in leaf_hashes:
        frontier.append(leaf)
    return frontier.root()
