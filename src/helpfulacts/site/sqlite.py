"""Whether the embedded database holds anything, asked without making it."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def holds_data(path: Path) -> bool:
    """Whether there is a table in it: a file of nothing is left wherever a command looked and was stopped.

    One that cannot be read counts as data, so that new keys never take the place of those that open it.
    """
    if not path.is_file() or not path.stat().st_size:
        return False
    try:
        database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
        try:
            return database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None
        finally:
            database.close()
    except sqlite3.Error:
        return True
