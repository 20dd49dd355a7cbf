"""Keys of this installation: drawn once, written before its first table, and kept in the data folder for its owner alone.

Reading commands never make them. Where there is data and no keys, nothing starts: new keys would open none of it.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from helpfulacts.core.errors import Refused

BACK = "Put them back from your copy."


@dataclass(frozen=True)
class Secrets:
    """`session` signs cookies; `sealing` maps key id to a 32-byte key in hex; `search` salts look-up hashes."""

    session: str
    sealing: dict[str, str]
    current: str
    search: str

    def as_settings(self) -> dict[str, Any]:
        return {
            "SECRET_KEY": self.session,
            "SEALING_KEYS": self.sealing,
            "SEALING_KEY_ID": self.current,
            "SEARCH_SALT": self.search,
        }


def read(folder: Path) -> Secrets | None:
    """The keys in `folder`, or None where there are none. Raises Refused when they cannot be read or are not whole."""
    path = folder / "keys.json"
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        raise Refused(f"The keys in {path} cannot be read. {BACK}") from None
    except ValueError:  # not UTF-8, or not JSON
        kept = None
    if not _whole(kept):
        raise Refused(f"The keys in {path} are not whole. {BACK}")
    return Secrets(kept["session"], kept["sealing"], kept["current"], kept["search"])


def draw() -> Secrets:
    """New keys, written nowhere yet."""
    return Secrets(
        session=secrets.token_urlsafe(50),
        sealing={"k1": secrets.token_hex(32)},
        current="k1",
        search=secrets.token_hex(32),
    )


def keep(folder: Path, drawn: Secrets) -> dict[str, Any]:
    """Write `drawn` to `folder` with mode 600, unless keys are there; those that are there in the end, as settings."""
    path = folder / "keys.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = folder / f".keys-{os.getpid()}-{secrets.token_hex(4)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(asdict(drawn), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # atomic, and never replaces the keys that another process has just made
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return (read(folder) or drawn).as_settings()


def _whole(kept: Any) -> bool:
    if not isinstance(kept, dict) or not isinstance(kept.get("sealing"), dict):
        return False
    texts = [kept.get("session"), kept.get("search"), kept.get("current")]
    try:
        lengths = {len(bytes.fromhex(key)) for key in kept["sealing"].values()}
    except (TypeError, ValueError):
        return False
    return (
        all(isinstance(text, str) and text for text in texts)
        and lengths == {32}
        and texts[2] in kept["sealing"]
    )
