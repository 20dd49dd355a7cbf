"""What a round was made with, in hashes: enough to run it again and compare, and nothing about anybody.

No ids, no personal fields, no timings.
"""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import numpy as np

from helpfulacts.directory.facets import AGES
from helpfulacts.engine.ledger import canonical, leaf_hash, root_of
from helpfulacts.engine.sharing import admit, improve

from . import fitting, offer_columns

if TYPE_CHECKING:
    from .inputs import RunInputs
    from .models import Run
    from .rule_document import RuleDocument

LIBRARIES = ("numpy", "scipy", "numba")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not known"


def leaf_of(salt: str, asked: dict[str, Any]) -> str:
    """The salted commitment of one claim: an RFC 6962 leaf over the salt and its canonical JSON."""
    return leaf_hash(bytes.fromhex(salt) + canonical(asked)).hex()


def configuration_hash() -> str:
    """sha256 of every constant that could change an answer and is not in the rules."""
    constants = {
        "ages": {band: list(years) for band, years in AGES.items()},
        "tests": list(fitting.TESTS),
        "earth": str(fitting.EARTH_M),
        "parts": [
            [part, begin.isoformat(), end.isoformat()] for part, begin, end in offer_columns.PARTS_OF_DAY
        ],
        "enough_minutes": offer_columns.ENOUGH_MINUTES,
        "label_step": admit.LABEL_STEP,
        "shrink": improve.SHRINK,
    }
    return hashlib.sha256(canonical(constants)).hexdigest()


def claims_root(inputs: RunInputs) -> str:
    """Merkle root of the leaves kept with the run, in the order of the claims."""
    return root_of(leaf.tobytes() for leaf in inputs.leaves).hex()


def outcome_hash(inputs: RunInputs) -> str:
    """sha256 of who was given what, as little-endian 64-bit rows."""
    return hashlib.sha256(np.ascontiguousarray(inputs.assign, "<i8").tobytes()).hexdigest()


def manifest_of(run: Run, rules: RuleDocument, inputs: RunInputs) -> dict[str, Any]:
    return {
        "form": 1,
        "engine": _version("helpfulacts"),
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "rules": rules.hash,
        "configuration": configuration_hash(),
        "seed_commitment": run.draw.commitment,
        "seed_committed": "with the round" if run.draw.with_round else "before the round",
        "claims": len(inputs.leaves),
        "claims_root": claims_root(inputs),
        "outcome": outcome_hash(inputs),
    }
