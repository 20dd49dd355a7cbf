"""The append-only register: a Merkle log (RFC 6962), its proofs, and a verifier anyone can run alone.

Standard library only. `merkle` hashes and appends, `proofs` shows that an entry is in the log or that the
log only grew, `canonical` gives an entry its one written form, `verify` checks a saved register file.
"""

from .canonical import canonical
from .merkle import Frontier, empty_root, leaf_hash, node_hash, root_of
from .proofs import consistency_proof, inclusion_proof, verify_consistency, verify_inclusion
from .verify import Head, RegisterBroken, check_head, read_head, verify_file, verify_register

__all__ = [
    "Frontier",
    "Head",
    "RegisterBroken",
    "canonical",
    "check_head",
    "consistency_proof",
    "empty_root",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "read_head",
    "root_of",
    "verify_consistency",
    "verify_file",
    "verify_inclusion",
    "verify_register",
]
