"""Nothing is installed on a place's machine that the program does not use."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_runtime_dependency_is_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[\[<>=]", text)[0].lower() for text in project["dependencies"]}
    modules: dict[str, set[str]] = {name: set() for name in wanted}
    for module, names in packages_distributions().items():
        for name in names:
            if name.lower() in modules:
                modules[name.lower()].add(module)
    source = "\n".join(file.read_text() for file in sorted((ROOT / "src").rglob("*.py")))
    unused = sorted(
        name
        for name, found in modules.items()
        if not any(re.search(rf"\b{re.escape(module)}\b", source) for module in found)
    )
    assert unused == []
