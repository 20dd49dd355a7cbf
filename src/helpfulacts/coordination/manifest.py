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
from helpfulacts.engine.sharing import admit, budgets, improve, money
from helpfulacts.engine.sharing.fit_codes import TESTS
from helpfulacts.places.geo import EARTH_M

from . import offer_columns

if TYPE_CHECKING:
    from .inputs import RunInputs
    from .models import Run
    from .rule_document import RuleDocument

LIBRARIES = ("numpy", "scipy", "numba")


def version_of(package: str) -> str:
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
        "tests": list(TESTS),
        "earth": str(EARTH_M),
        "parts": [
            [part, begin.isoformat(), end.isoformat()] for part, begin, end in offer_columns.PARTS_OF_DAY
        ],
        "enough_minutes": offer_columns.ENOUGH_MINUTES,
        "label_step": admit.LABEL_STEP,
        "shrink": improve.SHRINK,
        "money": [
            budgets.SMALL_OFFERS,
            budgets.SMALL_PAIRS,
            budgets.NODES,
            str(budgets.ROUNDING),
            str(money.ALMOST),
        ],
    }
    return hashlib.sha256(canonical(constants)).hexdigest()


def claims_root(inputs: RunInputs) -> str:
    """Merkle root of the leaves kept with the run, in the order of the claims."""
    return root_of(leaf.tobytes() for leaf in inputs.leaves).hex()


def outcome_hash(inputs: RunInputs) -> str:
    """sha256 of who was given what, as little-endian 64-bit rows."""
    return hashlib.sha256(np.ascontiguousarray(inputs.assign, "<i8").tobytes()).hexdigest()


def money_hash(inputs: RunInputs) -> str:
    """sha256 of what was decided of the money, with its salt. Sums are told when the round is confirmed, not at each run."""
    return hashlib.sha256(canonical(inputs.meta["money"])).hexdigest()


def as_said(inputs: RunInputs, manifest: dict[str, Any]) -> bool:
    """Whether outcome and money are byte for byte what the manifest says; the outcome is not asked where people were erased."""
    outcome = bool(inputs.erased) or outcome_hash(inputs) == manifest["outcome"]
    salted = "salt" in inputs.meta.get("money", {})
    return outcome and (not salted or money_hash(inputs) == manifest["money"])


def manifest_of(run: Run, rules: RuleDocument, inputs: RunInputs) -> dict[str, Any]:
    return {
        "form": 1,
        "engine": version_of("helpfulacts"),
        "python": platform.python_version(),
        "libraries": {name: version_of(name) for name in LIBRARIES},
        "rules": rules.hash,
        "configuration": configuration_hash(),
        "seed_commitment": run.draw.commitment,
        "seed_committed": "with the round" if run.draw.with_round else "before the round",
        "claims": len(inputs.leaves),
        "claims_root": claims_root(inputs),
        "outcome": outcome_hash(inputs),
        **({"money": money_hash(inputs)} if "money" in inputs.meta else {}),
    }
