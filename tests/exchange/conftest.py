"""Importing a value as a file, and reading what was set aside."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass
class Feed:
    """`run(value)` writes a value (or bytes) to a file and imports it."""

    place: Any
    folder: Path

    def run(self, value: Any, name: str = "feed.json", **options: Any) -> Any:
        from helpfulacts.exchange.oruk.importing import import_source

        file = self.folder / name
        file.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
        return import_source(place=self.place, source=str(file), set_aside=self.aside, **options)

    @property
    def aside(self) -> Path:
        return self.folder / "aside.ndjson"

    def reasons(self) -> list[str]:
        return [json.loads(line)["reason"] for line in self.aside.read_text(encoding="utf-8").splitlines()]

    def offers(self) -> list[Any]:
        from helpfulacts.directory.models import Offer

        return list(Offer.objects.filter(place=self.place).order_by("title"))


@pytest.fixture
def feed(place: Any, tmp_path: Path) -> Feed:
    return Feed(place, tmp_path)


@pytest.fixture
def figures_of() -> Callable[[Any], tuple[int, int, int, int]]:
    return lambda done: (done.created, done.updated, done.unchanged, done.set_aside)
