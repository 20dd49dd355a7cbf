"""What a sharing round on files writes: everybody's result with its reason, what proves each refusal, a manifest.

The folder appears whole or not at all: the files are made in a temporary folder beside it and then moved. They hold
no time and no path, so that the same inputs and seed give the same bytes.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from helpfulacts.core.errors import Refused
from helpfulacts.engine.sharing.admit import room
from helpfulacts.engine.sharing.explain import Refusal, placed, refusal
from helpfulacts.engine.sharing.instance import Instance
from helpfulacts.engine.sharing.moves import components, group_holders
from helpfulacts.engine.sharing.order import commitment
from helpfulacts.engine.sharing.refusal_said import sentence
from helpfulacts.engine.sharing.share import Outcome

from .sharing_files import SharingInput

FILES = ("allocation.csv", "refusals.jsonl", "manifest.json")
REMEMBERED_NAMES = 8_000_000
"""How many offer names of closed sets are kept ready to be written again."""


def check_out(out: Path) -> None:
    """Raise Refused where the results could not be put at `out`."""
    if out.is_dir():
        for name in FILES:
            if (out / name).is_dir():
                raise Refused(f"“{out / name}” is a folder. Move it, or give --out another folder.")
    elif out.exists() or out.is_symlink():
        raise Refused(f"“{out}” is a file. Give --out the name of a folder.")


def write_results(out: Path, given: SharingInput, outcome: Outcome, seed: str) -> None:
    """Write the three files to the folder `out`, all or none of them."""
    check_out(out)
    making = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".sharing-", dir=out.parent))
        _write_rows(making, given, outcome)
        manifest = json.dumps(_manifest(given, seed), indent=1, sort_keys=True, ensure_ascii=False)
        (making / "manifest.json").write_text(manifest + "\n", encoding="utf-8", newline="\n")
        if out.is_dir():
            for name in FILES:
                os.replace(making / name, out / name)
        else:
            making.chmod(0o755)
            os.rename(making, out)
    except OSError as error:
        raise Refused(
            f"The results cannot be written to “{out}”: {error.strerror}. Nothing was written."
        ) from None
    finally:
        if making is not None:
            shutil.rmtree(making, ignore_errors=True)


def _write_rows(folder: Path, given: SharingInput, outcome: Outcome) -> None:
    """allocation.csv and refusals.jsonl, both in the order of people.csv."""
    proofs = _Proofs(given, outcome)
    with (
        open(folder / "allocation.csv", "w", encoding="utf-8", newline="") as allocation,
        open(folder / "refusals.jsonl", "w", encoding="utf-8", newline="\n") as refusals,
    ):
        table = csv.writer(allocation, lineterminator="\n")
        table.writerow(("person", "offer", "reason"))
        for person, name in enumerate(given.people):
            held = outcome.assign[person]
            if held >= 0:
                reason = _why_placed(given.instance, outcome, person)
                table.writerow((name, given.offers[held], reason))
            else:
                why, offers = proofs.of(person)
                table.writerow((name, "", sentence(why)))
                who = json.dumps(name, ensure_ascii=False)
                refusals.writelines((f'{{"person":{who},"code":"{why.code}","offers":', offers, "}\n"))


def _why_placed(instance: Instance, outcome: Outcome, person: int) -> str:
    found = placed(instance, outcome, person)
    turn = (
        f"You have a place: your turn came by your class, {outcome.classes[person]}, and then by your ticket."
    )
    if found.alternatives == 0:
        return f"{turn} It is the one offer that fits you."
    if found.got_best:
        return f"{turn} No other offer fits you better."
    return (
        f"{turn} Another offer fits you better; the places are given out so that the people placed gain the most "
        "together."
    )


@dataclass(frozen=True)
class _Proof:
    """A closed set of offers, as found for one person and as written, with how many hold it in each class."""

    refusal: Refusal
    holders: dict[int, int]
    written: str


class _Proofs:
    """The refusals of an outcome, each different closed set worked out and written once.

    Component c of the graph of moves leads to the components `_next[c]`, all of lower number. A closed set is what
    its highest components lead to, so people with the same highest components share it.
    """

    def __init__(self, given: SharingInput, outcome: Outcome) -> None:
        self._given, self._outcome = given, outcome
        pairs = given.instance
        first, holder = group_holders(pairs.indptr, pairs.offer, room(pairs), outcome.assign)
        self._component, count = components(pairs.indptr, pairs.offer, first, holder, room(pairs))
        held = np.repeat(outcome.assign, np.diff(pairs.indptr))
        move = (
            self._component[held[held >= 0]].astype(np.int64) * count
            + self._component[pairs.offer[held >= 0]]
        )
        self._next: dict[int, list[int]] = {}
        for one in np.unique(move).tolist():
            self._next.setdefault(one // count, []).append(one % count)
        self._reach: dict[int, set[int]] = {}
        self._highest: dict[bytes, tuple[int, ...]] = {}
        self._known: dict[tuple[int, ...], _Proof] = {}
        self._names_kept = 0

    def of(self, person: int) -> tuple[Refusal, str]:
        """The refusal of a person, and its offers as a JSON list sorted by name."""
        own = self._given.instance.offers_of(person)
        begin = np.unique(self._component[own])
        highest = self._highest.get(begin.tobytes()) or self._reduce(begin)
        proof = self._known.get(highest) or self._learn(highest, person)
        by_ticket = proof.holders.get(int(self._outcome.classes[person]), 0)
        this = replace(
            proof.refusal,
            person=person,
            own_offers=int(own.size),
            before_by_ticket=by_ticket,
            before_by_rule=sum(proof.holders.values()) - by_ticket,
        )
        return this, proof.written

    def _reduce(self, begin: NDArray[np.int32]) -> tuple[int, ...]:
        """The components of `begin` that no other of them leads to."""
        highest: list[int] = []
        for component in reversed(begin.tolist()):
            if not any(component in self._reached_from(higher) for higher in highest):
                highest.append(component)
        self._highest[begin.tobytes()] = tuple(highest)
        return tuple(highest)

    def _reached_from(self, component: int) -> set[int]:
        if component not in self._reach:
            reached, waiting = {component}, [component]
            while waiting:
                for onward in self._next.get(waiting.pop(), ()):
                    if onward not in reached:
                        reached.add(onward)
                        waiting.append(onward)
            self._reach[component] = reached
        return self._reach[component]

    def _learn(self, highest: tuple[int, ...], person: int) -> _Proof:
        found = refusal(self._given.instance, self._outcome, person)
        inside = np.zeros(self._given.instance.offers + 1, dtype=bool)  # one more: where nobody's -1 points
        inside[found.offers] = True
        classes, counts = np.unique(self._outcome.classes[inside[self._outcome.assign]], return_counts=True)
        names = sorted(self._given.offers[j] for j in found.offers)
        written = json.dumps(names, ensure_ascii=False, separators=(",", ":"))
        if self._names_kept > REMEMBERED_NAMES:
            self._known.clear()
            self._names_kept = 0
        self._names_kept += len(names)
        self._known[highest] = _Proof(
            found, dict(zip(classes.tolist(), counts.tolist(), strict=True)), written
        )
        return self._known[highest]


def _manifest(given: SharingInput, seed: str) -> dict[str, object]:
    return {
        "format": "helpfulacts share/1",
        "engine": {"helpfulacts": version("helpfulacts")},
        "libraries": {name: version(name) for name in ("numba", "numpy", "scipy")},
        "inputs": given.hashes,
        "seed": seed,
        "seed_commitment": commitment(seed),
        "order": "class, then the hexadecimal SHA-256 of seed|person",
        "gain_decimals": given.decimals,
    }
