"""The manifest of a backup: what it holds, from when, made by what, and the sum of each of its files."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.core.words import counted
from helpfulacts.engine.ledger import canonical

NAME = "manifest.json"
FORMAT = "helpfulacts-backup/2"
"""With `forgotten`, which a program of before that list must not read past."""
BEFORE = "helpfulacts-backup/1"
_MOST = 100_000_000  # bytes: some hundred tables, some thousand places, and a million who deleted everything


@dataclass(frozen=True)
class File:
    """`sha256` in hex, of exactly `bytes` bytes."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`at` is the moment in UTC, `when` the same in words. `registers`: place → [entries, root]. `rows`: table → how many.

    `forgotten`: marks of whoever deleted everything until then (`core/forgotten.py`); None in backups of before that list.
    `form`: how the manifest is written.
    """

    at: str
    when: str
    program: str
    django: str
    python: str
    database: str
    database_version: str
    migrations: list[str]
    registers: dict[str, list[Any]]
    rows: dict[str, int]
    file: File
    forgotten: list[str] | None = None
    form: str = FORMAT

    def figures(self) -> dict[str, Any]:
        """What a report says of it."""
        heads = {slug: {"entries": size, "root": root} for slug, (size, root) in self.registers.items()}
        return {"when": self.when, "at": self.at, "registers": heads, "rows": sum(self.rows.values())}

    def in_words(self) -> str:
        """“6,279 rows, 12 entries on the register”."""
        entries = sum(size for size, _ in self.registers.values())
        rows = counted(sum(self.rows.values()), "row", "rows")
        return f"{rows}, {counted(entries, 'entry', 'entries')} on the register"

    def covered(self) -> bytes:
        """What the wrapped keys are bound to: the whole of it, in its one written form."""
        return canonical(self._whole())

    def written(self, keys: dict[str, str]) -> bytes:
        """The file, with the wrapped keys and a sum over both. Raises Refused where it could not be read again."""
        whole = {**self._whole(), "keys": keys}
        whole["sha256"] = sha256(canonical(whole)).hexdigest()
        text = (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
        if len(text) > _MOST:
            raise Refused(
                f"No backup was made: its {NAME} would be too large to be read again. Ask for help."
            )
        return text

    def _whole(self) -> dict[str, Any]:
        whole = asdict(self)
        whole = {"backup": whole.pop("form"), **whole}
        if self.forgotten is None:
            del whole["forgotten"]
        return whole


def read(folder: Path) -> tuple[Manifest, dict[str, str]]:
    """The manifest of a backup and its wrapped keys. Raises Refused with one sentence where it will not do."""
    path = folder / NAME
    try:
        with path.open("rb") as file:
            text = file.read(_MOST + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(f"{folder} is not a backup: it has no {NAME}.{_nearest(folder)}") from None
    damaged = Refused(f"The manifest of {folder} is damaged. Use another backup.")
    try:
        whole = json.loads(text)
        said = whole.pop("sha256")
        if len(text) > _MOST or sha256(canonical(whole)).hexdigest() != said:
            raise damaged
        form, keys, file = whole.pop("backup"), whole.pop("keys"), whole.pop("file")
        if form not in (FORMAT, BEFORE):
            raise Refused(
                f"{folder} is a backup of the form “{str(form)[:40]}”, which this program cannot read."
            )
        held = Manifest(**whole, file=File(**file), form=form)
        if not (_sound(held) and isinstance(keys, dict)):
            raise damaged
        return held, keys
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise damaged from None


def _sound(held: Manifest) -> bool:
    """Whether each part is of its kind: a sum says nothing of who wrote it."""
    texts = (
        held.at,
        held.when,
        held.program,
        held.database,
        held.file.name,
        held.file.sha256,
        *held.migrations,
        *(held.forgotten or ()),
    )
    heads = held.registers.values()
    return (
        all(isinstance(text, str) for text in texts)
        and all(type(number) is int for number in (held.file.bytes, *held.rows.values()))
        and all(len(head) == 2 and type(head[0]) is int and isinstance(head[1], str) for head in heads)
    )


def _nearest(folder: Path) -> str:
    """Where a folder of backups was named: the newest in it."""
    inside = sorted(path.parent for path in folder.glob(f"helpfulacts-*/{NAME}"))
    return f" Name one of the backups in it; the newest is {inside[-1]}." if inside else ""
