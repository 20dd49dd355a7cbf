"""Keys of this installation: made on first start, kept in the data folder, readable by its owner alone."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Secrets:
    """`session` signs cookies; `sealing` maps key id to a 32-byte key in hex; `search` salts look-up hashes."""

    session: str
    sealing: dict[str, str]
    current: str
    search: str


def load_or_make_secrets(folder: Path) -> Secrets:
    """The keys in `folder`, made with mode 600 if this is the first start."""
    path = folder / "keys.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = {
            "session": secrets.token_urlsafe(50),
            "sealing": {"k1": secrets.token_hex(32)},
            "current": "k1",
            "search": secrets.token_hex(32),
        }
        draft = folder / f".keys-{os.getpid()}-{secrets.token_hex(4)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(made, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # atomic, and never replaces the keys that another process has just made
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    kept = json.loads(path.read_text())
    return Secrets(kept["session"], kept["sealing"], kept["current"], kept["search"])
