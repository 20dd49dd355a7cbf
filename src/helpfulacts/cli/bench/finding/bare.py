"""The bare ASGI program that our pages are measured beside: the standard library alone, so that granian can load it."""

from __future__ import annotations

import os
import sqlite3
import urllib.parse
from typing import Any

PAGE = 50


def application() -> Any:
    """The bare ASGI program: a page of records by number, or the records that hold a word."""
    db = sqlite3.connect(f"file:{os.environ['BENCH_PEER']}?mode=ro", uri=True, check_same_thread=False)
    total = db.execute("SELECT count(*) FROM record").fetchone()[0]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        asked = urllib.parse.parse_qs(scope["query_string"].decode())
        if word := asked.get("search"):
            rows = db.execute(
                "SELECT r.body FROM words w JOIN record r ON r.id = w.rowid WHERE words MATCH ? ORDER BY rank LIMIT ?",
                (f'"{word[0]}"', PAGE),
            ).fetchall()
        else:
            first = (int(asked.get("page", ["1"])[0]) - 1) * PAGE
            rows = db.execute(
                "SELECT body FROM record WHERE id > ? ORDER BY id LIMIT ?", (first, PAGE)
            ).fetchall()
        contents = ",".join(body for (body,) in rows)
        answer = f'{{"total_items":{total},"contents":[{contents}]}}'.encode()
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"application/json")],
            }
        )
        await send({"type": "http.response.body", "body": answer})

    return app
