"""What people say about themselves to check that we are fair is read by nothing that decides: only asked, counted, told and erased."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "helpfulacts"
MAY = {
    "people/models.py", "people/held.py", "people/equality.py", "people/actions/say_equality.py",
    "support/actions/forget_person.py", "coordination/fairness/counting.py", "coordination/fairness/rerun.py",
    "web/views/plan_about_me.py", "web/forms/about_me.py", "cli/management/commands/nightly.py",
    "exchange/demonstration/about_themselves.py",
}  # fmt: skip
"""Modules that ask it, keep it, count it, tell it to its person, or delete it; and the demonstration, which invents it."""
NAMES = (
    "people.equality",
    "people.equality_store",
    "say_equality",
    "EqualityAnswers",
    "equality_store",
    "equality",
)
DECIDE = (
    "engine",
    "coordination/freeze.py",
    "coordination/fitting.py",
    "coordination/serving.py",
    "coordination/inputs.py",
    "coordination/rules.py",
    "directory",
)

pytestmark = pytest.mark.once


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module or ''}.{alias.name}" for alias in node.names}
    return found


def _reads_it(path: Path) -> bool:
    return any(part in NAMES for name in _imports(path) for part in name.split("."))


def test_nothing_else_imports_the_equality_answers() -> None:
    readers = {str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py") if _reads_it(path)}
    assert readers <= MAY, readers - MAY
    assert "coordination/fairness/counting.py" in readers


def test_nothing_that_decides_imports_whatever_counts_them() -> None:
    deciders = [
        path
        for name in DECIDE
        for path in ([SOURCE / name] if name.endswith(".py") else (SOURCE / name).rglob("*.py"))
    ]
    assert len(deciders) > 50
    for path in deciders:
        assert not _reads_it(path) and not any("fairness" in name for name in _imports(path)), path
