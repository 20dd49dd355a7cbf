"""Where somebody wrote their own name in what others will read of their gift."""

from __future__ import annotations

import re
from typing import Any

from helpfulacts.core.words import joined

NO_NAMES = frozenset(("a", "an", "the", "of", "and", "from", "in", "mr", "mrs", "ms", "miss", "dr"))


def own_name_in(draft: Any, called: str) -> str:
    """One sentence that says what stands where in `draft`; "" where nothing of `called` does."""
    steps = "\n".join(str(step) for step in draft.particulars.get("steps", ()))
    parts = (
        ("the title", draft.title),
        ("the description", f"{draft.summary}\n{draft.description}\n{steps}"),
        ("how you are described", draft.shown_from),
    )
    for name in _names(called):
        found = [(part, word) for part, text in parts if (word := _found(name, text))]
        if found:
            where = joined([part for part, _ in found])
            return f"“{found[0][1]}” stands in {where}. Others will read it."
    return ""


def _names(called: str) -> list[str]:
    """All of it first, then each word that can be a name."""
    words = called.split()
    alone = [word for word in words if len(word) > 1 and word.lower().rstrip(".") not in NO_NAMES]
    return [" ".join(words), *alone] if words else []


def _found(name: str, text: str) -> str:
    """`name` as it is written in `text`, as whole words; a common word (“I will”) is no name (“Will”)."""
    for one in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
        if one[0] == name or one[0][0].isupper():
            return one[0]
    return ""
