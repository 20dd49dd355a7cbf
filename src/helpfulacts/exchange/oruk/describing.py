"""One text out of a summary and a description, and the two again out of one text."""

from __future__ import annotations


def join_description(summary: str, description: str, title: str) -> str:
    """What feeds show as the description: the summary first, unless the description begins with it or it is the title."""
    if not description:
        return "" if summary == title else summary
    if not summary or summary == title or _begins(description, summary):
        return description
    return f"{summary}\n\n{description}"


def split_description(summary: str, whole: str) -> tuple[str, str]:
    """(summary, description) out of what `join_description` made. A description is cut at 6,000 letters."""
    rest = whole.removeprefix(f"{summary}\n\n") if whole != summary else ""
    return summary, rest if len(rest) <= 6000 else rest[:5999].rstrip() + "…"


def _begins(description: str, summary: str) -> bool:
    return " ".join(description.split()).startswith(summary.removesuffix("…").rstrip())
