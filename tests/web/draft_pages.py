"""What the office does with drafts, page by page."""

from __future__ import annotations

import html
import re
import secrets
from typing import Any

from office_samples import World

from helpfulacts.core.clock import today


def send(world: World, path: str, **fields: Any) -> Any:
    """By an officer, as a form that is made today."""
    given = {"key": secrets.token_hex(16), "first_day": today().isoformat(), **fields}
    return world.browser("officer").post(world.url(path), given, follow=True)


def page(world: World, path: str) -> Any:
    return world.browser("officer").get(world.url(path), follow=True)


def said(answer: Any) -> str:
    """Its words, without marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())
