"""Equal shares as others computed them: Pabulib files, with pabutools’ results and what a city really paid for beside them."""

from __future__ import annotations

import csv
import json
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.engine.ledger import recount

ASSEN = "Netherlands_Assen_2024.pb"
SMALL = [
    ASSEN,
    "Worldwide_Mechanical_Turk_Knapsack_8.pb",
    "France_Toulouse_2022_20_-_Arenes_Romaines_Ancely_Saint-Martin_du_Touch_Purpan.pb",
]


def _read(path: Path) -> tuple[Fraction, dict[str, Fraction], list[frozenset[str]]]:
    """(Budget, cost by project, what each voter said yes to); sections of the format one after another."""
    sections: dict[str, list[list[str]]] = {}
    for row in csv.reader(path.open(encoding="utf-8-sig", newline=""), delimiter=";"):
        if row and row[0].strip().upper() in ("META", "PROJECTS", "VOTES"):
            rows = sections.setdefault(row[0].strip().upper(), [])
        elif row:
            rows.append([cell.strip() for cell in row])
    (names, *projects), (heads, *votes) = sections["PROJECTS"], sections["VOTES"]
    costs = {row[names.index("project_id")]: Fraction(row[names.index("cost")]) for row in projects}
    said = [frozenset(row[heads.index("vote")].split(",")) & costs.keys() for row in votes]
    return Fraction(dict(row[:2] for row in sections["META"])["budget"]), costs, said


def _winners(path: Path, **how: Any) -> list[str]:
    budget, costs, said = _read(path)
    number = {name: str(at) for at, name in enumerate(sorted(costs), start=1)}
    bundles = Counter(frozenset(number[name] for name in one) for one in said)
    by_number = {number[name]: cost for name, cost in costs.items()}
    won = recount.shared(int(budget), by_number, bundles, how)  # type: ignore[arg-type]
    return sorted(name for name in costs if number[name] in won)


@pytest.mark.parametrize("name", SMALL)
def test_it_pays_for_what_pabutools_pays_for(shared: Path, name: str) -> None:
    folder = shared / "data" / "participation" / "pb"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))[name]["results"]
    for satisfaction in ("cost", "cardinality"):
        found = _winners(folder / name, satisfaction=satisfaction)
        assert found == sorted(expected[f"mes_{satisfaction}"]), satisfaction


@pytest.mark.slow
def test_with_add1_it_pays_for_what_assen_paid_for(shared: Path) -> None:
    folder = shared / "data" / "participation" / "pb"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))[ASSEN]
    found = _winners(folder / ASSEN, satisfaction="cost", completion="add1")
    assert found == sorted(expected["selected_by_the_city"])
