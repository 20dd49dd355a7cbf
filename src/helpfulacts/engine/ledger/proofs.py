"""Proofs over the Merkle log, and their verifiers (RFC 6962, 2.1.1 and 2.1.2; RFC 9162, 2.1.3 and 2.1.4).

*Inclusion*: this entry is number i of the log with this root. *Consistency*: the log with this root begins
with the whole log that had that earlier root, so nothing old was changed, taken out or put in between. Each
holds about log2(n) hashes, and a verifier needs nothing else. Making one costs n hashes.
"""

from __future__ import annotations

from collections.abc import Sequence

from .merkle import node_hash, root_of


def inclusion_proof(leaf_hashes: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from entry `index` (the first is 0) up to the root."""
    size = len(leaf_hashes)
    if not 0 <= index < size:
        raise ValueError(f"A log of {size} entries has no entry at index {index}.")
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _left_size(end - start)
        if index < middle:
            proof.append(root_of(leaf_hashes[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaf_hashes[start:middle]))
            start = middle
    return proof[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Is `leaf` entry `index` of the log of `size` entries with this root?

    `at` and `last` are the positions, on the level reached, of our subtree and of the rightmost one. Whoever
    is alone at the right edge of a level rises without a partner.
    """
    if not 0 <= index < size:
        return False
    at, last, reached = index, size - 1, leaf
    for other in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            reached = node_hash(other, reached)
            while at and not at & 1:
                at >>= 1
                last >>= 1
        else:
            reached = node_hash(reached, other)
        at >>= 1
        last >>= 1
    return last == 0 and reached == root


def consistency_proof(leaf_hashes: Sequence[bytes], old_size: int) -> list[bytes]:
    """The hashes that show the log to begin with its own first `old_size` entries."""
    size = len(leaf_hashes)
    if not 0 <= old_size <= size:
        raise ValueError(f"A log of {size} entries had no earlier size of {old_size}.")
    if old_size in (0, size):
        return []
    proof: list[bytes] = []
    start, end = 0, size
    known = True  # the subtree from `start` to the old end is the whole old log, whose root is known already
    while old_size != end:
        middle = start + _left_size(end - start)
        if old_size <= middle:
            proof.append(root_of(leaf_hashes[middle:end]))
            end = middle
        else:
            proof.append(root_of(leaf_hashes[start:middle]))
            start = middle
            known = False
    if not known:
        proof.append(root_of(leaf_hashes[start:end]))
    return proof[::-1]


def verify_consistency(
    old_size: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes
) -> bool:
    """Does the log of `size` entries with `root` begin with the log of `old_size` entries with `old_root`?"""
    if not 0 <= old_size <= size:
        return False
    if old_size == size:
        return not proof and old_root == root
    if old_size == 0:
        return not proof and old_root == root_of([])
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    at, last = old_size - 1, size - 1
    while at & 1:
        at >>= 1
        last >>= 1
    old_reached = reached = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old_reached = node_hash(other, old_reached)
            reached = node_hash(other, reached)
            while at and not at & 1:
                at >>= 1
                last >>= 1
        else:
            reached = node_hash(reached, other)
        at >>= 1
        last >>= 1
    return last == 0 and old_reached == old_root and reached == root


def _left_size(size: int) -> int:
    """The largest power of two below `size`: how many leaves hang left of the top node."""
    return 1 << ((size - 1).bit_length() - 1)
